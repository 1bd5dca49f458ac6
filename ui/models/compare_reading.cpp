// SPDX-License-Identifier: GPL-3.0-or-later
// CompareSession: reading the chosen runs, comparing them, and what is remembered.
#include "base/error.h"
#include "ui/base/text.h"
#include "ui/models/compare_session.h"

#include <algorithm>

namespace danas::ui {
namespace {

struct Reading {
    std::map<RunKey, SharedRun> runs;
    std::string error;
};

/// Runs that have been read and cannot have changed are taken as they are.
Reading readRuns(const std::vector<ChosenArm>& chosen, std::map<RunKey, SharedRun> known, bool nameProjects)
{
    Reading reading;
    try {
        for (const ChosenArm& arm : chosen) {
            for (const RunKey& key : arm.runs) {
                auto& run = known[key];
                if (!run)
                    run = compare::readStoredRun(store::Project(key.project, store::Project::Mode::ReadOnly), key.id, nameProjects);
                reading.runs[key] = run;
            }
        }
    } catch (const std::exception& error) {
        reading.error = error.what();
    }
    return reading;
}

} // namespace

void CompareSession::read()
{
    m_refresh.stop();
    m_comparer.cancel();
    if (m_chosen.size() < 2) {
        m_reader.cancel();
        fail({});
        return;
    }
    for (const RunKey& key : m_stale)
        m_read.erase(key);
    m_stale.clear();
    m_busy = true;
    m_begun.start();
    m_reader.start([chosen = m_chosen, known = m_read, several = m_projects.size() > 1](
                       const LatestJob::IsStale&) { return readRuns(chosen, known, several); },
        [this](Reading reading) {
            m_read = std::move(reading.runs);
            if (!reading.error.empty()) {
                fail(toQt(reading.error));
                return;
            }
            m_arms.clear();
            for (const ChosenArm& chosen : m_chosen) {
                compare::Arm arm { chosen.name.toStdString(), {} };
                for (const RunKey& key : chosen.runs)
                    arm.runs.push_back(m_read.at(key));
                m_arms.push_back(std::move(arm));
            }
            emit armsChanged();
            compareArms();
        });
}

void CompareSession::compareArms()
{
    struct Result {
        std::shared_ptr<const compare::Comparison> comparison;
        std::string error;
    };
    m_busy = true;
    compare::Options options = m_options;
    options.fineTuned = m_fineTuned;
    if (!m_tiers.empty())
        options.tiers = m_tiers;
    m_comparer.start(
        [arms = m_arms, options](const LatestJob::IsStale&) {
            Result result;
            try {
                result.comparison = std::make_shared<compare::Comparison>(compare::compare(arms, options));
            } catch (const std::exception& error) {
                result.error = error.what();
            }
            return result;
        },
        [this](const Result& result) {
            if (!result.comparison) {
                fail(toQt(result.error));
                return;
            }
            m_comparison = result.comparison;
            m_error.clear();
            m_busy = false;
            m_took = m_begun.elapsed();
            emit comparisonChanged();
            for (const RunKey& key : std::set<RunKey>(m_stale))
                runGrew(key.id); // what came meanwhile
        });
    emit comparisonChanged();
}

void CompareSession::fail(const QString& error)
{
    m_busy = false;
    m_error = error;
    m_arms.clear();
    m_comparison.reset();
    emit armsChanged();
    emit comparisonChanged();
}

Json CompareSession::state() const
{
    Json arms = Json::array();
    for (const ChosenArm& arm : m_chosen) {
        Json runs = Json::array();
        for (const RunKey& key : arm.runs) // the own project may be moved: it has no path here
            runs.push_back({ { "project", key.project == m_projects.front() ? std::string() : key.project.string() }, { "run", key.id } });
        arms.push_back({ { "name", arm.name.toStdString() }, { "runs", runs } });
    }
    Json tiers = Json::array();
    for (const compare::Tier& tier : m_tiers)
        tiers.push_back({ { "ram_bytes", tier.ramBytes }, { "flash_bytes", tier.flashBytes.value_or(0) } });
    Json projects = Json::array();
    for (auto file = m_projects.begin() + 1; file != m_projects.end(); ++file)
        projects.push_back(file->string());
    Json state { { "projects", projects }, { "seeds_together", m_seedsTogether },
        { "fine_tuned", m_fineTuned }, { "arms", m_ownChoice ? arms : Json() }, { "tiers", tiers } };
    if (m_choice && m_ownChoice)
        state["experiment"] = { { "id", m_choice->id }, { "tier", m_choice->tier } };
    return state;
}

void CompareSession::restore(const Json& state)
{
    m_arms.clear();
    try {
        for (const Json& file : state.value("projects", Json::array()))
            m_projects.emplace_back(file.get<std::string>());
        m_seedsTogether = state.value("seeds_together", true);
        m_fineTuned = state.value("fine_tuned", false);
        for (const Json& tier : state.value("tiers", Json::array())) {
            const auto flash = tier.at("flash_bytes").get<std::int64_t>();
            m_tiers.push_back({ tier.at("ram_bytes").get<std::int64_t>(), flash > 0 ? std::optional(flash) : std::nullopt });
        }
        const Json arms = state.value("arms", Json());
        m_ownChoice = arms.is_array();
        if (const Json choice = state.value("experiment", Json()); choice.is_object())
            m_choice = ExperimentChoice { choice.at("id").get<std::int64_t>(), choice.at("tier").get<std::size_t>() };
        for (const Json& arm : m_ownChoice ? arms : Json::array()) {
            ChosenArm chosen { toQt(arm.at("name").get<std::string>()), {} };
            for (const Json& run : arm.at("runs")) {
                const auto project = run.at("project").get<std::string>();
                chosen.runs.push_back({ project.empty() ? m_projects.front() : std::filesystem::path(project), run.at("run").get<std::int64_t>() });
            }
            m_chosen.push_back(std::move(chosen));
        }
    } catch (const Json::exception&) {
        m_chosen.clear(); // written by another version: begin anew
        m_choice.reset();
        m_ownChoice = false;
    }
}

} // namespace danas::ui
