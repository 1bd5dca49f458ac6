// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/target_list_model.h"

#include "base/units.h"
#include "ui/base/text.h"

#include <algorithm>

namespace danas::ui {
namespace {

/// Figures right, words left, but those beside figures in the middle.
QVariant alignmentOf(int column)
{
    const auto across = column < TargetListModel::Clock ? Qt::AlignLeft : column <= TargetListModel::Flash ? Qt::AlignRight : Qt::AlignHCenter;
    return QVariant(across | Qt::AlignVCenter);
}

} // namespace

TargetListModel::TargetListModel(TargetStore* store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
    connect(m_store, &TargetStore::changed, this, [this] {
        beginResetModel();
        endResetModel();
    });
}

int TargetListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_store->library().entries.size());
}

int TargetListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TargetListModel::text(const cost::LibraryTarget& entry, int column) const
{
    const cost::Target& target = entry.target;
    const auto standing = [](bool known, cost::Trust trust) { return known ? toQt(cost::trustName(trust)) : tr("not known"); };
    switch (column) {
    case Id: return toQt(target.id);
    case Board: return toQt(target.board.name);
    case Engine: return toQt(target.engine.name);
    case Clock: return toQt(formatFrequency(target.board.clockHz));
    case Ram: return toQt(formatBytes(target.board.ramBytes));
    case Flash: return toQt(formatBytes(target.board.flashBytes));
    case Latency: return standing(target.engine.cycles.has_value(), target.latencyTrust());
    case Energy: {
        const bool known = target.engine.cycles && target.board.energy;
        return standing(known, known ? std::min(target.board.energy->basis.trust, target.latencyTrust()) : cost::Trust::Estimated);
    }
    default: return {};
    }
}

QVariant TargetListModel::data(const QModelIndex& index, int role) const
{
    const auto& entries = m_store->library().entries;
    if (!index.isValid() || static_cast<std::size_t>(index.row()) >= entries.size())
        return {};
    const cost::LibraryTarget& entry = entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return text(entry, index.column());
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role == Qt::ToolTipRole)
        return entry.builtIn() ? tr("Built in; duplicate it to change a figure.") : toQt(entry.file);
    return {};
}

QVariant TargetListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    const QString titles[] = { tr("Target"), tr("Board"), tr("Engine"), tr("Clock"), tr("RAM"), tr("Flash"), tr("Latency"), tr("Energy") };
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

int TargetListModel::rowOf(const QString& id) const
{
    const auto& entries = m_store->library().entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return toQt(entry.target.id) == id; });
    return found == entries.end() ? -1 : static_cast<int>(found - entries.begin());
}

} // namespace danas::ui
