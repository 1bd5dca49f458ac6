// SPDX-License-Identifier: GPL-3.0-or-later
// CompareSession: the arms of the project's experiments, budget by budget.
#include "ui/base/text.h"
#include "ui/models/compare_session.h"

#include <algorithm>
#include <utility>

namespace danas::ui {
namespace {

bool worthComparing(const compare::TierRuns& tier)
{
    return std::count_if(tier.arms.begin(), tier.arms.end(), [](const compare::ArmRuns& arm) { return !arm.runs.empty(); }) >= 2;
}

/// What is missing is all of the options that changes while an experiment goes on.
bool sameRemarks(const std::vector<compare::Remark>& a, const std::vector<compare::Remark>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) { return one.text == other.text; });
}

/// The first budget under which two arms have something; the first one if there is none.
std::size_t firstTier(const ListedExperiment& experiment)
{
    const auto found = std::find_if(experiment.tiers.begin(), experiment.tiers.end(), worthComparing);
    return found == experiment.tiers.end() ? 0 : static_cast<std::size_t>(found - experiment.tiers.begin());
}

} // namespace

std::vector<ListedExperiment> CompareSession::listExperiments(const store::Project& project, const std::vector<store::RunRecord>& runs)
{
    std::vector<ListedExperiment> listed;
    for (const store::ExperimentRecord& record : project.experiments()) {
        ListedExperiment one { record.id, toQt(record.name), compare::experimentOf(project, record), {} };
        one.tiers = compare::tierRuns(one.spec, record, runs);
        listed.push_back(std::move(one));
    }
    return listed;
}

const ListedExperiment* CompareSession::experiment(std::int64_t id) const
{
    const auto found = std::find_if(m_experiments.begin(), m_experiments.end(), [id](const ListedExperiment& one) { return one.id == id; });
    return found == m_experiments.end() ? nullptr : &*found;
}

const compare::TierRuns* CompareSession::tierShown() const
{
    const ListedExperiment* const chosen = m_choice ? experiment(m_choice->id) : nullptr;
    return chosen != nullptr && m_choice->tier < chosen->tiers.size() ? &chosen->tiers[m_choice->tier] : nullptr;
}

void CompareSession::chooseExperiment(std::int64_t id, std::size_t tier)
{
    m_choice = ExperimentChoice { id, tier };
    m_ownChoice = true;
    m_tiers.clear();
    if (experiment(id) != nullptr)
        takeExperiment();
    else
        reload(); // it was begun just now
    emit chosenChanged();
}

void CompareSession::showExperiment(std::int64_t id)
{
    if (m_choice && m_choice->id == id && m_chosen.size() >= 2)
        return;
    const ListedExperiment* const wanted = experiment(id);
    chooseExperiment(id, wanted != nullptr ? firstTier(*wanted) : 0);
}

/// What is in a project that was never compared before: its last experiment, if that has something to compare.
bool CompareSession::proposeExperiment()
{
    for (auto one = m_experiments.rbegin(); one != m_experiments.rend(); ++one) {
        const std::size_t tier = firstTier(*one);
        if (!worthComparing(one->tiers[tier]))
            continue;
        m_choice = ExperimentChoice { one->id, tier };
        takeExperiment();
        return true;
    }
    return false;
}

/// The arms as they are now; they grow while the experiment goes on.
void CompareSession::takeExperiment()
{
    const compare::TierRuns* const tier = tierShown();
    if (tier == nullptr)
        return;
    std::vector<ChosenArm> arms;
    for (const compare::ArmRuns& arm : tier->arms) {
        ChosenArm chosen { toQt(arm.name), {} };
        for (const std::int64_t run : arm.runs)
            chosen.runs.push_back({ m_projects.front(), run });
        if (!chosen.runs.empty())
            arms.push_back(std::move(chosen));
    }
    const compare::Options options = compare::tierOptions(experiment(m_choice->id)->spec, *tier);
    const bool sameArms = arms == m_chosen;
    const bool sameOptions = sameRemarks(options.remarks, m_options.remarks);
    m_chosen = std::move(arms);
    m_options = options;
    if (!sameArms) {
        emit chosenChanged();
        read();
    } else if (m_arms.empty()) {
        read();
    } else if (!sameOptions) {
        compareArms();
    }
}

void CompareSession::leaveExperiment()
{
    if (std::exchange(m_choice, std::nullopt))
        m_tiers.clear();
    m_options = {};
}

} // namespace danas::ui
