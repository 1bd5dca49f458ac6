// SPDX-License-Identifier: GPL-3.0-or-later
// The whole export of one candidate, for the command line and the window alike.
#pragma once

#include "deploy/bundle.h"

namespace danas::deploy {

struct ExportOrder {
    std::filesystem::path project;
    std::int64_t run = 0;
    int candidate = 0;
    std::optional<cost::Deployment> deployment; ///< absent: the run's own
    BundleRequest bundle;
};

/// Called on the thread that exports.
class ExportObserver {
public:
    virtual ~ExportObserver() = default;
    virtual void opened(const Deployable&) { }  ///< it can be exported, as far as can be said; samples are read now
    virtual void proving(const Evidence&) { }   ///< these; the bundle is written and put through the gates now
    virtual void gate(const Gate& gate) = 0;    ///< as each ends
};

struct ExportResult {
    BundleResult bundle;
    std::string title; ///< of the candidate
    std::int64_t arenaBytes = 0, weightBytes = 0;
};

/// Reads the candidate, gathers samples of its dataset, writes the bundle and puts it through the gates.
/// @throws Error in one sentence; Stopped. Nothing is left behind then, nor if a gate fails.
[[nodiscard]] ExportResult exportCandidate(const ExportOrder& order, RunControl& control, ExportObserver& observer);

} // namespace danas::deploy
