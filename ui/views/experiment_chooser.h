// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/compare_session.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace danas::ui {

/// Which experiment of the project is compared, and under which of its budgets. Takes no room in a project without experiments.
class ExperimentChooser : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentChooser(CompareSession& session, QWidget* parent = nullptr);

private:
    void refresh();

    CompareSession& m_session;
    QComboBox* m_experiment;
    QComboBox* m_tier;
    QLabel* m_under;
    QLabel* m_runs;
};

} // namespace danas::ui
