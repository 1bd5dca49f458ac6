// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/target_figures.h"

#include "base/error.h"
#include "ui/base/text.h"
#include "ui/models/figure_table.h"

#include <QApplication>
#include <QPalette>

namespace danas::ui {
namespace {

const Figure& figureAt(int row)
{
    return figures()[static_cast<std::size_t>(row)];
}

Json::json_pointer basisOf(const Figure& figure, const char* field)
{
    return Json::json_pointer(std::string(figure.basis) + '/' + field);
}

/// Standing or source of a figure; empty if it has none.
QString basisText(const Figure& figure, const Json& target, const char* field)
{
    const auto pointer = basisOf(figure, field);
    return figure.basis[0] != '\0' && target.contains(pointer) ? toQt(target.at(pointer).get<std::string>()) : QString();
}

} // namespace

TargetFigures::TargetFigures(TargetStore* store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
}

void TargetFigures::show(const std::optional<cost::LibraryTarget>& entry)
{
    const bool sameRows = m_entry.has_value() == entry.has_value();
    if (!sameRows)
        beginResetModel();
    m_entry = entry;
    m_json = entry ? cost::toJson(entry->target) : Json();
    if (!sameRows)
        endResetModel();
    else if (entry) // no reset: this is called while the editor of a cell is being closed
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TargetFigures::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_entry ? 0 : static_cast<int>(figures().size());
}

int TargetFigures::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TargetFigures::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_entry)
        return {};
    const Figure& figure = figureAt(index.row());
    const bool known = m_json.contains(Json::json_pointer(figure.pointer));
    if (role == Qt::ForegroundRole && (!known || index.column() == Name))
        return QApplication::palette().brush(QPalette::PlaceholderText);
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name: return QCoreApplication::translate("danas::ui", figure.label);
    case Value: return role == Qt::EditRole ? figureEntry(figure, m_json) : figureText(figure, m_json);
    case Standing: return basisText(figure, m_json, "trust");
    default: return basisText(figure, m_json, "source");
    }
}

QVariant TargetFigures::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    const QString titles[] = { tr("Figure"), tr("Value"), tr("Standing"), tr("Source") };
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

Qt::ItemFlags TargetFigures::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags base = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    if (!index.isValid() || !m_entry || m_entry->builtIn() || index.column() == Name)
        return base;
    const Figure& figure = figureAt(index.row());
    const bool there = index.column() == Value || (figure.basis[0] != '\0' && m_json.contains(basisOf(figure, index.column() == Standing ? "trust" : "source")));
    return there ? base | Qt::ItemIsEditable : base;
}

bool TargetFigures::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable) || value.toString() == index.data(Qt::EditRole).toString())
        return false;
    const Figure& figure = figureAt(index.row());
    try {
        Json after = m_json;
        if (index.column() == Value)
            after = withFigure(after, figure, value.toString());
        else
            after[basisOf(figure, index.column() == Standing ? "trust" : "source")] = value.toString().simplified().toStdString();
        const cost::Target target = cost::targetFromJson(after, m_entry->target.id);
        const auto* taken = m_store->library().find(target.id);
        if (taken != nullptr && taken->file != m_entry->file)
            throw Error("There is a target \"" + target.id + "\" already: give this one another id.");
        const cost::LibraryTarget entry = *m_entry; // the store resets this model
        if (target.id != entry.target.id)
            emit renamed(toQt(target.id));
        m_store->change(entry, target, QCoreApplication::translate("danas::ui", figure.label));
    } catch (const Error& error) {
        emit refused(toQt(std::string(error.what())));
        return false;
    }
    return true;
}

QStringList TargetFigures::choices(const QModelIndex& index) const
{
    if (index.column() == Standing)
        return { toQt(cost::trustName(cost::Trust::Estimated)), toQt(cost::trustName(cost::Trust::Calibrated)), toQt(cost::trustName(cost::Trust::Measured)) };
    return index.column() == Value ? figureChoices(figureAt(index.row()).kind) : QStringList();
}

} // namespace danas::ui
