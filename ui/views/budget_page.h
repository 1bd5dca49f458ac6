// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"

#include <QWidget>

#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace danas::ui {

class LimitRow;
class MessageBar;
class RunSettings;
class SideBySideButton;

/// What the board can hold, what the search trades, how long it may take; and the button that starts it.
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

signals:
    void runRequested();
    void sideBySideRequested(const danas::data::DataConfig& fixed);
    void obstacleChanged(const QString& why); ///< as obstacle()

private:
    QWidget* makeLimits();
    QWidget* makeObjectives();
    QWidget* makeFoot();
    void refreshLimits();
    void refreshSettings();
    void refreshRun();
    void refreshFit();
    void sampleSpace();
    void chooseBoard(int index);
    void editLimit(std::optional<std::int64_t> cost::Budget::*limit, const QString& text, std::optional<std::int64_t> value, int gesture);
    void editObjectives();

    ProjectDocument* m_document;
    MessageBar* m_message;
    QComboBox* m_board;
    QLabel* m_share;
    LimitRow* m_ram;
    LimitRow* m_flash;
    LimitRow* m_macs;
    std::map<search::Objective, QCheckBox*> m_objectives;
    RunSettings* m_settings;
    QPushButton* m_run;
    SideBySideButton* m_sideBySide;
    QLabel* m_obstacle;
    std::vector<cost::Cost> m_samples;
    bool m_fits = true;
    QString m_smallestNeeds; ///< why nothing fits, where it does not
    bool m_running = false;
    const void* m_gestureRow = nullptr;
    int m_gesture = -1;
    int m_gestureMerge = -1;
    LatestJob m_sampler;
};

} // namespace danas::ui
