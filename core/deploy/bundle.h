// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deploy/bundle_options.h"
#include "deploy/gates.h"

#include <filesystem>
#include <vector>

namespace danas::deploy {

/// A bundle to be written.
struct BundleRequest {
    std::filesystem::path place; ///< a folder, or a file *.zip with one; must not exist yet
    BundleOptions options {};
};

struct BundleResult {
    std::filesystem::path place;
    bool exported = false; ///< false: a gate failed, and nothing is left of the bundle
    std::vector<Gate> gates;
    std::int64_t bytes = 0; ///< of all its files, as they are before they are packed
};

/// What `exportBundle` refuses before it writes anything, for a caller that has long work to do first. @throws Error
void requireExportable(const BundleRequest& request);

/// Writes the bundle beside its place, puts it through the gates and moves it there if none failed.
/// @throws Error if the place is taken or cannot be written, or there is no C compiler; Stopped. Nothing is left behind then.
[[nodiscard]] BundleResult exportBundle(
    const Deployable& system, const Evidence& evidence, const BundleRequest& request, RunControl& control, const GateObserver& observer);

/// Puts a bundle (folder or .zip) through the gates once more, by its own samples. @throws Error if it is none or not whole; Stopped
[[nodiscard]] std::vector<Gate> verifyBundle(const std::filesystem::path& bundle, RunControl& control, const GateObserver& observer);

} // namespace danas::deploy
