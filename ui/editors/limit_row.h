// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/cost_histogram.h"
#include "ui/editors/quantity.h"

#include <QObject>

#include <array>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QSlider;

namespace danas::ui {

/// One limit of the budget: slider on a logarithmic scale, entry with units, histogram. Shows what it is told; the hand
/// only asks. The caller places the five widgets in its grid, so that columns line up.
class LimitRow : public QObject {
    Q_OBJECT
public:
    LimitRow(const QString& label, const QString& name, Quantity kind, QWidget* parent);

    QLabel* label;
    QSlider* slider;
    QLineEdit* entry;
    QLabel* note;
    CostHistogram* histogram;

    void setLimit(std::optional<double> limit);
    /// What stands beside the entry: what the board has, or how far the figure may be trusted.
    void setNote(const QString& text, const QString& tip = {});
    /// Sampled costs of the space, in any order; they set the range of slider and histogram.
    void setSamples(std::vector<double> values);
    void setVisible(bool visible);
    [[nodiscard]] std::array<QWidget*, 5> widgets() const; ///< in the order of the columns

signals:
    void edited(std::optional<double> limit, int gesture); ///< one gesture = one drag of the slider
    void notUnderstood(const QString& sentence);

private:
    void readEntry();
    void setRange(double low, double high);
    [[nodiscard]] double rounded(double value) const;

    Quantity m_kind;
    double m_low = 1024.0;
    double m_high = 1048576.0;
    std::optional<double> m_limit;
    int m_gesture = 0;
};

} // namespace danas::ui
