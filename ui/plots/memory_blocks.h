// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/memory_stack.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace danas::ui {

/// A rectangle of the memory plots, in the units of the axes.
struct MemoryArea {
    int block = 0; ///< index into MemoryStack::blocks
    MemoryBlock::Kind kind = MemoryBlock::Kind::Even;
    double from = 0.0, to = 0.0, low = 0.0, high = 0.0;
};

/// Rectangles of memory: tensors filled in two tones in turn, residuals grey, scratch hatched, the unused rest empty. What
/// lies above the limit is hollow.
class MemoryAreas : public QCPAbstractPlottable {
public:
    MemoryAreas(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setAreas(std::vector<MemoryArea> areas, bool gaps);
    void setLimit(std::optional<double> limit) { m_limit = limit; }
    void setColours(const QPalette& palette);
    [[nodiscard]] int areaAt(double key, double value) const; ///< index into areas(), -1: none
    [[nodiscard]] const std::vector<MemoryArea>& areas() const { return m_areas; }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keyRange) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override { }

private:
    [[nodiscard]] QRectF pixels(const MemoryArea& area) const;

    std::vector<MemoryArea> m_areas;
    std::optional<double> m_limit;
    bool m_gaps = false; ///< between steps, where there is room
    QPalette m_palette;
};

/// What the fillings mean, in as many lines as the plot's width asks for.
class MemoryLegend : public QCPLayoutElement {
public:
    explicit MemoryLegend(QCustomPlot* plot);
    void setShown(bool kept, bool rest, bool scratch);
    void setColours(const QPalette& palette) { m_palette = palette; }

protected:
    void draw(QCPPainter* painter) override;
    QSize minimumOuterSizeHint() const override;

private:
    struct Entry {
        std::vector<MemoryBlock::Kind> kinds;
        QString text;
        QPointF at {}; ///< from the legend's corner
    };
    [[nodiscard]] std::vector<Entry> entries() const;
    [[nodiscard]] static double lineHeight();

    bool m_kept = false, m_rest = false, m_scratch = false;
    QPalette m_palette;
};

} // namespace danas::ui
