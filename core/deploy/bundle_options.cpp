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
    }
    return {};
}

std::optional<Format> formatFromName(std::string_view name)
{
    const auto found = std::ranges::find(kFormats, name, formatName);
    return found == kFormats.end() ? std::nullopt : std::optional(*found);
}

} // namespace danas::deploy
