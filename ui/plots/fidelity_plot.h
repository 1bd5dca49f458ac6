// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/fidelity_result.h"
#include "ui/plots/curve_plots.h"

#include <optional>

namespace danas::ui {

class CandidateCloud;

/// Score alone over the supernet's score, a point for each candidate of a fidelity probe, in the colours of its data
/// configuration. Click selects.
class FidelityPlot : public CurvePlot {
    Q_OBJECT
public:
    explicit FidelityPlot(QWidget* parent = nullptr);

    void show(std::shared_ptr<const compare::FidelityResult> result); ///< null: nothing
    void setCurrent(int candidate); ///< place in the result; -1: none
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] std::optional<QPoint> pixelOf(int candidate) const; ///< in this widget; nothing if there is no such candidate

signals:
    void chosen(int candidate); ///< -1: none

protected:
    void reload() override;
    void restyle() override;

private:
    void onRelease(const QPoint& at);
    void hover(const QPoint& at, const QPoint& global);

    std::shared_ptr<const compare::FidelityResult> m_result;
    CandidateCloud* m_cloud;
    std::vector<int> m_ordinals; ///< of the space, ascending: colour indices
    int m_current = -1;
    QPoint m_pressedAt;
};

} // namespace danas::ui
