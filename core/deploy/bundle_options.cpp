// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/bundle_options.h"

#include <algorithm>

namespace danas::deploy {

std::string_view formatName(Format format)
{
    switch (format) {
    case Format::Tflite:
        return "tflite";
    case Format::Tflm:
        return "tflm";
    case Format::Onnx:
        return "onnx";
    case Format::OnnxInt8:
        return "onnx-int8";
    }
    return {};
}

std::string_view formatTitle(Format format)
{
    switch (format) {
    case Format::Tflite:
        return "TensorFlow Lite, model.tflite";
    case Format::Tflm:
        return "TensorFlow Lite Micro, the same as a C array";
    case Format::Onnx:
        return "ONNX in float, model.onnx";
    case Format::OnnxInt8:
        return "ONNX in int8 (QDQ), model_int8.onnx";
    }
    return {};
}

std::optional<Format> formatFromName(std::string_view name)
{
    const auto found = std::ranges::find(kFormats, name, formatName);
    return found == kFormats.end() ? std::nullopt : std::optional(*found);
}

std::vector<BundlePart> bundleParts(const std::set<Format>& formats)
{
    std::vector<BundlePart> parts { { "README.md", "the next steps on a computer, with each engine and on a board" },
        { "report.html", "figures, accuracy, memory, layers and gates to read" }, { "system.json", "the same and all claims, for programs" },
        { "c/", "network and preprocessing in C99, no interpreter, static arena" } };
    if (formats.contains(Format::Tflite))
        parts.push_back({ "model.tflite", "int8, for TensorFlow Lite, ST Edge AI and others" });
    if (formats.contains(Format::Tflm))
        parts.push_back({ "tflm/", "the same as a C array, with its operators" });
    if (formats.contains(Format::Onnx))
        parts.push_back({ "model.onnx", "float, for any runtime of ONNX" });
    if (formats.contains(Format::OnnxInt8))
        parts.push_back({ "model_int8.onnx", "the int8 network as QDQ" });
    parts.push_back({ "selftest/", "runs golden samples, prints PASS or FAIL" });
    parts.push_back({ "board/", "the self-test on a Cortex-M4 or M7, and under QEMU" });
    parts.push_back({ "goldens/", "samples as bytes: pictures or sounds, inputs, outputs" });
    parts.push_back({ "labels.txt", "names of the outputs" });
    return parts;
}

} // namespace danas::deploy
