// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/experiment_result.h"
#include "ui/base/latest_job.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <compare>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace danas::ui {

/// A run by where it lies.
struct RunKey {
    std::filesystem::path project;
    std::int64_t id = 0;

    std::strong_ordering operator<=>(const RunKey& other) const
    {
        const int order = project.compare(other.project);
        return order != 0 ? order <=> 0 : id <=> other.id;
    }
    bool operator==(const RunKey&) const = default;
};

/// Runs that are compared as one.
struct ChosenArm {
    QString name;
    std::vector<RunKey> runs;

    bool operator==(const ChosenArm&) const = default;
};

/// An experiment of the own project with its runs so far.
struct ListedExperiment {
    std::int64_t id = 0;
    QString name;
    compare::ExperimentSpec spec;
    std::vector<compare::TierRuns> tiers;
};

struct ExperimentChoice {
    std::int64_t id = 0;
    std::size_t tier = 0;
};

using SharedRun = std::shared_ptr<const compare::StoredRun>;

/// What the Compare page compares: the runs of the project and of others that were added, which of them are chosen, and what
/// comes of it. Reading and comparing happen in the background; news of a running run are taken in now and then.
class CompareSession : public QObject {
    Q_OBJECT
public:
    explicit CompareSession(std::filesystem::path project, QObject* parent = nullptr);

    /// Looks for runs anew. The first time two or more arms are chosen as proposed, unless the person chose some.
    void reload();
    void addProject(const std::filesystem::path& file);
    [[nodiscard]] const std::vector<std::filesystem::path>& projects() const { return m_projects; } ///< the own one first

    /// Arms by settings: runs that differ in the seed only, without evaluations. Every run one of its own without setSeedsTogether.
    [[nodiscard]] const std::vector<compare::Arm>& proposals() const { return m_proposals; }
    void setSeedsTogether(bool on);
    [[nodiscard]] bool seedsTogether() const { return m_seedsTogether; }
    [[nodiscard]] static RunKey keyOf(const compare::StoredRun& run) { return { run.project, run.record.id }; }

    void choose(std::vector<ChosenArm> arms);
    [[nodiscard]] const std::vector<ChosenArm>& chosen() const { return m_chosen; }
    /// The own project's; oldest first.
    [[nodiscard]] const std::vector<ListedExperiment>& experiments() const { return m_experiments; }
    [[nodiscard]] const ListedExperiment* experiment(std::int64_t id) const; ///< null if there is none
    /// Its arms under one of its budgets, named by it; they grow as it goes on. Until other arms are chosen.
    void chooseExperiment(std::int64_t id, std::size_t tier);
    void showExperiment(std::int64_t id); ///< under the first budget that has something to compare
    [[nodiscard]] const std::optional<ExperimentChoice>& experimentChoice() const { return m_choice; }
    [[nodiscard]] const compare::TierRuns* tierShown() const; ///< of the chosen experiment; null if there is none
    void setTiers(std::vector<compare::Tier> tiers); ///< empty: as the limits suggest
    [[nodiscard]] const std::vector<compare::Tier>& tiers() const { return m_tiers; }
    /// Networks of the finalise phase count with their fine-tuned scores, as compare::Options::fineTuned.
    void setFineTuned(bool on);
    [[nodiscard]] bool fineTuned() const { return m_fineTuned; }
    /// A run of the own project has new evaluations, or has ended.
    void runGrew(std::int64_t id);

    /// The chosen runs with their evaluations; empty while fewer than two arms are chosen, or they are being read.
    [[nodiscard]] const std::vector<compare::Arm>& arms() const { return m_arms; }
    /// The same with the scores that count, for plots.
    [[nodiscard]] std::vector<compare::Arm> scoredArms() const { return m_fineTuned ? compare::withBetterScores(m_arms) : m_arms; }
    [[nodiscard]] bool hasFinals() const; ///< some chosen run has finalised candidates
    [[nodiscard]] std::shared_ptr<const compare::Comparison> comparison() const { return m_comparison; } ///< null while not known
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString error() const { return m_error; } ///< why there is no comparison

    [[nodiscard]] Json state() const;
    void restore(const Json& state); ///< what is no longer there is left out

signals:
    void proposalsChanged();
    void chosenChanged();     ///< also names, tiers and projects
    void armsChanged();       ///< other runs, or more of their evaluations
    void comparisonChanged(); ///< also: failed, or begun
    void readFailed(const QString& sentence); ///< of a project that was added

private:
    struct Listed {
        std::vector<SharedRun> runs;
        std::vector<ListedExperiment> experiments;
        QString problem;
    };
    [[nodiscard]] static Listed list(const std::vector<std::filesystem::path>& projects);
    [[nodiscard]] static std::vector<ListedExperiment> listExperiments(const store::Project& project, const std::vector<store::RunRecord>& runs);
    void onListed(Listed listed);
    bool proposeExperiment();
    void takeExperiment();
    void leaveExperiment();
    void makeProposals();
    void proposeFirst();
    void dropVanished();
    void read();
    void compareArms();
    void fail(const QString& error);

    std::vector<std::filesystem::path> m_projects;
    std::vector<SharedRun> m_known; ///< all runs of all projects, without evaluations
    std::vector<compare::Arm> m_proposals;
    bool m_seedsTogether = true, m_fineTuned = false;
    bool m_ownChoice = false; ///< the person chose, here or in an earlier sitting
    std::vector<ChosenArm> m_chosen;
    std::vector<compare::Tier> m_tiers;
    std::vector<ListedExperiment> m_experiments;
    std::optional<ExperimentChoice> m_choice;
    compare::Options m_options; ///< of the chosen experiment
    std::map<RunKey, SharedRun> m_read; ///< the chosen ones, whole
    std::set<RunKey> m_stale;
    std::vector<compare::Arm> m_arms;
    std::shared_ptr<const compare::Comparison> m_comparison;
    bool m_busy = false;
    QString m_error;
    QElapsedTimer m_begun; ///< of the last reading
    qint64 m_took = 0;     ///< milliseconds of the last reading and comparing
    QTimer m_refresh;
    LatestJob m_lister, m_reader, m_comparer; ///< last members: join before the rest dies
};

} // namespace danas::ui
