// SPDX-License-Identifier: GPL-3.0-or-later
// What a bundle says of itself, for people and programs.
#pragma once

#include "deploy/bundle.h"
#include "deploy/c_writer.h"
#include "deploy/onnx_writer.h"

#include <set>
#include <span>
#include <vector>

namespace danas::deploy {

inline constexpr int kBundleVersion = 1;

[[nodiscard]] BundleClaims claimsOf(const Deployable& system);
/// Data configuration, budgets against figures, layers, memory plan, scores, origin, and how the gates went.
[[nodiscard]] Json systemJson(const Deployable& system, const Evidence& evidence, const std::vector<Gate>& gates);
[[nodiscard]] std::string readme(const Deployable& system, const Evidence& evidence, const std::set<Format>& formats);
/// Title and metadata of model.onnx or model_int8.onnx.
[[nodiscard]] OnnxOptions onnxOptions(const Deployable& system, Format format);
/// model_data.h and model_data.cc.
[[nodiscard]] std::vector<TextFile> tflmSources(const Deployable& system, std::span<const std::uint8_t> model);

} // namespace danas::deploy
