// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/experiment_result.h"
#include "ui/models/run_controller.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace danas::ui {

/// How far an experiment is, in one line over the places: while it runs, when it is over, or when it can be gone on with.
class ExperimentStrip : public QFrame {
    Q_OBJECT
public:
    explicit ExperimentStrip(QWidget* parent = nullptr);

    void showRunning(const ExperimentStatus& status, RunController::State state);
    void showUnfinished(const compare::ExperimentState& experiment, bool canGoOn);
    void showFinished(const compare::ExperimentState& experiment);
    void showFailure(const QString& sentence); ///< beside what is shown, until the next one is
    [[nodiscard]] QString text() const;

signals:
    void pauseRequested(bool paused);
    void stopRequested();
    void goOnRequested();
    void compareRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void setText(const QString& name, const QString& rest);
    void setShare(std::size_t done, std::size_t total);
    void restyle();

    QLabel* m_text;
    QLabel* m_failure;
    QProgressBar* m_bar;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QPushButton* m_goOn;
    QPushButton* m_compare;
    QString m_plain;
    bool m_paused = false;
};

} // namespace danas::ui
