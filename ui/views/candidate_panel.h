// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"
#include "ui/models/candidate_costs.h"
#include "ui/models/run_model.h"
#include "ui/models/selection_context.h"

#include <QWidget>

class QLabel;
class QTabWidget;
class QToolButton;

namespace danas::ui {

class BudgetBars;
class FinaliseRow;
class LayersTab;
class MemoryTab;
class MetricsTab;
class SeesTab;

/// The selected candidate in depth: what it sees, its layers, its memory, its metrics, where it stands. A column for the right side of
/// any page; 360 px wide or more.
class CandidatePanel : public QWidget {
    Q_OBJECT
public:
    CandidatePanel(RunModel& model, SelectionContext& selection, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return { 440, 640 }; }

    void setBusy(bool busy); ///< a run is under way
    void setOwnProject(const std::filesystem::path& file); ///< only its candidates can be finalised; else those of any

signals:
    void closeRequested();
    void finaliseRequested(int id);
    void exportRequested(int id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void buildLayout();
    void show(int id);
    void startCosting(const search::Evaluation& evaluation);
    void showCosts(const SharedCosts& costs);
    void updateStanding();
    void updateFinal();

    RunModel& m_model;
    SelectionContext& m_selection;
    int m_shown = -1;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QLabel* m_score = nullptr;
    QLabel* m_standing = nullptr;
    QToolButton* m_pin = nullptr;
    QToolButton* m_close = nullptr;
    QTabWidget* m_tabs = nullptr;
    SeesTab* m_sees = nullptr;
    LayersTab* m_layers = nullptr;
    MemoryTab* m_memory = nullptr;
    MetricsTab* m_metrics = nullptr;
    BudgetBars* m_bars = nullptr;
    FinaliseRow* m_finalise = nullptr;
    QWidget* m_body = nullptr;
    QLabel* m_basis = nullptr;
    QLabel* m_empty = nullptr;
    LatestJob m_costing; ///< last member: joins before the rest dies
};

} // namespace danas::ui
