// SPDX-License-Identifier: GPL-3.0-or-later
// What TensorFlow Lite Micro keeps in its arena beside the tensors' bytes, from the structures in its source (of 2026; with
// TF_LITE_STATIC_MEMORY and reference kernels). All is allocated from the arena's end downwards, kernels' data in blocks of 16 bytes.
#pragma once

#include "graph/network_graph.h"

#include <string_view>

namespace danas::test {

/// What the sizes of structures depend on.
struct TflmBuild {
    int pointer, enumeration;    ///< bytes; size_t is as long as a pointer
    std::int64_t allocators;     ///< bytes of what is there once
    std::string_view compressed; ///< fields that OpData structures have for compressed weights (USE_TFLM_COMPRESSION)
};

/// Bytes of a structure with these fields: p pointer or size_t, i 32 bits, e enumeration, b one byte.
inline std::int64_t sizeOf(std::string_view fields, const TflmBuild& build)
{
    const auto padded = [](std::int64_t bytes, std::int64_t alignment) { return (bytes + alignment - 1) / alignment * alignment; };
    std::int64_t bytes = 0, largest = 1;
    for (const char field : fields) {
        const std::int64_t size = field == 'p' ? build.pointer : field == 'e' ? build.enumeration : field == 'i' ? 4 : 1;
        bytes = padded(bytes, size) + size;
        largest = std::max(largest, size);
    }
    return padded(bytes, largest);
}

/// The processor of this computer, as the Python wheel is built: it records allocations, which takes more bytes. `allocators`
/// is what it reports beyond the structures below (504 or 508 bytes), not known from the source.
inline constexpr TflmBuild kTflmWheel { 8, 4, 504, "ii" };

/// A microcontroller: GCC for Arm makes enumerations as short as they can be. Once: SingleArenaBufferAllocator,
/// GreedyMemoryPlanner, MicroAllocator, MicroBuiltinDataAllocator, SubgraphAllocations.
inline TflmBuild tflmOnBoard()
{
    TflmBuild board { 4, 1, 0, "" };
    for (const char* once : { "pppppppp" "i", "p" "ii" "pppp" "ii" "p" "b", "ppppp" "b" "ppp", "pp", "pp" })
        board.allocators += sizeOf(once, board);
    return board;
}

/// Bytes of the arena's persistent part.
inline std::int64_t tflmPersistentBytes(const graph::NetworkGraph& graph, const TflmBuild& build)
{
    const auto size = [&](std::string_view fields) { return sizeOf(fields, build); };
    const auto block = [](std::int64_t bytes) { return (bytes + 15) / 16 * 16; };
    const std::int64_t node = size("pppppp" "i" "p"); // TfLiteNode, and the registration
    const std::int64_t tensor = size("ppe");          // TfLiteEvalTensor
    const auto withCompression = [&](std::string fields) { return block(size(fields.append(build.compressed))); };

    // Input and output: a TfLiteTensor with its TfLiteAffineQuantization and zero point, and the interpreter's list of one.
    std::int64_t bytes = build.allocators + tensor + 2 * (size("ep" "ii" "ppp" "ee" "b") + size("ppi") + size("ii") + block(build.pointer));
    for (const graph::Op& op : graph.ops) {
        bytes += node + tensor;
        switch (op.kind) {
        case graph::OpKind::Conv2d: // TfLiteConvParams, OpDataConv, multipliers and shifts; weights and biases are tensors
            bytes += 2 * tensor + size("eii" "e" "ii" "e") + withCompression("iiii" "iii" "ii" "pp" "iii") + 2 * block(4 * graph.output(op).channels);
            break;
        case graph::OpKind::DepthwiseConv2d: // TfLiteDepthwiseConvParams, else the same
            bytes += 2 * tensor + size("eiii" "e" "ii") + withCompression("iiii" "iii" "ii" "pp" "iii") + 2 * block(4 * graph.output(op).channels);
            break;
        case graph::OpKind::Dense: // TfLiteFullyConnectedParams, OpDataFullyConnected
            bytes += 2 * tensor + size("ee" "bb" "e") + withCompression("ii" "ii" "i" "iii" "i" "pp" "b");
            break;
        case graph::OpKind::Add: // TfLiteAddParams, OpDataAdd
            bytes += size("eb") + block(size("b" "iiii" "iii" "ii" "iii" "ii"));
            break;
        case graph::OpKind::GlobalAveragePool: // TfLitePoolParams, OpDataPooling
            bytes += size("eiiii" "e" "iiii") + block(size("iiii" "iiii"));
            break;
        case graph::OpKind::Sigmoid: // OpDataLogistic
            bytes += block(size("iiii"));
            break;
        }
    }
    return bytes;
}

} // namespace danas::test
