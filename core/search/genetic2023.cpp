// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/genetic2023.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace danas::search {
namespace {

constexpr int kDraws = 1000;
constexpr int kChildDraws = 16; ///< to find one within the budget
constexpr double kBytesPerParameter = 4.0;
constexpr double kBytesScale = 100'000.0;

} // namespace

double fitness2023(const ConfusionMatrix& confusion, std::int64_t parameters, std::optional<int> positive)
{
    const double precision = positive ? confusion.precision(*positive) : confusion.precision();
    const double recall = positive ? confusion.recall(*positive) : confusion.recall();
    return confusion.accuracy() + precision + recall + std::exp(-kBytesPerParameter * static_cast<double>(parameters) / kBytesScale);
}

Genetic2023::Genetic2023(const RunSpec& spec, ViolationOf violationOf, const std::vector<std::string>& classes)
    : m_picker(spec.space, std::move(violationOf))
    , m_search(spec.search)
    , m_population(static_cast<std::size_t>(spec.search.population))
    , m_positive(positiveLabel(spec, classes))
    , m_seed(spec.seed)
{
}

std::optional<Proposal> Genetic2023::ask()
{
    if (m_picker.exhausted())
        return std::nullopt;
    Rng rng(m_seed, RandomPhase::Search, m_asks++);
    const bool first = m_generation == 0, crosses = crossesNow();
    int draws = 0;
    const auto draw = [&] {
        if (first) // where too few trivial ones are within the budget, any
            return m_search.start == SearchStart::Trivial && draws++ < kDraws / 2 ? trivial(rng) : space().sample(rng);
        return crosses ? child(survivor(rng), survivor(rng), rng) : mutant(survivor(rng), rng);
    };
    std::string origin = first ? "random" : crosses ? "crossover" : "mutation";
    auto genes = m_picker.pick(draw, first ? kDraws : kChildDraws);
    if (first && genes && m_search.start == SearchStart::Trivial && isTrivial(*genes))
        origin = "trivial";
    if (!genes) { // everything near is known
        origin = "random";
        genes = m_picker.pick([&] { return space().sample(rng); }, kDraws);
    }
    if (!genes)
        genes = m_picker.neighbour();
    m_picker.take(*genes);
    return Proposal { std::move(*genes), std::move(origin), m_generation };
}

/// The last places of a generation are the crossovers'.
bool Genetic2023::crossesNow() const
{
    const std::size_t fresh = m_population - survivors();
    const auto crossovers = static_cast<std::size_t>(std::lround(m_search.crossoverRate * static_cast<double>(fresh)));
    return m_individuals.size() + crossovers >= m_population;
}

/// Of any data configuration: a network of one layer, or where the family has no layers its smallest.
space::Genes Genetic2023::trivial(Rng& rng) const
{
    space::Genes genes = space().sample(rng);
    if (const auto layers = space().repeated()) {
        genes[layers->count] = 0;
        for (std::size_t i = layers->first; i < layers->first + layers->each; ++i) // not those of a longer network that happens to be drawn
            genes[i] = static_cast<std::uint8_t>(rng.below(space().parameters()[i].values.size()));
        return space().canonical(std::move(genes));
    }
    return space().withData(space().smallest(), space().dataConfig(genes));
}

bool Genetic2023::isTrivial(const space::Genes& genes) const
{
    if (const auto layers = space().repeated())
        return genes[layers->count] == 0;
    return genes == space().withData(space().smallest(), space().dataConfig(genes));
}

space::Genes Genetic2023::mutant(const space::Genes& parent, Rng& rng) const
{
    for (int attempt = 0; attempt < kDraws; ++attempt) { // repair may undo a change
        space::Genes genes = parent;
        applyOperators(genes, rng);
        genes = space().canonical(std::move(genes));
        if (genes != parent)
            return genes;
    }
    return parent;
}

void Genetic2023::applyOperators(space::Genes& genes, Rng& rng) const
{
    const auto layers = space().repeated();
    const std::vector<bool> matters = space().matter(genes);
    const auto& parameters = space().parameters();
    for (std::size_t i = 0; i < genes.size(); ++i) {
        const bool ofLayers = layers && (i == layers->count || (i >= layers->first && parameters[i].role == space::Parameter::Role::Architecture));
        if (!ofLayers && matters[i] && parameters[i].values.size() > 1 && rng.chance(m_search.mutationRate))
            genes[i] = space().mutatedIndex(i, genes[i], rng);
    }
    if (layers)
        applyLayerOperators(genes, *layers, rng);
}

void Genetic2023::applyLayerOperators(space::Genes& genes, const space::Repeated& layers, Rng& rng) const
{
    const auto& parameters = space().parameters();
    const auto before = static_cast<std::size_t>(layersOf(genes, layers));
    for (std::size_t property = 0; property < layers.each; ++property) {
        if (!rng.chance(m_search.mutationRate))
            continue;
        const std::size_t at = layers.first + rng.below(before) * layers.each + property;
        genes[at] = space().mutatedIndex(at, genes[at], rng);
    }
    if (!rng.chance(m_search.mutationRate))
        return;
    genes[layers.count] = space().mutatedIndex(layers.count, genes[layers.count], rng);
    const auto after = static_cast<std::size_t>(layersOf(genes, layers));
    for (std::size_t i = layers.first + before * layers.each; i < layers.first + after * layers.each; ++i)
        genes[i] = static_cast<std::uint8_t>(rng.below(parameters[i].values.size()));
}

space::Genes Genetic2023::child(const space::Genes& a, const space::Genes& b, Rng& rng) const
{
    const auto layers = space().repeated();
    space::Genes genes(a.size());
    for (std::size_t i = 0; i < genes.size(); ++i)
        genes[i] = rng.chance(0.5) ? a[i] : b[i];
    if (layers) {
        const auto [least, most] = std::minmax(a[layers->count], b[layers->count]);
        genes[layers->count] = static_cast<std::uint8_t>(least + rng.below(static_cast<std::uint64_t>(most - least) + 1));
        const space::Genes& longer = a[layers->count] > b[layers->count] ? a : b;
        const auto common = static_cast<std::size_t>(std::min(layersOf(a, *layers), layersOf(b, *layers)));
        std::copy(longer.begin() + static_cast<std::ptrdiff_t>(layers->first + common * layers->each), longer.end(),
            genes.begin() + static_cast<std::ptrdiff_t>(layers->first + common * layers->each));
    }
    return space().canonical(std::move(genes));
}

int Genetic2023::layersOf(const space::Genes& genes, const space::Repeated& layers) const
{
    return space::whole(space().parameters()[layers.count].values[genes[layers.count]]);
}

const space::Genes& Genetic2023::survivor(Rng& rng) const
{
    return m_individuals[rng.below(survivors())].genes;
}

double Genetic2023::fitnessOf(const Evaluation& evaluation) const
{
    return fitness2023(evaluation.confusion, evaluation.cost.parameters, m_positive);
}

void Genetic2023::tell(const Evaluation& evaluation)
{
    m_individuals.push_back({ evaluation.genes, fitnessOf(evaluation), evaluation.violation });
    if (m_individuals.size() == m_population)
        select();
}

/// Groups of two, by lot; of an odd population the last has three.
void Genetic2023::select()
{
    Rng rng(m_seed, RandomPhase::Search, mix64(m_asks)); // apart from those of the asks
    rng.shuffle(m_individuals);
    const auto fitter = [](const Individual& a, const Individual& b) {
        return a.violation != b.violation ? a.violation < b.violation : a.fitness > b.fitness;
    };
    std::vector<Individual> winners;
    for (std::size_t group = 0; group < survivors(); ++group) {
        const auto begin = m_individuals.begin() + static_cast<std::ptrdiff_t>(2 * group);
        const auto end = group + 1 == survivors() ? m_individuals.end() : begin + 2;
        winners.push_back(*std::min_element(begin, end, fitter));
    }
    m_individuals = std::move(winners);
    ++m_generation;
}

} // namespace danas::search
