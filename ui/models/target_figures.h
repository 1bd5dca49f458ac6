// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/target_store.h"

#include <QAbstractTableModel>

#include <optional>

namespace danas::ui {

/// Every figure of one target with its standing and its source. Own targets are edited in place: each edit is checked as a
/// whole preset, written at once, and one undo step of the store.
class TargetFigures : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Value, Standing, Source, ColumnCount };
    explicit TargetFigures(TargetStore* store, QObject* parent = nullptr);

    void show(const std::optional<cost::LibraryTarget>& entry);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    /// Texts that a cell may hold; empty: anything.
    [[nodiscard]] QStringList choices(const QModelIndex& index) const;

signals:
    void refused(const QString& sentence);
    void renamed(const QString& id); ///< the target that is shown has another id now

private:
    std::optional<cost::LibraryTarget> m_entry;
    Json m_json; ///< of m_entry
    TargetStore* m_store;
};

} // namespace danas::ui
