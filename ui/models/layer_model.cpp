// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_model.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QFont>

#include <algorithm>

namespace danas::ui {

namespace {

QString grouped(std::int64_t value)
{
    return toQt(formatGrouped(static_cast<std::uint64_t>(value)));
}

QString shapeText(const data::Shape& shape)
{
    return QStringLiteral("%1×%2×%3").arg(shape.height).arg(shape.width).arg(shape.channels);
}

} // namespace

void LayerModel::setLayers(std::vector<cost::Layer> layers, const LayerBasis& basis)
{
    beginResetModel();
    m_layers = std::move(layers);
    m_basis = basis;
    m_latencyMs = 0.0;
    m_timed = !m_layers.empty() && m_layers.front().latencyMs.has_value();
    m_parameters = m_macs = m_peak = 0;
    for (const cost::Layer& layer : m_layers) {
        m_parameters += layer.parameters;
        m_macs += layer.macs;
        m_latencyMs += layer.latencyMs.value_or(0.0);
        m_peak = std::max(m_peak, layer.liveBytes);
    }
    endResetModel();
}

int LayerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_layers.empty() ? 0 : static_cast<int>(m_layers.size()) + 1;
}

int LayerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_timed ? int { ColumnCount } : int { Latency };
}

QString LayerModel::text(const cost::Layer& layer, int row, int column) const
{
    switch (column) {
    case Number:
        return QString::number(row + 1);
    case Operator:
        return toQt(layer.name);
    case Window:
        if (layer.residualFrom >= 0)
            return QStringLiteral("+ %1").arg(layer.residualFrom + 1);
        return layer.hasKernel() ? toQt(layer.kernel.text()) + QLatin1Char('/') + QString::number(layer.stride) : QString();
    case Output:
        return shapeText(layer.output);
    case Parameters:
        return layer.parameters == 0 ? QString() : toQt(formatCount(layer.parameters));
    case Macs:
        return layer.macs == 0 ? QString() : toQt(formatCount(layer.macs));
    case Live:
        return toQt(formatBytes(layer.liveBytes));
    case Latency: // operators without multiply-accumulates have their time within the others'
        return layer.latencyMs.value_or(0.0) > 0.0 ? toQt(formatPercent(*layer.latencyShare)) : QString();
    default:
        return {};
    }
}

QString LayerModel::totalText(int column) const
{
    switch (column) {
    case Operator:
        return tr("%n operators", nullptr, static_cast<int>(m_layers.size()));
    case Parameters:
        return toQt(formatCount(m_parameters));
    case Macs:
        return toQt(formatCount(m_macs));
    case Live:
        return toQt(formatBytes(m_peak));
    case Latency:
        return toQt(formatLatency(m_latencyMs));
    default:
        return {};
    }
}

QString LayerModel::tip(const cost::Layer& layer, int column) const
{
    switch (column) {
    case Operator:
        return toQt(layer.name) + QStringLiteral(" (") + toQt(graph::opName(layer.kind)) + QLatin1Char(')')
            + (layer.hasKernel() || layer.residualFrom >= 0 ? QLatin1Char('\n') + tip(layer, Window) : QString());
    case Window:
        return layer.residualFrom >= 0 ? tr("adds the output of row %1 (residual)").arg(layer.residualFrom + 1)
                                       : tr("kernel %1 × %2, stride %3").arg(layer.kernel.height).arg(layer.kernel.width).arg(layer.stride);
    case Parameters:
        return tr("%1 parameters, %2 bytes of flash").arg(grouped(layer.parameters), grouped(layer.flashBytes));
    case Macs:
        return tr("%1 multiply-accumulates").arg(grouped(layer.macs));
    case Live:
        return (layer.peak ? tr("%1 bytes live: the peak, which decides the RAM") : tr("%1 bytes live while it runs")).arg(grouped(layer.liveBytes))
            + m_basis.memory;
    case Latency:
        return layer.latencyMs.value_or(0.0) > 0.0
            ? tr("%1, %2 of the whole").arg(toQt(formatLatency(*layer.latencyMs)), toQt(formatPercent(*layer.latencyShare))) + m_basis.latency
            : tr("no multiply-accumulates: its time is within the figures of the others") + m_basis.latency;
    case Output:
        return tr("height × width × channels: %1, %2 bytes").arg(shapeText(layer.output), grouped(layer.output.elements()));
    default:
        return {};
    }
}

QVariant LayerModel::share(const cost::Layer& layer, int column) const
{
    const auto part = [](std::int64_t value, std::int64_t whole) {
        return whole == 0 ? QVariant() : QVariant(static_cast<double>(value) / static_cast<double>(whole));
    };
    switch (column) {
    case Parameters:
        return part(layer.parameters, m_parameters);
    case Macs:
        return part(layer.macs, m_macs);
    case Live:
        return part(layer.liveBytes, m_peak);
    case Latency:
        return layer.latencyShare ? QVariant(*layer.latencyShare) : QVariant();
    default:
        return {};
    }
}

QVariant LayerModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool total = index.row() == static_cast<int>(m_layers.size());
    const bool words = index.column() == Operator || index.column() == Window;
    switch (role) {
    case Qt::TextAlignmentRole:
        return static_cast<int>((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font = numberFont();
        font.setPointSizeF(smallFont().pointSizeF());
        // The peak is seen without colour too.
        font.setBold(total || (m_layers[static_cast<std::size_t>(index.row())].peak && (index.column() == Number || index.column() == Live)));
        return font;
    }
    case TotalRole:
        return total;
    default:
        break;
    }
    if (total)
        return role == Qt::DisplayRole ? QVariant(totalText(index.column())) : QVariant();
    const cost::Layer& layer = m_layers[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(layer, index.row(), index.column());
    case Qt::ToolTipRole:
        return tip(layer, index.column());
    case ShareRole:
        return share(layer, index.column());
    case PeakRole:
        return layer.peak;
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Operator || section == Window ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Live)
        return QString(tr("Bytes of all tensors that are alive while the operator runs; the largest decides the RAM") + m_basis.memory);
    if (role == Qt::ToolTipRole && section == Latency)
        return QString(tr("Share of the time of one inference") + m_basis.latency);
    if (role != Qt::DisplayRole)
        return {};
    static const QStringList names { tr("#"), tr("Operator"), tr("Kernel"), tr("Output"), tr("Params"), tr("MACs"), tr("Live"), tr("Time") };
    return names[section];
}

} // namespace danas::ui
