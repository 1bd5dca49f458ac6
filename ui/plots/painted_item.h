// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <functional>
#include <utility>

namespace danas::ui {

/// Something drawn over a plot, on a layer of its own, by a function.
class PaintedItem : public QCPLayerable {
public:
    PaintedItem(QCustomPlot& plot, const QString& layer, std::function<void(QCPPainter&)> paint)
        : QCPLayerable(&plot, layer)
        , m_paint(std::move(paint))
    {
    }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override { m_paint(*painter); }
    QRect clipRect() const override
    {
        QRect all;
        for (const QCPAxisRect* rect : mParentPlot->axisRects())
            all |= rect->rect();
        return all;
    }

private:
    std::function<void(QCPPainter&)> m_paint;
};

} // namespace danas::ui
