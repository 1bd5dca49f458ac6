// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace danas::deploy {

/// Files of the model that a bundle may hold. The C sources are no choice: preprocessing, self-test and gates are made of them.
enum class Format : std::uint8_t { Tflite, Tflm, Onnx, OnnxInt8 };
inline constexpr std::array kFormats { Format::Tflite, Format::Tflm, Format::Onnx, Format::OnnxInt8 };

[[nodiscard]] std::string_view formatName(Format format);  ///< "tflite", "tflm", "onnx", "onnx-int8": on the command line and in files
[[nodiscard]] std::string_view formatTitle(Format format); ///< for people: "TensorFlow Lite, model.tflite"
[[nodiscard]] std::optional<Format> formatFromName(std::string_view name);

/// A file or folder of a bundle, and what it is, for people.
struct BundlePart {
    std::string name, what;
};
/// All of a bundle with these formats, what is first needed first.
[[nodiscard]] std::vector<BundlePart> bundleParts(const std::set<Format>& formats);

/// What the person chooses of a bundle.
struct BundleOptions {
    std::set<Format> formats { kFormats.begin(), kFormats.end() };
    bool withoutCompiler = false; ///< export although gates cannot be run for want of a C compiler
};

} // namespace danas::deploy
