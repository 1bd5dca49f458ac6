// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace danas::cost {

/// How far a figure may be trusted. Measured: on this board with this engine; calibrated: a rule fitted to measurements of
/// this engine; estimated: carried over from another core or engine, or from a data sheet.
enum class Trust : std::uint8_t { Estimated, Calibrated, Measured };
[[nodiscard]] std::string_view trustName(Trust trust); ///< "estimated", "calibrated", "measured"

struct Basis {
    Trust trust = Trust::Estimated;
    std::string source;
    bool operator==(const Basis&) const = default;
};

struct EnergyPerCycle {
    double nanojoules = 0.0;
    Basis basis;
    bool operator==(const EnergyPerCycle&) const = default;
};

struct Board {
    std::string id, name, mcu, core, source;
    std::int64_t clockHz = 0, ramBytes = 0, flashBytes = 0;
    double usableRam = 1.0, usableFlash = 1.0; ///< share that one application's model may take
    std::optional<EnergyPerCycle> energy;

    [[nodiscard]] std::int64_t usableRamBytes() const;
    [[nodiscard]] std::int64_t usableFlashBytes() const;
    bool operator==(const Board&) const = default;
};

/// Where a depthwise convolution leaves its output.
enum class DepthwiseMemory : std::uint8_t {
    Apart,      ///< in a tensor of its own
    OneChannel, ///< over its input, through a buffer of one channel (N + 1 channels, TinyEngine)
    LineBuffer  ///< over its input, through 2 k lines of the input that the engine holds for the whole inference
};

/// What an engine's planner does with the arena.
struct MemoryRules {
    int alignment = 1; ///< of every offset and size, bytes
    bool addInPlace = false;
    DepthwiseMemory depthwise = DepthwiseMemory::Apart;
    bool im2col = false; ///< kernels take the scratch of CMSIS-NN's arm_*_get_buffer_size, DSP variant
    Basis basis;
    bool operator==(const MemoryRules&) const = default;
};

/// Cycles of one multiply-accumulate on a Cortex-M7, by kind of operator.
struct CyclesPerMac {
    double spatial = 0.0; ///< depthwise, and convolutions with a window (the stem)
    double pointwise = 0.0, dense = 0.0;
    Basis basis;
    bool operator==(const CyclesPerMac&) const = default;
};

/// Bytes that grow with the network: base + perOp x operators + perChannel x output channels of all convolutions.
struct SizeRule {
    double base = 0.0, perOp = 0.0, perChannel = 0.0;
    Basis basis;
    bool operator==(const SizeRule&) const = default;
};

struct Engine {
    std::string id, name;
    MemoryRules memory;
    std::optional<CyclesPerMac> cycles; ///< absent: no latency
    std::optional<SizeRule> runtimeRam; ///< absent: not known, nothing is added
    std::optional<SizeRule> code;
    bool operator==(const Engine&) const = default;
};

/// Cycles of the board's core over those of the Cortex-M7 that the engine's figures are from.
struct CyclesFactor {
    double value = 1.0;
    Basis basis;
    bool operator==(const CyclesFactor&) const = default;
};

/// What a network is deployed on: a board and the engine that runs it there. Complete in itself: a run keeps its own.
struct Target {
    std::string id;
    Board board;
    Engine engine;
    std::optional<CyclesFactor> cyclesFactor; ///< absent: the board's core is the one that the engine's cycles are from

    [[nodiscard]] Trust latencyTrust() const;
    bool operator==(const Target&) const = default;
};

/// The built-in targets, from resources/targets.json.
[[nodiscard]] const std::vector<Target>& targets();
/// @throws Error listing the known ids
[[nodiscard]] const Target& findTarget(const std::vector<Target>& among, std::string_view id);
/// The boards of the built-in targets, each once, in their order.
[[nodiscard]] const std::vector<Board>& boards();

/// The whole preset, as in a file of its own (schema: resources/target.schema.json).
[[nodiscard]] Json toJson(const Target& target);
/// "board" and "engine" are objects, or ids of built-in ones. @throws Error for a missing, negative or unknown field
[[nodiscard]] Target targetFromJson(const Json& json, const std::string& where);
[[nodiscard]] Json toJson(const Board& board);
/// For lists: id, board, engine, clock, memory, and what is known with which trust.
[[nodiscard]] Json summaryJson(const Target& target);

} // namespace danas::cost
