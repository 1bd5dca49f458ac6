// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "ui/models/candidate_costs.h"

#include <QWidget>

class QLabel;

namespace danas::ui {

class MemoryPlot;

/// Where a candidate's memory goes: the peak and what makes it, the plot of live bytes and arena, the parts of RAM and flash.
class MemoryTab : public QWidget {
    Q_OBJECT
public:
    explicit MemoryTab(QWidget* parent = nullptr);

    /// Null: nothing.
    void show(const SharedCosts& costs, const cost::Budget& budget);
    [[nodiscard]] MemoryPlot& plot() { return *m_plot; }

private:
    QLabel* makeLine(const QString& name, const QString& accessible);
    void setQuiet();
    void changeEvent(QEvent* event) override;

    QLabel* m_answer;
    QLabel* m_basis;
    QLabel* m_ram;
    QLabel* m_flash;
    MemoryPlot* m_plot;
};

} // namespace danas::ui
