// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/observer.h"
#include "search/pareto.h"
#include "store/project.h"
#include "ui/base/latest_job.h"
#include "ui/models/run_controller.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace danas::ui {

/// All that is known of one run, as values: what a store holds, or what a live run has reported so far.
struct RunContent {
    std::filesystem::path project; ///< empty: not stored
    store::RunRecord record;
    std::vector<search::Evaluation> evaluations; ///< id = index
    std::vector<search::CurvePoint> curve;
    std::vector<search::FrontPoint> hypervolume;
    std::vector<search::Finalised> finals; ///< in the order of being finalised
    std::vector<char> onFront; ///< one per evaluation
    std::optional<search::ParetoArchive> archive;

    /// Appends and keeps the front. Ids of those that entered or left it are added to `changed`.
    void add(const search::Evaluation& evaluation, std::vector<int>& changed);
};

/// Reads a run, and builds its front and the growth of its hypervolume again. For a background thread. @throws Error
[[nodiscard]] RunContent loadRun(const std::filesystem::path& project, std::int64_t runId);

/// The run that plot, table, curves and panel show: a stored one, or the live one as it grows. Evaluation ids are indices
/// 0, 1, 2, ..., so live batches that repeat stored ones (a resumed run does that) are recognised and skipped.
class RunModel : public QObject {
    Q_OBJECT
public:
    enum class State { Empty, Loading, Ready, Failed };
    explicit RunModel(QObject* parent = nullptr);

    /// Loads in the background; live batches that arrive meanwhile are appended afterwards.
    void show(const std::filesystem::path& project, std::int64_t runId);
    void setContent(RunContent content);
    void clear();

    /// News of the shown run, live.
    void append(const RunBatch& batch);
    void setRunState(store::RunState state, const std::string& error = {});
    void setData(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString error() const { return m_error; } ///< why loading failed
    [[nodiscard]] std::int64_t runId() const { return m_content.record.id; }
    [[nodiscard]] const std::filesystem::path& project() const { return m_content.project; }
    [[nodiscard]] const store::RunRecord& record() const { return m_content.record; }
    [[nodiscard]] const search::RunSpec& spec() const { return m_content.record.spec; }
    [[nodiscard]] const std::vector<search::Evaluation>& evaluations() const { return m_content.evaluations; }
    [[nodiscard]] int count() const { return static_cast<int>(m_content.evaluations.size()); }
    [[nodiscard]] const search::Evaluation* find(int id) const; ///< null if there is none
    [[nodiscard]] bool onFront(int id) const;
    [[nodiscard]] const std::vector<search::Finalised>& finals() const { return m_content.finals; }
    [[nodiscard]] const search::Finalised* finalised(int id) const; ///< null unless it is
    [[nodiscard]] int frontSize() const;
    [[nodiscard]] const std::vector<search::CurvePoint>& curve() const { return m_content.curve; }
    [[nodiscard]] const std::vector<search::FrontPoint>& hypervolume() const { return m_content.hypervolume; }
    [[nodiscard]] QString architectureLabel(const search::Evaluation& evaluation) const;
    [[nodiscard]] const std::vector<std::string>& classes() const { return m_content.record.classes; }

    /// Known while the run is live or once somebody loaded it; else null.
    [[nodiscard]] std::shared_ptr<const data::Dataset> dataset() const { return m_dataset; }
    [[nodiscard]] std::shared_ptr<const data::SampleSource> cache() const { return m_cache; }

signals:
    void reset();                        ///< another run, or none, is shown; state() says which
    void appended(int first, int last);  ///< ids, both included
    void frontChanged(const std::vector<int>& ids); ///< that entered or left the front
    void finalsChanged(const std::vector<int>& ids); ///< that are finalised now
    void curveChanged();
    void hypervolumeChanged();
    void recordChanged();                ///< state, error, classes
    void dataChanged();

private:
    void appendEvaluations(const std::vector<RunBatch::Scored>& scored);
    void appendFinals(const std::vector<search::Finalised>& finals);

    RunContent m_content;
    State m_state = State::Empty;
    QString m_error;
    std::vector<RunBatch> m_waiting; ///< came while loading
    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    LatestJob m_loader; ///< last member: joins before the rest dies
};

} // namespace danas::ui
