// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/experiment_result.h"
#include "ui/base/latest_job.h"
#include "ui/models/export_subject.h"
#include "ui/models/project_document.h"
#include "ui/models/run_controller.h"
#include "ui/models/selection_context.h"

#include <QWidget>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace danas::ui {

class BudgetPage;
class CandidatePanel;
class ComparePage;
class DataPage;
class ExperimentStrip;
class Rail;
class RunPage;
class SpacePage;

/// One open project: its document, its engine's controller, its selection, and the places over them.
class ProjectView : public QWidget {
    Q_OBJECT
public:
    enum Place { Data, Space, Budget, Run, Compare };

    ProjectView(const std::filesystem::path& file, store::Project::Mode mode, search::EvaluatorFactory factory, QWidget* parent);
    ~ProjectView() override;

    [[nodiscard]] ProjectDocument& document() { return *m_document; }
    [[nodiscard]] RunController& controller() { return *m_controller; }
    [[nodiscard]] SelectionContext& selection() { return *m_selection; }
    [[nodiscard]] RunPage& runPage() { return *m_runPage; }
    [[nodiscard]] ComparePage& comparePage() { return *m_comparePage; }
    [[nodiscard]] Place place() const;
    void show(Place place);
    void go(Place place); ///< by the person's hand: remembered at once, should the program be killed
    [[nodiscard]] bool running() const { return m_controller->state() != RunController::State::Idle; }

    /// Starts a run of the draft and shows it. Returns a sentence if it cannot.
    [[nodiscard]] QString startRun();
    /// Two runs of the draft, one after the other: as it is, and with its data fixed. Returns a sentence if it cannot.
    [[nodiscard]] QString startSideBySide(const data::DataConfig& fixed);
    /// All its runs, one after the other; goes on where the project holds an equal one of its name.
    void startExperiment(const compare::ExperimentSpec& spec);
    /// Starts as soon as the dataset has been read.
    void startRunWhenReady();

    /// The candidate whose panel is open; none: no candidates.
    [[nodiscard]] ExportChoice exportChoice() const;

    void restoreState();
    void saveState();

signals:
    void placeChanged();
    void runStateChanged();
    void runRequested();
    void sideBySideRequested(const danas::data::DataConfig& fixed);
    void compareOpenRequested();                      ///< another project, to compare with
    void reportRequested(const QString& format);      ///< of the comparison
    void exportRequested(const danas::ui::ExportChoice& choice);
    void exportableChanged();                         ///< whether exportChoice() has a candidate
    void chooseFolderRequested();
    void demoDataRequested();

private:
    void connectAll();
    void connectCompare();
    void connectQueue();
    void connectExperiments();
    void listExperiments();
    void updateStrip();
    void askExperiment();
    void goOnWithExperiment();
    void showPanel();
    [[nodiscard]] int panelWidth() const;
    void startNext();

    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<SelectionContext> m_selection;
    std::unique_ptr<RunController> m_controller;
    Rail* m_rail;
    ExperimentStrip* m_strip;
    QSplitter* m_splitter;
    QStackedWidget* m_places;
    DataPage* m_dataPage;
    SpacePage* m_spacePage;
    BudgetPage* m_budgetPage;
    RunPage* m_runPage;
    ComparePage* m_comparePage;
    CandidatePanel* m_panel;        ///< of the Run page's run
    CandidatePanel* m_comparePanel; ///< of a run being compared
    std::deque<search::RunSpec> m_queue;      ///< to be run after the present one
    std::vector<std::int64_t> m_sideBySide;   ///< runs of a pair as they are opened
    bool m_pairRuns = false;                  ///< the present run is one of a pair
    bool m_startWhenReady = false;
    int m_panelWidth = 420;
    std::optional<compare::ExperimentState> m_lastExperiment;
    std::int64_t m_experimentShown = 0; ///< what the Compare page was turned to when it started
    bool m_justFinished = false;        ///< the last experiment, in this sitting
    LatestJob m_experimentLister;       ///< last member: joins before the rest dies
};

} // namespace danas::ui
