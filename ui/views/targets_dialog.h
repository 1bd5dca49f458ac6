// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPushButton;
class QTableView;

namespace danas::ui {

class MessageBar;
class TargetFigures;
class TargetListModel;
class TargetStore;

/// All targets, and every figure of the selected one with its standing and source. Built-in targets are only read; a duplicate
/// is the person's own. What is edited is saved at once, and can be undone.
class TargetsDialog : public QDialog {
    Q_OBJECT
public:
    /// `selected`: id of the target to begin with; may be empty.
    TargetsDialog(TargetStore* store, const QString& selected, QWidget* parent = nullptr);

    [[nodiscard]] QString selected() const { return m_selected; }
    /// Duplicates the selected target and goes to the copy.
    void duplicate();

private:
    QWidget* makeTables();
    QWidget* makeButtons();
    void refresh();
    void select(const QString& id);
    void removeSelected();

    TargetStore* m_store;
    MessageBar* m_message;
    TargetListModel* m_list;
    TargetFigures* m_figures;
    QTableView* m_listView;
    QTableView* m_figuresView;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    QString m_selected;
    bool m_refreshing = false;
};

} // namespace danas::ui
