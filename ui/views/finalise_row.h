// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_model.h"

#include <QWidget>

#include <filesystem>

class QLabel;
class QPushButton;

namespace danas::ui {

/// One line of the candidate panel: its final scores, or the button that gets them; and the way to the board.
class FinaliseRow : public QWidget {
    Q_OBJECT
public:
    explicit FinaliseRow(QWidget* parent = nullptr);

    void show(const RunModel& run, int id);
    void setBusy(bool busy); ///< a run is under way
    void setOwnProject(const std::filesystem::path& file); ///< runs of other files are only looked at

signals:
    void requested(int id);
    void exportRequested(int id);

private:
    void refresh();

    int m_id = -1;
    bool m_runDone = false;
    bool m_finalised = false;
    bool m_busy = false;
    std::filesystem::path m_own;     ///< empty: any
    std::filesystem::path m_project; ///< of the shown run
    QLabel* m_text;
    QPushButton* m_button;
    QPushButton* m_export;
};

} // namespace danas::ui
