// SPDX-License-Identifier: GPL-3.0-or-later
// What a bundle says of its data configuration: of pictures in one way, of sounds in another.
#pragma once

#include "base/json.h"
#include "data/data_config.h"

#include <map>
#include <string>

namespace danas::deploy {

/// The configuration, and how its input is made before 128 is taken from every byte.
[[nodiscard]] Json configurationJson(const data::DataConfig& config);
/// Values for the marks of resources/c/bundle.md that depend on the configuration.
[[nodiscard]] std::map<std::string, std::string> dataWords(const data::DataConfig& config);
/// "pictures" or "clips".
[[nodiscard]] const char* samplesWord(const data::DataConfig& config);

} // namespace danas::deploy
