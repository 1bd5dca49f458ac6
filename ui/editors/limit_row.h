// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/quantity.h"

#include <QObject>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPainter;
class QSlider;

namespace danas::ui {

/// Histogram of sampled systems over a cost on a logarithmic axis, with the budget as a line: what fits is filled.
class CostHistogram : public QWidget {
    Q_OBJECT
public:
    explicit CostHistogram(QuantityKind kind, QWidget* parent = nullptr);

    void setRange(double low, double high);
    void setValues(std::vector<std::int64_t> values);
    void setLimit(std::optional<std::int64_t> limit);
    [[nodiscard]] QSize sizeHint() const override { return { 360, 68 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 200, 68 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void count();
    [[nodiscard]] double position(double value) const;

    void paintEnds(QPainter& painter, double baseline) const;

    QuantityKind m_kind;
    double m_low = 1.0;
    double m_high = 10.0;
    std::vector<std::int64_t> m_values;
    std::vector<int> m_bins;
    std::optional<std::int64_t> m_limit;
};

/// One limit of the budget: slider on a logarithmic scale, entry with units, histogram. Shows what it is told; the hand
/// only asks. The caller places the four widgets in its grid, so that columns line up.
class LimitRow : public QObject {
    Q_OBJECT
public:
    LimitRow(const QString& label, const QString& name, QuantityKind kind, QWidget* parent);

    QLabel* label;
    QSlider* slider;
    QLineEdit* entry;
    QLabel* ofBoard;
    CostHistogram* histogram;

    void setLimit(std::optional<std::int64_t> limit);
    void setBoard(std::optional<std::int64_t> capacity);
    /// Sampled costs of the space, in any order; they set the range of slider and histogram.
    void setSamples(std::vector<std::int64_t> values);

signals:
    void edited(std::optional<std::int64_t> limit, int gesture); ///< one gesture = one drag of the slider
    void notUnderstood(const QString& sentence);

private:
    void readEntry();
    void setRange(double low, double high);

    QuantityKind m_kind;
    double m_low = 1024.0;
    double m_high = 1048576.0;
    std::optional<std::int64_t> m_limit;
    int m_gesture = 0;
};

} // namespace danas::ui
