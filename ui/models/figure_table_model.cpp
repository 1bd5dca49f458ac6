// SPDX-License-Identifier: GPL-3.0-or-later
// FigureTableModel: how a table of figures is shown and edited.
#include "ui/models/compare_tables.h"

#include "ui/models/layer_model.h"

namespace danas::ui {

FigureTableModel::FigureTableModel(bool editable, QObject* parent)
    : QAbstractTableModel(parent)
    , m_editable(editable)
{
}

void FigureTableModel::show(FigureTable table)
{
    const bool alike = table.columns == m_table.columns && table.rows.size() == m_table.rows.size() && !table.rows.empty();
    if (alike) { // selection and an open editor stay
        m_table = std::move(table);
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

const FigureCell& FigureTableModel::cell(const QModelIndex& index) const
{
    return m_table.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

int FigureTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int FigureTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant FigureTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const FigureCell& value = cell(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return value.text;
    case Qt::ToolTipRole:
        return value.tip.isEmpty() ? QVariant() : QVariant(value.tip);
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    case LayerModel::ShareRole:
        return value.share ? QVariant(*value.share) : QVariant();
    case CandidateRole:
        return value.arm.has_value();
    default:
        return {};
    }
}

QVariant FigureTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_table.columns[static_cast<std::size_t>(section)];
    if (role == Qt::ToolTipRole && m_table.columns[static_cast<std::size_t>(section)] == tr("p"))
        return tr("Chance of a difference as large if the arms were alike; * so few runs cannot show any");
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags FigureTableModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags plain = QAbstractTableModel::flags(index);
    return m_editable && index.column() == 0 ? plain | Qt::ItemIsEditable : plain;
}

bool FigureTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !m_editable || index.column() != 0 || value.toString() == cell(index).text)
        return false;
    emit edited(index.row(), value.toString());
    return true;
}

} // namespace danas::ui
