// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/observer.h"
#include "store/project.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace danas::ui {

/// The phases of a run in one line: prepare ✓ ── supernet ✓ ── search with its bar.
class PhaseTimeline : public QWidget {
    Q_OBJECT
public:
    explicit PhaseTimeline(QWidget* parent = nullptr);

    /// `current` = kPhases.size(): all done. `share` of the current one, 0..1.
    void setPosition(std::size_t current, double share, bool active);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int barWidth() const;

    std::size_t m_current = 0;
    double m_share = 0.0;
    bool m_active = false;
};

/// Which run is shown, how far it is, and the hands on it.
class RunHeader : public QWidget {
    Q_OBJECT
public:
    enum class Mode { Stored, Running, Paused, Stopping };
    explicit RunHeader(QWidget* parent = nullptr);

    void setRuns(const std::vector<store::RunRecord>& runs, std::int64_t shown);
    void setRecord(const store::RunRecord& record);
    void setProgress(const std::optional<search::Progress>& progress);
    /// `busy`: another run is under way, so this one cannot be resumed now.
    void setMode(Mode mode, bool busy);
    /// Of an experiment, whose strip carries pause and stop: here they would be there twice.
    void setOfExperiment(bool of);
    /// A run that failed before it had a place in the project.
    void showFailure(const QString& sentence);
    /// Beside the status line.
    void addCorner(QWidget* widget);

signals:
    void runChosen(qint64 runId);
    void pauseRequested(bool paused);
    void stopRequested();
    void resumeRequested();

private:
    void refresh();

    store::RunRecord m_record;
    std::optional<search::Progress> m_progress;
    Mode m_mode = Mode::Stored;
    bool m_busy = false;
    bool m_ofExperiment = false;
    QString m_failure;
    QComboBox* m_runs;
    PhaseTimeline* m_timeline;
    QLabel* m_status;
    QHBoxLayout* m_statusLine;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QPushButton* m_resume;
    QLabel* m_error;
};

/// "212/300 · 41/min · 2 min left ± 10 s"; short forms while something is unknown.
[[nodiscard]] QString progressText(const search::Progress& progress);

} // namespace danas::ui
