// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"
#include "ui/models/run_controller.h"
#include "ui/models/selection_context.h"

#include <QWidget>

#include <filesystem>
#include <memory>

class QSplitter;
class QStackedWidget;

namespace danas::ui {

class BudgetPage;
class CandidatePanel;
class DataPage;
class Rail;
class RunPage;
class SpacePage;

/// One open project: its document, its engine's controller, its selection, and the places over them.
class ProjectView : public QWidget {
    Q_OBJECT
public:
    enum Place { Data, Space, Budget, Run };

    ProjectView(const std::filesystem::path& file, store::Project::Mode mode, search::EvaluatorFactory factory, QWidget* parent);
    ~ProjectView() override;

    [[nodiscard]] ProjectDocument& document() { return *m_document; }
    [[nodiscard]] RunController& controller() { return *m_controller; }
    [[nodiscard]] SelectionContext& selection() { return *m_selection; }
    [[nodiscard]] RunPage& runPage() { return *m_runPage; }
    [[nodiscard]] Place place() const;
    void show(Place place);
    void go(Place place); ///< by the person's hand: remembered at once, should the program be killed
    [[nodiscard]] bool running() const { return m_controller->state() != RunController::State::Idle; }

    /// Starts a run of the draft and shows it. Returns a sentence if it cannot.
    [[nodiscard]] QString startRun();
    /// Starts as soon as the dataset has been read.
    void startRunWhenReady();

    void restoreState();
    void saveState();

signals:
    void placeChanged();
    void runStateChanged();
    void runRequested();
    void chooseFolderRequested();
    void demoDataRequested();

private:
    void connectAll();
    void showPanel(bool visible);

    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<SelectionContext> m_selection;
    std::unique_ptr<RunController> m_controller;
    Rail* m_rail;
    QSplitter* m_splitter;
    QStackedWidget* m_places;
    DataPage* m_dataPage;
    SpacePage* m_spacePage;
    BudgetPage* m_budgetPage;
    RunPage* m_runPage;
    CandidatePanel* m_panel;
    bool m_startWhenReady = false;
    int m_panelWidth = 420;
};

} // namespace danas::ui
