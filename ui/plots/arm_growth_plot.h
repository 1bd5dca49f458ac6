// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "ui/plots/curve_plots.h"

namespace danas::ui {

/// How the hypervolume of each arm grew: the median over its runs, the middle half of them shaded. Over candidates or time.
class ArmGrowthPlot : public CurvePlot {
    Q_OBJECT
public:
    explicit ArmGrowthPlot(QWidget* parent = nullptr);

    void show(std::shared_ptr<const compare::Comparison> comparison); ///< null: nothing
    void setOverTime(bool on);
    [[nodiscard]] bool overTime() const { return m_overTime; }

protected:
    void reload() override;

private:
    void addArm(std::size_t arm);

    std::shared_ptr<const compare::Comparison> m_comparison;
    bool m_overTime = false;
};

} // namespace danas::ui
