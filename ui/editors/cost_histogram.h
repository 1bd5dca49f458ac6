// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/quantity.h"

#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace danas::ui {

/// Histogram of sampled systems over a cost on a logarithmic axis, with the budget as a line: what fits is filled.
class CostHistogram : public QWidget {
    Q_OBJECT
public:
    explicit CostHistogram(Quantity kind, QWidget* parent = nullptr);

    void setRange(double low, double high);
    void setValues(std::vector<double> values);
    void setLimit(std::optional<double> limit);
    [[nodiscard]] QSize sizeHint() const override { return { 360, 60 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 200, 60 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void count();
    [[nodiscard]] double position(double value) const;
    void paintEnds(QPainter& painter, double baseline) const;

    Quantity m_kind;
    double m_low = 1.0;
    double m_high = 10.0;
    std::vector<double> m_values;
    std::vector<int> m_bins;
    std::optional<double> m_limit;
};

} // namespace danas::ui
