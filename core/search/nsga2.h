// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/candidate_picker.h"

namespace danas::search {

/// NSGA-II (Deb, Pratap, Agarwal, Meyarivan: "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEVC 6(2),
/// 2002) with constraint domination, as ask/tell. Generation 0 is the smallest system, then random ones that take turns over
/// the data configurations, so that each is tried early; a later generation is as many offspring of the survivors.
///
/// Rather within budget: up to 1000 redraws in generation 0, 16 for an offspring, whose last draw goes through even over
/// budget, so that the search also learns from beyond the border.
class Nsga2 : public Strategy {
public:
    Nsga2(const RunSpec& spec, ViolationOf violationOf);

    [[nodiscard]] std::optional<Proposal> ask() override;
    void tell(const Evaluation& evaluation) override;

private:
    struct Individual {
        space::Genes genes;
        std::vector<double> losses;
        double violation = 0.0;
        int rank = 0;
        double crowding = 0.0;
    };

    [[nodiscard]] Proposal founder(Rng& rng);
    [[nodiscard]] Proposal offspring(Rng& rng);
    /// A new system from anywhere: the way out when breeding finds nothing new.
    [[nodiscard]] Proposal newcomer(Rng& rng);
    [[nodiscard]] const Individual& tournament(Rng& rng) const;
    void select();

    CandidatePicker m_picker;
    SearchSpec m_search;
    std::vector<Objective> m_objectives;
    std::uint64_t m_seed;
    std::uint64_t m_asks = 0;
    int m_generation = 0;
    std::vector<int> m_founders;         ///< per data configuration: how many of generation 0 were asked for
    std::vector<Individual> m_parents;   ///< ranked; empty in generation 0
    std::vector<Individual> m_offspring; ///< told since the last selection
};

} // namespace danas::search
