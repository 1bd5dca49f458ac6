// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <QWidget>

#include <vector>

namespace danas::ui {

/// Explains the plot's points in one line: circle and diamond (RGB and gray; MFCC and spectra), a strip of the colours of the
/// resolutions or sample rates, hollow = over budget.
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

    data::Modality m_modality = data::Modality::Image;
    std::vector<int> m_ordinals;
    bool m_circle = false, m_diamond = false;
};

} // namespace danas::ui
