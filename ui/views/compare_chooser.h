// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/compare_session.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace danas::ui {

/// The runs of the project and of those that were added, grouped as arms: a tick takes an arm into the comparison, a tick
/// below it leaves a run out or in.
class CompareChooser : public QWidget {
    Q_OBJECT
public:
    explicit CompareChooser(CompareSession& session, QWidget* parent = nullptr);

signals:
    void openRequested(); ///< another project

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void showChosen(); ///< ticks, letters and colours
    void take();       ///< what is ticked becomes the choice
    void restyle();
    [[nodiscard]] QTreeWidgetItem* addArm(const compare::Arm& arm);

    CompareSession& m_session;
    QTreeWidget* m_tree;
    QCheckBox* m_together;
    QLabel* m_hint;
    bool m_filling = false;
};

} // namespace danas::ui
