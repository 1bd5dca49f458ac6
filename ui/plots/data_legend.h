// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <QWidget>

#include <vector>

namespace danas::ui {

/// Explains the plot's points in one line: circle RGB, diamond gray, a strip of the resolutions' colours, hollow = over budget.
class DataLegend : public QWidget {
    Q_OBJECT
public:
    explicit DataLegend(QWidget* parent = nullptr);

    void setConfigs(const std::vector<data::DataConfig>& configs);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// Paints from the left edge; returns the width. Without a painter it only measures.
    int layOut(QPainter* painter) const;

    std::vector<int> m_resolutions;
    bool m_rgb = false, m_gray = false;
};

} // namespace danas::ui
