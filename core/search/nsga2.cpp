// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/nsga2.h"

#include "search/pareto.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace danas::search {
namespace {

constexpr int kFounderDraws = 1000;
constexpr int kDrawsOfOneConfiguration = 50; // then another has its turn: none of this one's systems may fit
constexpr int kOffspringDraws = 16;

} // namespace

Nsga2::Nsga2(const RunSpec& spec, ViolationOf violationOf)
    : m_picker(spec.space, std::move(violationOf))
    , m_search(spec.search)
    , m_objectives(spec.objectives)
    , m_seed(spec.seed)
    , m_founders(spec.space.dataConfigs().size(), 0)
{
}

std::optional<Proposal> Nsga2::ask()
{
    if (m_picker.exhausted())
        return std::nullopt;
    const bool first = m_asks == 0;
    Rng rng(m_seed, RandomPhase::Search, m_asks++);
    Proposal proposal;
    if (first)
        proposal = { m_picker.space().smallest(), "smallest", 0 };
    else
        proposal = m_parents.empty() ? founder(rng) : offspring(rng);
    m_picker.take(proposal.genes);
    if (m_parents.empty()) {
        const auto& configs = m_picker.space().dataConfigs();
        const auto config = std::find(configs.begin(), configs.end(), m_picker.space().dataConfig(proposal.genes));
        ++m_founders[static_cast<std::size_t>(config - configs.begin())];
    }
    return proposal;
}

Proposal Nsga2::founder(Rng& rng)
{
    std::vector<std::size_t> turns(m_founders.size()); // the least used first, equal ones in random order
    std::iota(turns.begin(), turns.end(), std::size_t { 0 });
    rng.shuffle(turns);
    std::stable_sort(turns.begin(), turns.end(), [this](std::size_t a, std::size_t b) { return m_founders[a] < m_founders[b]; });

    std::size_t draws = 0;
    const auto draw = [&] {
        const std::size_t turn = draws++ / kDrawsOfOneConfiguration % turns.size();
        return m_picker.space().withData(m_picker.space().sample(rng), m_picker.space().dataConfigs()[turns[turn]]);
    };
    if (auto genes = m_picker.pick(draw, kFounderDraws))
        return { std::move(*genes), "random", m_generation };
    return newcomer(rng);
}

Proposal Nsga2::offspring(Rng& rng)
{
    bool crossed = false;
    std::string origin;
    const auto breed = [&] {
        space::Genes genes = tournament(rng).genes;
        crossed = rng.chance(m_search.crossoverRate);
        if (crossed)
            genes = m_picker.space().crossover(genes, tournament(rng).genes, rng);
        genes = m_picker.space().mutate(genes, m_search.mutationRate, rng);
        if (m_picker.isNew(genes)) // the one that is picked is the last new one
            origin = crossed ? "crossover" : "mutation";
        return genes;
    };
    if (auto genes = m_picker.pick(breed, kOffspringDraws))
        return { std::move(*genes), std::move(origin), m_generation };
    return newcomer(rng);
}

Proposal Nsga2::newcomer(Rng& rng)
{
    auto genes = m_picker.pick([&] { return m_picker.space().sample(rng); }, kFounderDraws);
    if (!genes)
        genes = m_picker.neighbour();
    return { std::move(*genes), "random", m_generation };
}

const Nsga2::Individual& Nsga2::tournament(Rng& rng) const
{
    const Individual& a = m_parents[rng.below(m_parents.size())];
    const Individual& b = m_parents[rng.below(m_parents.size())];
    if (a.rank != b.rank)
        return a.rank < b.rank ? a : b;
    return a.crowding >= b.crowding ? a : b;
}

void Nsga2::tell(const Evaluation& evaluation)
{
    m_offspring.push_back({ evaluation.genes, losses(evaluation, m_objectives), evaluation.violation, 0, 0.0 });
    if (m_offspring.size() >= static_cast<std::size_t>(m_search.population))
        select();
}

/// The survivors: whole fronts, best first, and of the one that does not fit whole the least crowded.
void Nsga2::select()
{
    std::vector<Individual> all = std::move(m_parents);
    std::move(m_offspring.begin(), m_offspring.end(), std::back_inserter(all));
    m_offspring.clear();

    std::vector<std::vector<double>> points;
    std::vector<double> violations;
    for (const Individual& individual : all) {
        points.push_back(individual.losses);
        violations.push_back(individual.violation);
    }
    const std::vector<int> ranks = nonDominatedRanks(points, violations);
    for (int rank = 0; rank <= *std::max_element(ranks.begin(), ranks.end()); ++rank) {
        std::vector<std::vector<double>> front;
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (ranks[i] == rank) {
                front.push_back(points[i]);
                members.push_back(i);
            }
        }
        const std::vector<double> crowding = crowdingDistances(front);
        for (std::size_t i = 0; i < members.size(); ++i) {
            all[members[i]].rank = rank;
            all[members[i]].crowding = crowding[i];
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Individual& a, const Individual& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.crowding > b.crowding;
    });
    all.resize(std::min(all.size(), static_cast<std::size_t>(m_search.population)));
    m_parents = std::move(all);
    ++m_generation;
}

} // namespace danas::search
