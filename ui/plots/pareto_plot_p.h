// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/candidate_cloud.h"
#include "ui/plots/front_line.h"
#include "ui/plots/painted_item.h"
#include "ui/plots/pareto_plot.h"

class QLabel;

namespace danas::ui {

/// The inside of ParetoPlot: everything that knows QCustomPlot.
class ParetoPlot::Private {
public:
    Private(ParetoPlot& owner, RunModel& runModel, SelectionContext& context);

    void keepKnownAxes();
    void reload();                       ///< another run, or other axes
    void append(int first, int last);
    void updateFront(const std::vector<int>& ids);
    void judge();                        ///< every point by the shown budget, and the step line
    void restyle();
    void updateAxes();                   ///< tickers, scale types, labels
    void growAxes(bool always);
    void requestReplot();
    void updateEmptyText();

    void connectMouse();
    void onPress(QMouseEvent* event);
    void onMove(QMouseEvent* event);
    void onRelease(QMouseEvent* event);
    void showMenu(const QPoint& at);
    void hover(const QPoint& at, const QPoint& global);
    void dragBudget(const QPoint& at);
    void walk(int direction);
    void nudgeBudget(double factor);

    void paintFrontLine(QCPPainter& painter);
    void paintBudget(QCPPainter& painter);
    void paintMarks(QCPPainter& painter);

    [[nodiscard]] CloudPoint makePoint(const search::Evaluation& evaluation) const;
    void addToLine(int id);
    [[nodiscard]] std::uint8_t colourIndex(const data::DataConfig& config) const;
    [[nodiscard]] QCPAxis* budgetAxisNear(const QPoint& at);
    [[nodiscard]] QCPAxis& xAxis() const { return *plot->xAxis; }
    [[nodiscard]] QCPAxis& yAxis() const { return *plot->yAxis; }
    [[nodiscard]] QString tip(const search::Evaluation& evaluation) const;

    ParetoPlot& q;
    RunModel& run;
    SelectionContext& selection;
    QCustomPlot* plot = nullptr;
    CandidateCloud* cloud = nullptr;
    QLabel* empty = nullptr;

    search::Objective x = search::Objective::Ram;
    search::Objective y = search::Objective::Accuracy;
    std::optional<bool> logarithmic; ///< the person's choice; else by the values
    cost::Budget budget;
    int fitting = 0;
    FrontLine line;
    std::vector<int> ordinals; ///< of the space, ascending: colour indices

    bool ownRange = false; ///< we are setting the axes' ranges
    bool zoomed = false;
    QCPAxis* dragged = nullptr; ///< whose budget line is being dragged
    QPoint pressedAt;
    int hovered = -1;
};

} // namespace danas::ui
