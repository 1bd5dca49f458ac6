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

} // namespace danas::deploy
