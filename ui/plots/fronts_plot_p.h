// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"
#include "ui/plots/fronts_picture.h"
#include "ui/plots/fronts_plot.h"
#include "ui/plots/painted_item.h"

class QLabel;

namespace danas::ui {

/// The inside of FrontsPlot: everything that knows QCustomPlot.
class FrontsPlot::Private {
public:
    explicit Private(FrontsPlot& owner);

    /// Axes, and which arms are drawn into them.
    struct Pane {
        QCPAxisRect* rect = nullptr;
        std::vector<std::size_t> arms;
    };
    /// What an arm is drawn by.
    struct Drawn {
        CandidateCloud* all = nullptr;
        CandidateCloud* front = nullptr;
        std::size_t pane = 0;
    };

    void work();          ///< the pictures, in the background
    void take(std::vector<ArmPicture> worked);
    void buildPanes();
    void buildPane(std::size_t number);
    void addArm(std::size_t arm, std::size_t pane);
    void fillClouds();
    void restyle();
    void prepareAxes();
    void growAxes(bool always);
    void link(QCPAxis* axis, const QCPRange& range);
    void updateEmptyText();
    void requestReplot();

    void connectMouse();
    void onRelease(const QPoint& at);
    void hover(const QPoint& at, const QPoint& global);
    void showMenu(const QPoint& at);
    void walk(int direction);
    void changeArm(int direction);
    void choose(const CandidateRef& ref);
    [[nodiscard]] std::optional<CandidateRef> nearest(const QPoint& at) const;
    [[nodiscard]] QString tip(const CandidateRef& ref) const;

    void paintBands(QCPPainter& painter);
    void paintLines(QCPPainter& painter);
    void paintTiers(QCPPainter& painter);
    void paintMarks(QCPPainter& painter);
    [[nodiscard]] QPolygonF stepsOf(const std::vector<QPointF>& steps, std::size_t arm, bool toEdge) const;
    [[nodiscard]] const search::Evaluation* find(const CandidateRef& ref) const;
    [[nodiscard]] std::optional<QPointF> pixel(const CandidateRef& ref) const;
    [[nodiscard]] QCPAxisRect& rectOf(std::size_t arm) const { return *panes[drawn[arm].pane].rect; }

    FrontsPlot& q;
    QCustomPlot* plot = nullptr;
    QLabel* empty = nullptr;
    std::vector<compare::Arm> arms;
    std::vector<ArmPicture> pictures; ///< of `arms`, or of what was shown before while `working`
    std::vector<compare::Tier> tiers;
    std::vector<Pane> panes;
    std::vector<Drawn> drawn; ///< by arm
    search::Objective x = search::Objective::Ram;
    search::Objective y = search::Objective::Accuracy;
    bool sideBySide = false;
    bool working = false;
    bool ownRange = false; ///< we are setting the axes' ranges
    bool zoomed = false;
    std::optional<CandidateRef> selected, hovered;
    QPoint pressedAt;
    LatestJob worker; ///< last member: joins before the rest dies
};

} // namespace danas::ui
