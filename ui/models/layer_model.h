// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"

#include <QAbstractTableModel>

#include <vector>

namespace danas::ui {

/// Tooltip lines for figures that depend on the engine; empty: none.
struct LayerBasis {
    QString memory, latency;
};

/// The layers of one network as rows, totals as the last one.
class LayerModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Operator, Window, Output, Parameters, Macs, Live, Latency, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole, ///< of the column's total (parameters, MACs, time) or peak (bytes), 0..1; invalid: none
        PeakRole,                 ///< bool: the row that decides the RAM
        TotalRole,                ///< bool: the foot
    };
    using QAbstractTableModel::QAbstractTableModel;

    /// `basis` says what the figures of the plan rest on, for tooltips. The last column is there if the layers have times.
    void setLayers(std::vector<cost::Layer> layers, const LayerBasis& basis = {});
    [[nodiscard]] const std::vector<cost::Layer>& layers() const { return m_layers; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const cost::Layer& layer, int row, int column) const;
    [[nodiscard]] QString totalText(int column) const;
    [[nodiscard]] QString tip(const cost::Layer& layer, int column) const;
    [[nodiscard]] QVariant share(const cost::Layer& layer, int column) const;

    std::vector<cost::Layer> m_layers;
    LayerBasis m_basis;
    bool m_timed = false;
    double m_latencyMs = 0.0;
    std::int64_t m_parameters = 0, m_macs = 0, m_peak = 0;
};

} // namespace danas::ui
