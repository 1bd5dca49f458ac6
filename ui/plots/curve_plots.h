// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_model.h"

#include <QWidget>

class QCustomPlot;
class QLabel;

namespace danas::ui {

/// A line plot: wheel and drag zoom, double click shows all, context menu saves and copies.
class CurvePlot : public QWidget {
    Q_OBJECT
public:
    [[nodiscard]] bool exportTo(const QString& file);

protected:
    CurvePlot(const QString& emptyText, QWidget* parent);
    virtual void reload() = 0;
    virtual void restyle();
    void changeEvent(QEvent* event) override;
    /// After the data changed: all of it in view unless the person zoomed, the sentence where there is none.
    void showAll(bool hasData);
    void startOver(); ///< other data: forgets the person's zoom
    void setEmptyText(const QString& text);

    QCustomPlot* m_plot;

private:
    QLabel* m_empty;
    bool m_ownRange = false;
    bool m_zoomed = false;
};

/// Growth of the hypervolume, over evaluations or over time.
class HypervolumePlot : public CurvePlot {
    Q_OBJECT
public:
    explicit HypervolumePlot(RunModel& run, QWidget* parent = nullptr);
    void setOverTime(bool on);
    [[nodiscard]] bool overTime() const { return m_overTime; }

protected:
    void reload() override;
    void restyle() override;

private:
    RunModel& m_run;
    bool m_overTime = false;
};

/// How the supernet learned: teacher and student loss, accuracy of the largest network.
class SupernetPlot : public CurvePlot {
    Q_OBJECT
public:
    explicit SupernetPlot(RunModel& run, QWidget* parent = nullptr);

protected:
    void reload() override;
    void restyle() override;

private:
    RunModel& m_run;
};

} // namespace danas::ui
