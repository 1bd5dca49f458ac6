// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/project.h"
#include "ui/models/run_controller.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace danas::ui {

/// What a fidelity probe is to do, and the hands on it: settings and the button that starts it, or how far it is and Stop.
class FidelityControls : public QWidget {
    Q_OBJECT
public:
    explicit FidelityControls(QWidget* parent = nullptr);

    /// Batch and rate that the run trains single candidates with; those of the settings until a plan says others.
    void setDefaults(const search::ScratchSpec& training);
    void setPlan(const store::ProbePlan& plan); ///< the settings become those of a stored plan
    /// As set; no candidates are chosen yet.
    [[nodiscard]] compare::ProbeRequest settings() const;
    /// How many of the candidates that are asked for are there already; the button says so.
    void setDone(std::size_t done);
    /// Why the probe cannot be started; empty: it can.
    void setObstacle(const QString& reason);

    void setRunning(bool running, bool stopping, bool paused);
    void setNews(const ProbeNews& news);

signals:
    void changed(); ///< of the settings, by the person
    void startRequested();
    void stopRequested();

private:
    [[nodiscard]] QWidget* buildSettings();
    [[nodiscard]] QWidget* buildProgress();
    void refresh();

    search::ScratchSpec m_training;
    std::size_t m_done = 0;
    QString m_obstacle;
    QString m_state; ///< before the progress: paused, stopping
    QStackedWidget* m_pages;
    QSpinBox* m_candidates;
    QComboBox* m_scope;
    QSpinBox* m_steps;
    QPushButton* m_start;
    QLabel* m_reason;
    QProgressBar* m_bar;
    QLabel* m_status;
    QPushButton* m_stop;
};

} // namespace danas::ui
