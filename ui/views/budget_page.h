// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace danas::ui {

class BudgetLimits;
class MessageBar;
class SideBySideButton;
class TargetStore;

/// Where systems will run and what that can hold, what the search trades, how long it may take; and the button that starts it.
class BudgetPage : public QWidget {
    Q_OBJECT
public:
    explicit BudgetPage(ProjectDocument* document, QWidget* parent = nullptr);

    /// Systems that are sampled for histograms and share.
    static constexpr int kSamples = 20000;
    /// Why a run cannot start, in one sentence; empty if it can.
    [[nodiscard]] QString obstacle() const;

public slots:
    /// While a run goes on, another cannot start.
    void setRunning(bool running);
    /// Opens the editor of targets; with `copy` on a new copy of the custom board, which is chosen afterwards.
    void editTargets(bool copy = false);

signals:
    void runRequested();
    void sideBySideRequested(const danas::data::DataConfig& fixed);
    void experimentRequested();
    void obstacleChanged(const QString& why); ///< as obstacle()

private:
    QWidget* makeTarget();
    QWidget* makeFoot();
    void refreshRun();
    void refreshFit();
    void sampleSpace();
    void followTarget(const QString& chosen);

    ProjectDocument* m_document;
    TargetStore* m_store;
    MessageBar* m_message;
    QLabel* m_share = nullptr;
    BudgetLimits* m_limits = nullptr;
    QPushButton* m_run = nullptr;
    SideBySideButton* m_sideBySide = nullptr;
    QPushButton* m_experiment = nullptr;
    QLabel* m_obstacle = nullptr;
    std::vector<cost::Cost> m_samples;
    bool m_fits = true;
    QString m_smallestNeeds; ///< why nothing fits, where it does not
    bool m_running = false;
    LatestJob m_sampler;
};

} // namespace danas::ui
