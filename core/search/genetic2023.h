// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/candidate_picker.h"

#include <optional>
#include <string>
#include <vector>

namespace danas::search {

/// The genetic search of "Data Aware Neural Architecture Search" (2023; REFERENCE.md section 2), as ask/tell. A generation is
/// split at random into groups of two; the fitter of each survives, and mutants of survivors and a crossover in five take the
/// others' places: with the paper's population of 10, 5 survivors, 4 mutants and 1 crossover.
///
/// Fitness: accuracy + precision + recall + exp(-bytes / 100,000), bytes in 32-bit floats, as the sizes in the paper are.
/// Precision and recall are those of SearchSpec::positiveClass, or means over the classes without one. There are no limits in
/// the paper; here a system beyond the budget loses against one less far beyond it.
///
/// Mutation: an operator for each data parameter, for the number of layers, for each property of layers (of one layer, chosen
/// at random) and for each other parameter; each with SearchSpec::mutationRate, again until something has changed. A layer
/// that is added is drawn at random. Crossover: data and other parameters from either parent; a depth between the parents',
/// their common layers value by value, the rest from the longer one.
class Genetic2023 : public Strategy {
public:
    /// `classes`: of the dataset, in order. @throws Error if the positive class is not one of them
    Genetic2023(const RunSpec& spec, ViolationOf violationOf, const std::vector<std::string>& classes);

    [[nodiscard]] std::optional<Proposal> ask() override;
    void tell(const Evaluation& evaluation) override;

private:
    struct Individual {
        space::Genes genes;
        double fitness = 0.0;
        double violation = 0.0;
    };

    [[nodiscard]] const space::SearchSpace& space() const { return m_picker.space(); }
    [[nodiscard]] space::Genes trivial(Rng& rng) const;
    [[nodiscard]] bool isTrivial(const space::Genes& genes) const;
    [[nodiscard]] space::Genes mutant(const space::Genes& parent, Rng& rng) const;
    void applyOperators(space::Genes& genes, Rng& rng) const;
    void applyLayerOperators(space::Genes& genes, const space::Repeated& layers, Rng& rng) const;
    [[nodiscard]] space::Genes child(const space::Genes& a, const space::Genes& b, Rng& rng) const;
    [[nodiscard]] int layersOf(const space::Genes& genes, const space::Repeated& layers) const;
    [[nodiscard]] const space::Genes& survivor(Rng& rng) const;
    [[nodiscard]] std::size_t survivors() const { return m_population / 2; }
    [[nodiscard]] bool crossesNow() const;
    [[nodiscard]] double fitnessOf(const Evaluation& evaluation) const;
    void select();

    CandidatePicker m_picker;
    SearchSpec m_search;
    std::size_t m_population;
    std::optional<int> m_positive; ///< label
    std::uint64_t m_seed;
    std::uint64_t m_asks = 0;
    int m_generation = 0;
    std::vector<Individual> m_individuals; ///< the survivors, then those told since
};

/// Fitness of REFERENCE.md section 2. `positive`: a label, or nothing for means over the classes.
[[nodiscard]] double fitness2023(const ConfusionMatrix& confusion, std::int64_t parameters, std::optional<int> positive);

} // namespace danas::search
