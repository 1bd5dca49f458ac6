// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "compare/fidelity.h"
#include "store/project.h"

#include <string>
#include <vector>

namespace danas::compare {

struct ProbedCandidate {
    space::Genes genes;
    std::string network; ///< for people
    Probe probe;
    double seconds = 0.0; ///< of training it by itself
};

/// What a probe of a run has shown so far.
struct FidelityResult {
    store::RunRecord run;
    search::Objective metric = search::Objective::Accuracy; ///< what the scores are: the first metric among the run's objectives
    store::ProbePlan plan;
    std::vector<ProbedCandidate> candidates; ///< those of the plan that are done, best by itself first
    Fidelity fidelity;
};

/// @throws Error
[[nodiscard]] FidelityResult readFidelity(const store::Project& project, std::int64_t run, const store::ProbePlan& plan);
/// Of every plan of the run, oldest first.
[[nodiscard]] std::vector<FidelityResult> readFidelities(const store::Project& project, std::int64_t run);

/// "24 candidates of the whole space, each trained alone: 1000 steps of 48 samples, rate 0.01".
[[nodiscard]] std::string planText(const store::ProbePlan& plan);
/// "0.74", "-0.12"; "not defined".
[[nodiscard]] std::string tauText(const std::optional<double>& tau);
/// What the figures say, in a sentence or two that claim no more than the interval does.
[[nodiscard]] std::string verdictText(const FidelityResult& result);

[[nodiscard]] Json toJson(const FidelityResult& result);
/// One page with the plot, its numbers and every candidate.
[[nodiscard]] std::string toHtml(const FidelityResult& result);

} // namespace danas::compare
