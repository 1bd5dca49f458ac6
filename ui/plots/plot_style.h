// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/metrics.h"

#include <qcustomplot.h>

class QMenu;

namespace danas::ui {

/// Colours, fonts and pens of a plot from the palette; call again on PaletteChange.
void stylePlot(QCustomPlot& plot, const QPalette& palette);

/// An extent with room around it, so that no mark sits on the frame and one value alone has an axis too.
[[nodiscard]] QCPRange padded(const QCPRange& extent, search::Objective objective, bool logarithmic);

/// Ticks at values that people like for the quantity: powers of two for bytes, 1-2-5 elsewhere, each with its unit.
class QuantityTicker : public QCPAxisTicker {
public:
    QuantityTicker(search::Objective objective, bool logarithmic)
        : m_objective(objective)
        , m_logarithmic(logarithmic)
    {
    }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    search::Objective m_objective;
    bool m_logarithmic;
};

/// *.png or *.svg by the name's ending. False if it cannot be written.
[[nodiscard]] bool exportPlot(QCustomPlot& plot, const QString& file);
/// "Save as picture…" and "Copy picture".
void addExportActions(QMenu& menu, QCustomPlot& plot);

} // namespace danas::ui
