// SPDX-License-Identifier: GPL-3.0-or-later
// Which run of an experiment stands where in its plan, and what is not there.
#include "compare/experiment_result.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace danas::compare {
namespace {

const store::RunRecord* find(const std::vector<store::RunRecord>& runs, std::int64_t id)
{
    const auto found = std::find_if(runs.begin(), runs.end(), [id](const store::RunRecord& run) { return run.id == id; });
    return found == runs.end() ? nullptr : &*found;
}

std::string sentence(std::string text)
{
    return text.ends_with('.') ? std::move(text) : std::move(text) + '.';
}

/// One tier of one experiment, filled arm by arm and seed by seed.
class Collector {
public:
    Collector(const ExperimentSpec& spec, std::size_t tier)
        : m_spec(spec)
        , m_result { spec.tiers[tier], {}, 0, {} }
        , m_notBegun(spec.arms.size())
    {
        for (const ExperimentArm& arm : spec.arms)
            m_result.arms.push_back({ arm.name(), {} });
    }

    void add(std::size_t arm, std::size_t seed, const store::RunRecord* run)
    {
        if (run != nullptr && run->evaluations > 0) {
            m_result.arms[arm].runs.push_back(run->id);
            return;
        }
        ++m_result.missing;
        if (run == nullptr)
            m_notBegun[arm].push_back(m_spec.seeds[seed]);
        else
            m_result.remarks.push_back({ Grade::Mind,
                sentence(fmt::format("Run #{} ({}, seed {}) {}", run->id, m_result.arms[arm].name, m_spec.seeds[seed],
                    run->state == store::RunState::Failed ? "failed and is in no figure: " + run->error : "has scored nothing yet and is in no figure")) });
    }

    [[nodiscard]] TierRuns result() &&
    {
        std::vector<std::string> parts;
        for (std::size_t arm = 0; arm < m_notBegun.size(); ++arm) {
            if (!m_notBegun[arm].empty())
                parts.push_back(fmt::format("{} (seed{} {})", m_result.arms[arm].name, m_notBegun[arm].size() > 1 ? "s" : "", fmt::join(m_notBegun[arm], ", ")));
        }
        if (!parts.empty())
            m_result.remarks.push_back({ Grade::Mind, fmt::format("Planned runs of the experiment that have not begun: {}.", fmt::join(parts, "; ")) });
        return std::move(m_result);
    }

private:
    const ExperimentSpec& m_spec;
    TierRuns m_result;
    std::vector<std::vector<std::uint64_t>> m_notBegun; ///< seeds, by arm
};

} // namespace

std::vector<TierRuns> tierRuns(const ExperimentSpec& spec, const store::ExperimentRecord& record, const std::vector<store::RunRecord>& runs)
{
    std::vector<TierRuns> tiers;
    for (std::size_t tier = 0; tier < spec.tiers.size(); ++tier) {
        Collector collector(spec, tier);
        for (std::size_t seed = 0; seed < spec.seeds.size(); ++seed) {
            for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
                const auto known = record.runs.find(static_cast<int>((seed * spec.tiers.size() + tier) * spec.arms.size() + arm)); // as in `expand`
                collector.add(arm, seed, known == record.runs.end() ? nullptr : find(runs, known->second));
            }
        }
        tiers.push_back(std::move(collector).result());
    }
    return tiers;
}

Options tierOptions(const ExperimentSpec& spec, const TierRuns& tier)
{
    Options options;
    if (tier.tier.ramBytes)
        options.tiers.push_back({ *tier.tier.ramBytes, tier.tier.flashBytes });
    options.equal = spec.equal;
    options.remarks = tier.remarks;
    return options;
}

std::vector<ExperimentState> experimentStates(const store::Project& project)
{
    const auto records = project.experiments();
    const auto runs = records.empty() ? std::vector<store::RunRecord>() : project.runs();
    std::vector<ExperimentState> states;
    for (const store::ExperimentRecord& record : records) {
        ExperimentState state { record.id, record.name, 0, 0, runCount(experimentOf(project, record)) };
        for (const auto& [position, id] : record.runs) {
            const store::RunRecord* run = find(runs, id);
            state.done += run != nullptr && run->state == store::RunState::Done ? 1U : 0U;
            state.failed += run != nullptr && run->state == store::RunState::Failed ? 1U : 0U;
        }
        states.push_back(std::move(state));
    }
    return states;
}

} // namespace danas::compare
