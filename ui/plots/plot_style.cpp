// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_style.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

void styleAxis(QCPAxis& axis, const QPalette& palette)
{
    const QPen line(hairline(palette));
    axis.setBasePen(line);
    axis.setTickPen(line);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(subtleText(palette));
    axis.setTickLabelFont(smallFont());
    axis.setLabelColor(palette.color(QPalette::Text));
    axis.setLabelFont(smallFont());
    axis.setTickLength(0, 4);
    axis.setLabelPadding(4);
    axis.grid()->setPen(QPen(hairline(palette), 1, Qt::DotLine));
    axis.grid()->setZeroLinePen(Qt::NoPen);
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `value`.
double niceStep(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : { 1.0, 2.0, 5.0 }) {
        if (factor * power >= value)
            return factor * power;
    }
    return 10.0 * power;
}

bool isBytes(search::Objective objective)
{
    return objective == search::Objective::Ram || objective == search::Objective::Flash;
}

} // namespace

void stylePlot(QCustomPlot& plot, const QPalette& palette)
{
    plot.setBackground(palette.brush(QPalette::Base));
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes())
            styleAxis(*axis, palette);
    }
    if (plot.legend != nullptr) {
        QColor ground = palette.color(QPalette::Base);
        ground.setAlpha(200);
        plot.legend->setBrush(ground);
        plot.legend->setBorderPen(Qt::NoPen);
        plot.legend->setTextColor(palette.color(QPalette::Text));
        plot.legend->setFont(smallFont());
    }
}

QCPRange padded(const QCPRange& extent, search::Objective objective, bool logarithmic)
{
    if (logarithmic) {
        const double pad = std::pow(std::max(extent.upper / extent.lower, 1.5), 0.06);
        return { extent.lower / pad, extent.upper * pad };
    }
    const double span = 0.1 * (search::isMetric(objective) ? 1.0 : std::max(extent.upper, 1.0));
    const double pad = 0.07 * std::max(extent.size(), span);
    return { std::max(extent.lower - pad, 0.0), extent.upper + pad };
}

double QuantityTicker::getTickStep(const QCPRange& range)
{
    constexpr double kTicks = 6.0;
    const double rough = range.size() / kTicks;
    if (isBytes(m_objective))
        return std::exp2(std::max(0.0, std::ceil(std::log2(rough))));
    return niceStep(rough);
}

int QuantityTicker::getSubTickCount(double /*tickStep*/)
{
    return 0;
}

QVector<double> QuantityTicker::createTickVector(double tickStep, const QCPRange& range)
{
    if (search::isMetric(m_objective)) { // nothing is beyond all
        QVector<double> ticks = QCPAxisTicker::createTickVector(tickStep, range);
        ticks.erase(std::remove_if(ticks.begin(), ticks.end(), [](double tick) { return tick > 1.0 + 1e-9; }), ticks.end());
        return ticks;
    }
    if (!m_logarithmic || range.lower <= 0.0)
        return QCPAxisTicker::createTickVector(tickStep, range);
    // Doubling steps; every second or third power only where there would be too many.
    const double octaves = std::log2(range.upper / range.lower);
    if (octaves < 2.0)
        return QCPAxisTicker::createTickVector(tickStep, range);
    QVector<double> ticks;
    if (isBytes(m_objective)) {
        const double stride = std::ceil(octaves / 8.0);
        for (double power = std::ceil(std::log2(range.lower) / stride) * stride; std::exp2(power) <= range.upper; power += stride)
            ticks += std::exp2(power);
        return ticks;
    }
    const bool fine = octaves < 8.0;
    for (double power = std::pow(10.0, std::floor(std::log10(range.lower))); power <= range.upper; power *= 10.0) {
        for (const double factor : { 1.0, 2.0, 5.0 }) {
            const double tick = power * factor;
            if (tick >= range.lower && tick <= range.upper && (fine || factor == 1.0))
                ticks += tick;
        }
    }
    return ticks;
}

QString QuantityTicker::getTickLabel(double tick, const QLocale& locale, QChar /*formatChar*/, int /*precision*/)
{
    if (!search::isMetric(m_objective))
        return formatObjective(m_objective, tick).remove(QLatin1String(".00")); // ticks are round
    return locale.toString(tick * 100.0, 'g', 4) + QChar(0x202f) + QLatin1Char('%');
}

bool exportPlot(QCustomPlot& plot, const QString& file)
{
    if (!file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return plot.savePng(file, 0, 0, 2.0);
    QSvgGenerator generator;
    generator.setFileName(file);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(0, 0), plot.size()));
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, plot.width(), plot.height());
    return painter.end();
}

void addExportActions(QMenu& menu, QCustomPlot& plot)
{
    menu.addAction(QObject::tr("Save as picture…"), &plot, [&plot] {
        const QString file = QFileDialog::getSaveFileName(
            &plot, QObject::tr("Save plot"), QStringLiteral("plot.png"), QObject::tr("Pictures (*.png *.svg)"));
        if (!file.isEmpty() && !exportPlot(plot, file))
            QMessageBox::warning(&plot, QObject::tr("Save plot"), QObject::tr("%1 cannot be written: choose another folder.").arg(file));
    });
    menu.addAction(QObject::tr("Copy picture"), &plot, [&plot] { QApplication::clipboard()->setPixmap(plot.toPixmap(0, 0, 2.0)); });
}

} // namespace danas::ui
