// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candidate_costs.h"
#include "ui/models/memory_stack.h"
#include "ui/plots/memory_pane.h"

#include <QWidget>

#include <array>
#include <optional>

class QCPItemText;
class QCustomPlot;

namespace danas::ui {

class MemoryLegend;

/// Memory of one inference, operator by operator: above live bytes stacked by tensor, below the arena as the plan lays it
/// out (offset over time). One time axis, one selected step. A click or the arrow keys choose a step, wheel and drag zoom
/// along time, double click shows all; the context menu saves and copies both as one picture.
class MemoryPlot : public QWidget {
    Q_OBJECT
public:
    explicit MemoryPlot(QWidget* parent = nullptr);

    /// `limit`: bytes that the budget leaves for the arena.
    void show(const SharedCosts& costs, std::optional<std::int64_t> limit);
    /// Marks the step of an operator of the graph; -1: none.
    void setCurrentOp(int op);
    [[nodiscard]] int currentOp() const { return m_currentOp; }
    [[nodiscard]] const MemoryStack& stack() const { return m_stack; }
    [[nodiscard]] bool exportTo(const QString& file);

    enum class Part : std::uint8_t { Timeline, Map };
    [[nodiscard]] QPoint pixelOf(double step, double bytes, Part part) const; ///< on the canvas "memoryCanvas"
    [[nodiscard]] QString tipAt(const QPoint& pixel) const;                   ///< empty where there is nothing

signals:
    void opChosen(int op); ///< by the person

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectPlot();
    void restyle();
    void fillAreas();
    void showAll();
    void placeLimit(std::optional<std::int64_t> limit);
    void nameLimit(std::optional<std::int64_t> limit, bool drawn);
    void placePeak();
    void updateBand();
    void refresh(); ///< now if it can be seen, else when it is shown
    void choose(int step);
    [[nodiscard]] int stepCount() const { return static_cast<int>(m_stack.live.size()); }
    [[nodiscard]] int stepOf(int op) const;
    [[nodiscard]] QString stepTip(int step) const;
    [[nodiscard]] QString blockTip(const MemoryBlock& block) const;

    QCustomPlot* m_plot;
    MemoryLegend* m_legend = nullptr;
    std::array<MemoryPane, 2> m_panes;
    QCPItemText* m_peakText = nullptr;
    SharedCosts m_costs;
    MemoryStack m_stack;
    int m_currentOp = -1;
    QPoint m_pressed;
    bool m_dirty = false;
    bool m_linking = false; ///< one time axis is following the other
};

} // namespace danas::ui
