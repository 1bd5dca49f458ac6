// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <QAbstractTableModel>

#include <optional>
#include <utility>
#include <vector>

namespace danas::ui {

/// A cell of a table of figures.
struct FigureCell {
    QString text, tip;
    std::optional<double> share;  ///< of the largest in its column, for a faint bar
    std::optional<std::size_t> arm; ///< whose system `candidate` is
    int run = -1, candidate = -1; ///< the system that the figure is of, to be shown when it is clicked
};

struct FigureTable {
    std::vector<QString> columns;
    std::vector<std::vector<FigureCell>> rows;
};

/// Best system and hypervolume within each budget, the median over the runs of each arm.
[[nodiscard]] FigureTable tierTable(const compare::Comparison& comparison);
/// Data configurations on the fronts, by arm.
[[nodiscard]] FigureTable dataTable(const compare::Comparison& comparison);
/// Everything that was tested, for each pair of arms, and how much of each front the other dominates.
[[nodiscard]] FigureTable findingTable(const compare::Comparison& comparison);

/// "128 KiB", or "128 KiB / 512 KiB" for RAM and flash, also with other separators. Nothing if it is neither.
[[nodiscard]] std::optional<compare::Tier> tierFromText(const QString& text);
[[nodiscard]] QString tierText(const compare::Tier& tier);

/// Shows a FigureTable; the first column is text, the others are figures. Cells of the first column can be edited if allowed.
class FigureTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { CandidateRole = Qt::UserRole + 16 }; ///< bool: a click leads to a system
    explicit FigureTableModel(bool editable = false, QObject* parent = nullptr);

    void show(FigureTable table);
    [[nodiscard]] const FigureCell& cell(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void edited(int row, const QString& text);

private:
    FigureTable m_table;
    bool m_editable;
};

} // namespace danas::ui
