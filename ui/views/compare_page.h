// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candidate_ref.h"
#include "ui/models/compare_session.h"
#include "ui/models/project_document.h"
#include "ui/models/run_controller.h"
#include "ui/models/run_model.h"
#include "ui/models/selection_context.h"

#include <QWidget>

#include <cstdint>
#include <set>

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace danas::ui {

class ArmGrowthPlot;
class CompareChooser;
class CompareHeader;
class FigureView;
struct FigureCell;
class FrontsPlot;
class MessageBar;
class SideBySideButton;

/// The Compare place: two or more arms of runs side by side. A chosen candidate is shown by the panel of `model()` and
/// `selection()`, as part of its own run.
class ComparePage : public QWidget {
    Q_OBJECT
public:
    ComparePage(ProjectDocument& document, RunController& controller, QWidget* parent = nullptr);
    ~ComparePage() override;

    [[nodiscard]] RunModel& model() { return m_model; }
    [[nodiscard]] SelectionContext& selection() { return m_selection; }
    [[nodiscard]] CompareSession& session() { return m_session; }

    void addProject(const QString& file);
    /// By its ending: *.html, *.csv, *.json. Atomic; says where it lies, or why not.
    void writeReport(const QString& file);

    [[nodiscard]] Json state() const;
    void restore(const Json& state);

public slots:
    void setSideBySideObstacle(const QString& why); ///< why the empty page's button cannot help; empty: it can

signals:
    void openRequested();
    void reportRequested(const QString& format);
    void sideBySideRequested(const danas::data::DataConfig& fixed);
    void experimentRequested(); ///< a whole experiment, from the empty page
    void stateChanged(); ///< something of state()

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildFronts();
    [[nodiscard]] QWidget* buildLower();
    [[nodiscard]] QWidget* buildEmpty();
    void connectSession();
    void connectController();
    void noteGrowth();
    void showComparison();
    void showFineTuned();
    void updateEmpty();
    void choose(const CandidateRef& ref);
    void showSystem(const FigureCell& cell);
    void editTier(int row, const QString& text);
    void addTier();

    ProjectDocument& m_document;
    RunController& m_controller;
    RunModel m_model;
    SelectionContext m_selection;
    CompareSession m_session;
    MessageBar* m_message = nullptr;
    CompareHeader* m_header = nullptr;
    CompareChooser* m_chooser = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_emptyText = nullptr;
    SideBySideButton* m_sideBySide = nullptr;
    QPushButton* m_experiment = nullptr;
    FrontsPlot* m_fronts = nullptr;
    QComboBox* m_yAxis = nullptr;
    QComboBox* m_xAxis = nullptr;
    QToolButton *m_split = nullptr, *m_fineTuned = nullptr;
    ArmGrowthPlot* m_growth = nullptr;
    QComboBox* m_growthAxis = nullptr;
    FigureView* m_tiers = nullptr;
    FigureView* m_data = nullptr;
    FigureView* m_findings = nullptr;
    std::set<std::int64_t> m_grown; ///< runs with news that have not been looked at
    RunKey m_shown; ///< whose candidate the panel shows
    LatestJob m_opener, m_writer; ///< last members: join before the rest dies
};

} // namespace danas::ui
