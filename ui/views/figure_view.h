// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/compare_tables.h"

#include <QTableView>

namespace danas::ui {

/// A quiet table of figures: shares as faint bars, Ctrl+C and the context menu copy all of it as CSV, Enter or a click on a
/// figure leads to its system.
class FigureView : public QTableView {
    Q_OBJECT
public:
    FigureView(const QString& name, const QString& accessibleName, bool editable, QWidget* parent = nullptr);

    [[nodiscard]] FigureTableModel& figures() { return m_figures; }
    void showTable(FigureTable table);

signals:
    void systemChosen(const danas::ui::FigureCell& cell);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void copyCsv();
    void choose(const QModelIndex& index);

    FigureTableModel m_figures;
};

} // namespace danas::ui
