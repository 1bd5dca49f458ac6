// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "search/evaluation.h"
#include "store/project.h"

#include <string>
#include <vector>

namespace danas::app {

/// A run read from its project, with what follows from it.
struct RunResult {
    store::RunRecord record;
    std::vector<search::Evaluation> evaluations;
    std::vector<search::Evaluation> front; ///< in order of the first objective, best first
    std::vector<search::Finalised> finals; ///< in the order of being finalised
    double hypervolume = 0.0;
    bool live = false; ///< an engine works on it now

    [[nodiscard]] std::string state() const; ///< as the store says, but "interrupted" for a killed run
};

/// Null unless the candidate is finalised.
[[nodiscard]] const search::Finalised* finalOf(const RunResult& run, int candidate);

/// `id` 0: the project's last run. @throws Error if there is none
[[nodiscard]] RunResult readRun(const store::Project& project, std::int64_t id);

[[nodiscard]] Json toJson(const RunResult& run); ///< the run itself, without its points
/// id, genes, data configuration, metrics of the search on validation (per class by name, confusion), costs, where it comes
/// from; under "finalised" its other scores, or null.
[[nodiscard]] Json candidateJson(const RunResult& run, const search::Evaluation& evaluation);
/// The document of `front`: run, objectives, hypervolume, front, and what was finalised, on the front or not.
[[nodiscard]] Json frontJson(const store::Project& project, const RunResult& run);

[[nodiscard]] std::string frontText(const RunResult& run);
[[nodiscard]] std::string candidateText(const RunResult& run, const search::Evaluation& evaluation);
[[nodiscard]] std::string layersText(const std::vector<cost::Layer>& layers);
/// "96 px RGB  w .25 · 1-2-0  61.4 %  96 KiB RAM ..." for the log.
[[nodiscard]] std::string candidateLine(const space::SearchSpace& space, const search::Evaluation& evaluation);

} // namespace danas::app
