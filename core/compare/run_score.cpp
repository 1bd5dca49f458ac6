// SPDX-License-Identifier: GPL-3.0-or-later
// One run by itself: its front within the common limits, how its hypervolume grew, its best system within each tier.
#include "compare/comparison_p.h"

#include <algorithm>

namespace danas::compare {
namespace {

using search::Evaluation;
using search::Objective;

/// The system of a tier that is best by the metric, and the volume below the tier's corner.
class TierScore {
public:
    TierScore(const Comparison& basis, const Tier& tier)
        : m_basis(basis)
        , m_tier(tier)
        , m_reference(basis.reference)
        , m_front(basis.objectives.size(), FrontGrowth::Volume::AtEnd)
        , m_point(basis.objectives.size())
    {
        for (std::size_t i = 0; i < m_reference.size(); ++i) {
            if (basis.objectives[i] == Objective::Ram)
                m_reference[i] = std::min(m_reference[i], static_cast<double>(tier.ramBytes));
            if (basis.objectives[i] == Objective::Flash && tier.flashBytes)
                m_reference[i] = std::min(m_reference[i], static_cast<double>(*tier.flashBytes));
        }
    }

    void add(const Evaluation& evaluation, const std::vector<double>& losses)
    {
        if (!m_tier.holds(evaluation.cost))
            return;
        for (std::size_t i = 0; i < losses.size(); ++i)
            m_point[i] = losses[i] / m_reference[i];
        // What is worse than another system in all objectives, the metric among them, is not the best one.
        if (!m_front.insert(m_point, evaluation.id))
            return;
        const double value = evaluation.value(m_basis.metric);
        const bool better = !m_best || value > m_value || (value == m_value && evaluation.cost.ramBytes < m_best->cost.ramBytes);
        if (better) {
            m_best = &evaluation;
            m_value = value;
        }
    }

    [[nodiscard]] TierResult result() const
    {
        return { m_best ? std::optional(*m_best) : std::nullopt, m_front.hypervolume() };
    }

private:
    const Comparison& m_basis;
    Tier m_tier;
    std::vector<double> m_reference;
    FrontGrowth m_front;
    std::vector<double> m_point;
    const Evaluation* m_best = nullptr;
    double m_value = 0.0;
};

/// A candidate whose fine-tuned score equals that of the search is there once.
std::vector<Evaluation> frontOf(const StoredRun& run, const FrontGrowth& growth, Objective first)
{
    std::vector<Evaluation> front;
    for (const int index : growth.ids())
        front.push_back(run.evaluations[static_cast<std::size_t>(index)]);
    std::sort(front.begin(), front.end(), [first](const Evaluation& a, const Evaluation& b) {
        const double lossA = a.loss(first), lossB = b.loss(first);
        return lossA != lossB ? lossA < lossB : a.id < b.id;
    });
    front.erase(std::unique(front.begin(), front.end(), [](const Evaluation& a, const Evaluation& b) { return a.id == b.id; }), front.end());
    return front;
}

/// The front by the run's own objectives, for runs that have no metric in common with the others.
std::vector<Evaluation> ownFront(const StoredRun& run, const cost::Budget& limits)
{
    const auto& objectives = run.record.spec.objectives;
    FrontGrowth growth(objectives.size(), FrontGrowth::Volume::AtEnd);
    for (std::size_t i = 0; i < run.evaluations.size(); ++i) {
        if (counts(run.evaluations[i], limits))
            growth.insert(search::losses(run.evaluations[i], objectives), static_cast<int>(i));
    }
    return frontOf(run, growth, objectives.front());
}

RunResult describe(const StoredRun& run)
{
    RunResult result;
    result.label = run.label;
    result.id = run.record.id;
    result.seed = run.record.spec.seed;
    result.state = stateOf(run);
    result.evaluations = static_cast<int>(run.evaluations.size());
    result.seconds = secondsOf(run);
    return result;
}

/// Feeds every evaluation within the limits to the front and the tiers, and notes each change of the volume.
void grow(const Comparison& basis, const StoredRun& run, FrontGrowth& front, std::vector<TierScore>& tiers, RunResult& result)
{
    const double before = run.secondsBefore.value_or(0.0);
    const auto note = [&](std::size_t index) {
        result.growth.push_back(
            { static_cast<int>(index) + 1, run.secondsBefore ? before + run.evaluations[index].at : 0.0, front.hypervolume() });
    };
    std::vector<double> losses(basis.objectives.size()), point(losses.size());
    double volume = 0.0;
    for (std::size_t index = 0; index < run.evaluations.size(); ++index) {
        const Evaluation& evaluation = run.evaluations[index];
        if (!counts(evaluation, basis.limits))
            continue;
        for (std::size_t i = 0; i < losses.size(); ++i) {
            losses[i] = evaluation.loss(basis.objectives[i]);
            point[i] = losses[i] / basis.reference[i];
        }
        front.insert(point, static_cast<int>(index));
        for (TierScore& tier : tiers)
            tier.add(evaluation, losses);
        if (front.hypervolume() > volume) {
            volume = front.hypervolume();
            note(index);
        }
    }
    if (!run.evaluations.empty() && (result.growth.empty() || result.growth.back().evaluations < result.evaluations))
        note(run.evaluations.size() - 1);
}

} // namespace

double atEvaluations(const std::vector<search::FrontPoint>& growth, int evaluations)
{
    const auto after = std::upper_bound(
        growth.begin(), growth.end(), evaluations, [](int count, const search::FrontPoint& point) { return count < point.evaluations; });
    return after == growth.begin() ? 0.0 : std::prev(after)->hypervolume;
}

double atSeconds(const std::vector<search::FrontPoint>& growth, double seconds)
{
    const auto after
        = std::upper_bound(growth.begin(), growth.end(), seconds, [](double at, const search::FrontPoint& point) { return at < point.at; });
    return after == growth.begin() ? 0.0 : std::prev(after)->hypervolume;
}

ScoredRun scoreRun(const Comparison& basis, const StoredRun& run)
{
    ScoredRun scored { describe(run), FrontGrowth(basis.objectives.size()), {} };
    RunResult& result = scored.result;
    if (basis.objectives.empty()) {
        result.front = ownFront(run, basis.limits);
        return scored;
    }
    std::vector<TierScore> tiers;
    for (const Tier& tier : basis.tiers)
        tiers.emplace_back(basis, tier);
    grow(basis, run, scored.front, tiers, result);
    if (run.evaluations.empty()) { // no result is not a result of 0
        result.tiers.resize(basis.tiers.size());
        return scored;
    }
    result.front = frontOf(run, scored.front, basis.objectives.front());
    scored.sizes = sizeSteps(basis, run);
    if (!scored.sizes.empty())
        result.smallest = run.evaluations[smallestWith(scored.sizes, kNearBest * scored.sizes.back().metric).index];
    for (const TierScore& tier : tiers)
        result.tiers.push_back(tier.result());
    result.hypervolume = scored.front.hypervolume();
    result.atEqualEvaluations = atEvaluations(result.growth, basis.equalEvaluations);
    if (basis.equalSeconds)
        result.atEqualSeconds = atSeconds(result.growth, *basis.equalSeconds);
    return scored;
}

} // namespace danas::compare
