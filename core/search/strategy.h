// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "search/evaluation.h"
#include "search/run_spec.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace danas::search {

/// What a strategy proposes.
struct Proposal {
    space::Genes genes; ///< canonical, valid, never proposed before in this run
    std::string origin;
    int generation = 0;
};

/// Violation of the run's budget by the system of these genes (0 = fits); cheap, exact, no network is trained.
using ViolationOf = std::function<double(const space::Genes&)>;

/// Proposes candidates and learns from their scores; knows neither networks nor threads. Contract: every ask() that
/// returned a proposal is followed by one tell() of its evaluation. A strategy draws all its randomness from
/// Rng(seed, RandomPhase::Search, number of asks so far), so its whole state follows from the evaluations told so far: a
/// resumed run asks and tells the stored ones again and stands where it stood (the run engine does that).
class Strategy {
public:
    virtual ~Strategy() = default;
    /// The next candidate, or nothing when the space is exhausted.
    [[nodiscard]] virtual std::optional<Proposal> ask() = 0;
    virtual void tell(const Evaluation& evaluation) = 0;
};

/// The strategy that a spec names; `classes` are the dataset's. @throws Error if it is unknown, or its positive class is
[[nodiscard]] std::unique_ptr<Strategy> makeStrategy(const RunSpec& spec, ViolationOf violationOf, const std::vector<std::string>& classes = {});

} // namespace danas::search
