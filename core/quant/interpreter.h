// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quant/int8_kernels.h"
#include "quant/quantize.h"

#include <cstdint>
#include <span>
#include <vector>

namespace danas::quant {

/// Runs a quantised network in integers, bit for bit as TensorFlow Lite's reference kernels. All buffers are made at once;
/// one interpreter per thread. Keeps a reference to the network.
class Interpreter {
public:
    explicit Interpreter(const QuantizedNetwork& network);

    /// Input height x width x channels, channels innermost (quantizeInput). The logits stay valid until the next run.
    std::span<const std::int8_t> run(std::span<const std::int8_t> input);
    /// Any tensor of the last run.
    [[nodiscard]] std::span<const std::int8_t> tensor(std::size_t index) const { return m_tensors[index]; }

private:
    void execute(const graph::Op& op, std::size_t index);

    const QuantizedNetwork& m_network;
    std::vector<kernels::Prepared> m_prepared; ///< one per operator
    std::vector<std::vector<std::int8_t>> m_tensors;
    kernels::Scratch m_scratch;
};

} // namespace danas::quant
