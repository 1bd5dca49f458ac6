// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/target_store.h"

#include <QAbstractTableModel>

namespace danas::ui {

/// All targets, one a row: board, engine, memory and how far its figures may be trusted.
class TargetListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Id, Board, Engine, Clock, Ram, Flash, Latency, Energy, ColumnCount };
    explicit TargetListModel(TargetStore* store, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] int rowOf(const QString& id) const; ///< -1: there is none

private:
    [[nodiscard]] QString text(const cost::LibraryTarget& entry, int column) const;

    TargetStore* m_store;
};

} // namespace danas::ui
