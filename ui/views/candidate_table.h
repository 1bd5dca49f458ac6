// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candidate_model.h"
#include "ui/models/selection_context.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace danas::ui {

/// The candidates as a table: sort, filter, front only, copy as CSV. Follows the shared selection; rows that arrive neither
/// move the selection nor what is under the eye.
class CandidateTable : public QWidget {
    Q_OBJECT
public:
    CandidateTable(RunModel& run, SelectionContext& selection, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* view() const { return m_view; }

signals:
    void exportRequested(const std::vector<int>& ids);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFilterRow();
    void buildView();
    void setWidths();
    void selectRow(int id);
    void keepPlace();
    void updateCount();
    void copyCsv() const;
    void showMenu(const QPoint& at);
    [[nodiscard]] std::vector<int> selectedIds() const;

    const RunModel& m_run;
    SelectionContext& m_selection;
    CandidateModel m_model;
    CandidateFilter m_filter;
    QLineEdit* m_words;
    QCheckBox* m_frontOnly;
    QLabel* m_count;
    QTableView* m_view;
    QPersistentModelIndex m_top; ///< first visible row before an insertion
    bool m_following = false;    ///< we are setting the row ourselves
};

} // namespace danas::ui
