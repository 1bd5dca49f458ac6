// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/fidelity_result.h"
#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"
#include "ui/models/run_controller.h"
#include "ui/models/run_model.h"
#include "ui/models/selection_context.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;

namespace danas::ui {

class DataLegend;
class FidelityControls;
class FidelityPlot;
class FigureView;

/// Is the supernet's ranking to be believed? The fidelity probes of the shown run: score alone over the supernet's score, with
/// tau and its interval, and the hands that start, follow and stop a probe. A candidate that the run has scored itself is
/// also selected for the candidate panel.
class FidelityView : public QWidget {
    Q_OBJECT
public:
    FidelityView(ProjectDocument& document, RunController& controller, RunModel& run, SelectionContext& selection, QWidget* parent = nullptr);
    ~FidelityView() override;

private:
    using Result = std::shared_ptr<const compare::FidelityResult>;
    struct Stored {
        std::int64_t run = 0;
        bool trained = false; ///< the run's supernet
        std::vector<Result> results;
    };

    void buildLayout();
    [[nodiscard]] QWidget* buildBody();
    [[nodiscard]] QWidget* buildNumbers();
    void connectAll();
    void reload();
    void take(Stored stored);
    void start();
    void onNews(const ProbeNews& news);
    void onFinished(const compare::ProbeReport& report);
    void updateControls();
    void showResult();
    void fillStored();
    void select(int candidate);
    [[nodiscard]] Result chosenResult() const; ///< of the settings; null: there is none
    [[nodiscard]] QString obstacle() const;

    ProjectDocument& m_document;
    RunController& m_controller;
    RunModel& m_run;
    SelectionContext& m_selection;
    Stored m_stored;
    Result m_shown;
    std::int64_t m_probed = 0; ///< the run whose probe is under way
    std::optional<space::Genes> m_current;

    QLabel* m_intro = nullptr;
    FidelityControls* m_controls = nullptr;
    QComboBox* m_plans = nullptr;
    QLabel* m_error = nullptr;
    QWidget* m_body = nullptr;
    FidelityPlot* m_plot = nullptr;
    DataLegend* m_legend = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_plan = nullptr;
    FigureView* m_taus = nullptr;
    FigureView* m_configs = nullptr;
    FigureView* m_table = nullptr;
    LatestJob m_reading; ///< last member: joins before the rest dies
};

} // namespace danas::ui
