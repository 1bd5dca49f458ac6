// SPDX-License-Identifier: GPL-3.0-or-later
// The samples that a bundle is proven with, before preprocessing: pictures or sounds.
#pragma once

#include "deploy/c_writer.h"
#include "deploy/deployable.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace danas::deploy {

/// The name of those samples in sentences and files: "pictures" or "sounds".
[[nodiscard]] std::string_view rawName(const Evidence& evidence);
[[nodiscard]] std::size_t rawCount(const Evidence& evidence);
/// The first `count` of them as resources/c/batch.c reads them, each with three numbers of 32 bits before it.
[[nodiscard]] std::vector<std::uint8_t> rawBytes(const Evidence& evidence, std::size_t count);
/// What a bundle's folder of goldens holds of them. @throws Error if it is cut off or damaged
void readRaw(const std::filesystem::path& goldens, Evidence& evidence);

/// goldens.h and goldens.c of the self-test.
[[nodiscard]] std::vector<TextFile> goldenSources(const Deployable& system, const Evidence& evidence);

} // namespace danas::deploy
