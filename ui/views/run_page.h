// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"
#include "ui/models/run_controller.h"
#include "ui/models/run_model.h"
#include "ui/models/selection_context.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace danas::ui {

class CandidateTable;
class DataLegend;
class LogView;
class ParetoPlot;
class RunHeader;

/// The Run place: phase timeline, live Pareto plot, candidate table, curves and log of one run of the project, live or
/// stored. Follows the controller: a run that opens is shown.
class RunPage : public QWidget {
    Q_OBJECT
public:
    RunPage(ProjectDocument& document, RunController& controller, SelectionContext& selection, QWidget* parent = nullptr);
    ~RunPage() override;

    /// Any run of the project. 0: the last one, if there is one.
    void showRun(std::int64_t runId);
    /// Finalises a candidate of the shown run, which must be done; nothing while another run is under way.
    void finalise(int candidate);
    /// The shown run; the candidate panel reads the same object.
    [[nodiscard]] RunModel& model() { return m_model; }

signals:
    void startRequested(); ///< the empty page's button
    void shownRunChanged(qint64 runId);
    void exportRequested(const std::vector<int>& candidates); ///< of the shown run

private:
    void buildLayout();
    void buildPlaces(); ///< the search, or whether it is to be trusted
    void connectController();
    void connectModel();
    void loadRunList();
    void updateState();
    void updateFit();
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] QWidget* buildPlotArea();
    [[nodiscard]] QWidget* buildLowerArea();
    void fillChoosers(); ///< of the axes, with what the shown run knows

    ProjectDocument& m_document;
    RunController& m_controller;
    SelectionContext& m_selection;
    RunModel m_model;
    RunHeader* m_header = nullptr;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_places = nullptr;
    QToolButton* m_searchPlace = nullptr;
    QToolButton* m_trustPlace = nullptr;
    QLabel* m_emptyText = nullptr;
    QPushButton* m_startButton = nullptr;
    ParetoPlot* m_plot = nullptr;
    QComboBox* m_yAxis = nullptr;
    QComboBox* m_xAxis = nullptr;
    QLabel* m_fit = nullptr;
    QToolButton* m_resetBudget = nullptr;
    CandidateTable* m_table = nullptr;
    QTabWidget* m_tabs = nullptr;
    LogView* m_log = nullptr;
    DataLegend* m_legend = nullptr;
    std::int64_t m_followed = 0; ///< the run that was opened last, while the engine is at work
    std::optional<search::Progress> m_progress; ///< of the live run
    std::shared_ptr<const data::Dataset> m_liveDataset;
    std::shared_ptr<const data::SampleSource> m_liveCache;
    LatestJob m_runList; ///< last member: joins before the rest dies
};

} // namespace danas::ui
