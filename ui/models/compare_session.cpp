// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/compare_session.h"

#include "base/error.h"
#include "ui/base/text.h"

#include <algorithm>

namespace danas::ui {
namespace {

constexpr int kLeastRefresh = 2000; ///< milliseconds between two looks at a running run
constexpr int kMostRefresh = 60'000;
constexpr int kRefreshFactor = 10; ///< a comparison that takes long is made less often

/// "data-aware (3 seeds)", or "data-aware #2".
std::string shortName(const compare::Arm& arm)
{
    const compare::StoredRun& first = *arm.runs.front();
    const std::string name = compare::nameWithoutSeed(first.record.name);
    if (arm.runs.size() == 1)
        return name + ' ' + first.label;
    return name + " (" + std::to_string(arm.runs.size()) + " seeds)";
}

SharedRun listedRun(const std::filesystem::path& file, store::RunRecord record, bool nameProject)
{
    auto run = std::make_shared<compare::StoredRun>();
    run->project = file;
    run->label = (nameProject ? file.filename().string() + " #" : "#") + std::to_string(record.id);
    run->record = std::move(record);
    return run;
}

} // namespace

CompareSession::CompareSession(std::filesystem::path project, QObject* parent)
    : QObject(parent)
    , m_projects { std::move(project) }
    , m_lister(this)
    , m_reader(this)
    , m_comparer(this)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &CompareSession::read);
}

void CompareSession::reload()
{
    m_lister.start([projects = m_projects](const LatestJob::IsStale&) { return list(projects); }, [this](Listed listed) { onListed(std::move(listed)); });
}

CompareSession::Listed CompareSession::list(const std::vector<std::filesystem::path>& projects)
{
    Listed listed;
    for (const auto& file : projects) {
        try {
            const store::Project project(file, store::Project::Mode::ReadOnly);
            const auto records = project.runs();
            for (const store::RunRecord& record : records)
                listed.runs.push_back(listedRun(file, record, projects.size() > 1));
            if (file == projects.front())
                listed.experiments = listExperiments(project, records);
        } catch (const Error& error) {
            listed.problem = toQt(std::string(error.what()));
        }
    }
    return listed;
}

void CompareSession::onListed(Listed listed)
{
    m_known = std::move(listed.runs);
    m_experiments = std::move(listed.experiments);
    const QString& problem = listed.problem;
    if (!problem.isEmpty()) { // a project that cannot be read is no longer one of ours
        std::erase_if(m_projects, [this](const auto& file) {
            return file != m_projects.front() && std::none_of(m_known.begin(), m_known.end(), [&](const SharedRun& run) { return run->project == file; });
        });
        emit readFailed(problem);
    }
    makeProposals();
    dropVanished();
    if (tierShown() != nullptr)
        takeExperiment();
    else if (!m_ownChoice && m_chosen.empty())
        proposeFirst();
    else if (m_arms.empty())
        read();
    emit proposalsChanged();
}

void CompareSession::makeProposals()
{
    m_proposals.clear();
    if (m_known.empty())
        return;
    if (m_seedsTogether) {
        for (const compare::Arm& arm : compare::groupBySpec(m_known)) {
            std::map<std::filesystem::path, compare::Arm> byProject; // mine and theirs are not seeds of one arm
            for (const SharedRun& run : arm.runs)
                byProject[run->project].runs.push_back(run);
            for (auto& [project, part] : byProject) {
                part.name = byProject.size() > 1 ? part.runs.front()->record.name + ' ' + part.runs.front()->label : arm.name;
                m_proposals.push_back(std::move(part));
            }
        }
    } else {
        for (const SharedRun& run : m_known)
            m_proposals.push_back({ {}, { run } });
    }
    const auto place = [this](const compare::Arm& arm) { return std::find(m_projects.begin(), m_projects.end(), arm.runs.front()->project); };
    std::stable_sort(m_proposals.begin(), m_proposals.end(), [&](const compare::Arm& a, const compare::Arm& b) { return place(a) < place(b); });
    std::map<std::string, int> taken;
    for (const compare::Arm& arm : m_proposals)
        ++taken[shortName(arm)];
    for (compare::Arm& arm : m_proposals) {
        if (taken[shortName(arm)] == 1 || arm.name.empty())
            arm.name = shortName(arm);
    }
}

/// The last experiment, or else the last two arms that have candidates, of the same data if there are such.
void CompareSession::proposeFirst()
{
    if (proposeExperiment())
        return;
    std::vector<const compare::Arm*> candidates;
    for (auto arm = m_proposals.rbegin(); arm != m_proposals.rend(); ++arm) {
        if (std::any_of(arm->runs.begin(), arm->runs.end(), [](const SharedRun& run) { return run->record.evaluations > 0; }))
            candidates.push_back(&*arm);
    }
    if (candidates.size() < 2)
        return;
    const auto fingerprint = [](const compare::Arm* arm) { return arm->runs.front()->record.datasetFingerprint; };
    const auto alike = std::find_if(candidates.begin() + 1, candidates.end(),
        [&](const compare::Arm* arm) { return fingerprint(arm) == fingerprint(candidates.front()); });
    std::vector<ChosenArm> chosen;
    for (const compare::Arm* arm : { alike == candidates.end() ? candidates[1] : *alike, candidates.front() }) {
        ChosenArm one { toQt(arm->name), {} };
        for (const SharedRun& run : arm->runs)
            one.runs.push_back(keyOf(*run));
        chosen.push_back(std::move(one));
    }
    m_chosen = std::move(chosen);
    emit chosenChanged();
    read();
}

void CompareSession::dropVanished()
{
    const auto before = m_chosen;
    for (ChosenArm& arm : m_chosen) {
        std::erase_if(arm.runs, [this](const RunKey& key) {
            return std::none_of(m_known.begin(), m_known.end(), [&key](const SharedRun& run) { return keyOf(*run) == key; });
        });
    }
    std::erase_if(m_chosen, [](const ChosenArm& arm) { return arm.runs.empty(); });
    if (m_chosen != before) {
        emit chosenChanged();
        read();
    }
}

void CompareSession::addProject(const std::filesystem::path& file)
{
    if (std::find(m_projects.begin(), m_projects.end(), file) == m_projects.end())
        m_projects.push_back(file);
    reload();
    emit chosenChanged();
}

void CompareSession::setSeedsTogether(bool on)
{
    if (on == m_seedsTogether)
        return;
    m_seedsTogether = on;
    makeProposals();
    emit proposalsChanged();
    emit chosenChanged();
}

void CompareSession::choose(std::vector<ChosenArm> arms)
{
    if (arms == m_chosen && !m_choice)
        return;
    leaveExperiment();
    m_chosen = std::move(arms);
    m_ownChoice = true;
    emit chosenChanged();
    read();
}

void CompareSession::setTiers(std::vector<compare::Tier> tiers)
{
    if (tiers == m_tiers)
        return;
    m_tiers = std::move(tiers);
    emit chosenChanged();
    if (!m_arms.empty())
        compareArms();
}

void CompareSession::setFineTuned(bool on)
{
    if (on == m_fineTuned)
        return;
    m_fineTuned = on;
    emit chosenChanged();
    if (m_arms.empty())
        return;
    emit armsChanged();
    compareArms();
}

bool CompareSession::hasFinals() const
{
    return std::any_of(m_arms.begin(), m_arms.end(),
        [](const compare::Arm& arm) { return std::any_of(arm.runs.begin(), arm.runs.end(), [](const SharedRun& run) { return !run->finals.empty(); }); });
}

void CompareSession::runGrew(std::int64_t id)
{
    const RunKey key { m_projects.front(), id };
    const bool ours = std::any_of(m_chosen.begin(), m_chosen.end(),
        [&key](const ChosenArm& arm) { return std::find(arm.runs.begin(), arm.runs.end(), key) != arm.runs.end(); });
    if (!ours)
        return;
    m_stale.insert(key);
    if (!m_refresh.isActive() && !m_busy)
        m_refresh.start(static_cast<int>(std::clamp<qint64>(kRefreshFactor * m_took, kLeastRefresh, kMostRefresh)));
}

} // namespace danas::ui
