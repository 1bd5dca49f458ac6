// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/memory_plan.h"
#include "quant/quantize.h"

#include <string>
#include <vector>

namespace danas::deploy {

/// A file to be written, its name relative to a folder.
struct TextFile {
    std::string name, text;
};

/// What C sources are made from; all of it outlives the call only.
struct CModel {
    const quant::QuantizedNetwork& network;
    const cost::MemoryPlan& plan; ///< of the network's graph, by the rules of any engine
    std::vector<std::string> classes;
    std::string title; ///< one line, for people
};

/// The network in C99, without an interpreter: danas_kernels.c/.h (one function per kind of operator; danas_cmsis_nn.h: the same by calls
/// of CMSIS-NN, for those who define DANAS_USE_CMSIS_NN), model_weights.c/.h
/// (constants for flash), model.c/.h (tables, the static arena with the offsets of the plan, the calls in its order). The same
/// bytes as quant::Interpreter. @throws Error if there are not as many classes as outputs
[[nodiscard]] std::vector<TextFile> cSources(const CModel& model);

/// How generated sources begin: a licence that any firmware can live with, and who made them `of` what.
[[nodiscard]] std::string generatedComment(const std::string& of = {});
/// "stage3.0 expand" -> "stage3_0_expand".
[[nodiscard]] std::string cName(const std::string& name);
/// "text" with what C needs escaped.
[[nodiscard]] std::string cString(const std::string& text);

/// Integers of an initialiser, broken into lines.
template <typename Values> [[nodiscard]] std::string cNumbers(const Values& values)
{
    constexpr std::size_t kLine = 140;
    std::string text, line;
    for (const auto value : values) {
        line += (line.empty() ? "    " : " ") + std::to_string(static_cast<long long>(value)) + ",";
        if (line.size() < kLine)
            continue;
        text += line + "\n";
        line.clear();
    }
    return line.empty() ? text : text + line + "\n";
}

} // namespace danas::deploy
