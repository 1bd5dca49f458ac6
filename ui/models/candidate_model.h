// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_model.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace danas::ui {

/// The candidates of the shown run as rows, in order of evaluation; rows are only ever appended, in batches.
class CandidateModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Latency and Energy are empty unless the run's target knows them (`known`). Those from Tuned on are there as soon as a candidate of the run is finalised.
    enum Column { Number, Data, Network, Metric, Ram, Flash, Macs, Latency, Energy, Front, Tuned, Int8, TestTuned, TestInt8, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< double or text
        IdRole,                  ///< Evaluation::id
        OnFrontRole,
        SearchRole, ///< all that the filter box looks at, lower case
    };
    explicit CandidateModel(const RunModel& run, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Whether the run has such a figure of its candidates at all.
    [[nodiscard]] bool known(int column) const;

private:
    [[nodiscard]] std::optional<search::Objective> objective(int column) const;
    [[nodiscard]] QString text(const search::Evaluation& evaluation, int column) const;
    [[nodiscard]] QVariant sortKey(const search::Evaluation& evaluation, int column) const;
    [[nodiscard]] QString tip(const search::Evaluation& evaluation, int column) const;
    [[nodiscard]] std::optional<double> finalValue(const search::Evaluation& evaluation, int column) const; ///< nothing: not finalised
    void onFinals(const std::vector<int>& ids);
    void onAppended(int first, int last);
    void onFrontChanged(const std::vector<int>& ids);

    const RunModel& m_run;
    search::Objective m_metric = search::Objective::Accuracy; ///< what the run maximises
    int m_rows = 0; ///< announced to views
    bool m_finals = false; ///< likewise: there are columns of final scores
};

/// Sorts by number or text; filters by words and by front.
class CandidateFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit CandidateFilter(QObject* parent = nullptr);

    void setWords(const QString& text); ///< every word must occur: "96 gray", "#12"
    void setFrontOnly(bool on);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList m_words;
    bool m_frontOnly = false;
};

} // namespace danas::ui
