// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/clip_look.h"

#include "data/audio/resample.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace danas::ui {
namespace {

using namespace data::audio;

constexpr int kWaveColumns = 400;
constexpr int kAxisWidth = 40;
constexpr int kAxisHeight = 18;

/// Colours of matplotlib's "magma" (CC0) at nine even steps, linear between them.
QList<QRgb> featureColours()
{
    constexpr std::array<std::array<int, 3>, 9> kSteps { { { 0, 0, 4 }, { 28, 16, 68 }, { 79, 18, 123 }, { 129, 37, 129 }, { 181, 54, 122 },
        { 229, 80, 100 }, { 251, 135, 97 }, { 254, 194, 135 }, { 252, 253, 191 } } };
    QList<QRgb> table;
    for (int code = 0; code < 256; ++code) {
        const double at = code / 255.0 * (kSteps.size() - 1);
        const auto step = std::min(static_cast<std::size_t>(at), kSteps.size() - 2);
        const double share = at - static_cast<double>(step);
        const auto mixed = [&](std::size_t i) { return static_cast<int>(std::lround(kSteps[step][i] + share * (kSteps[step + 1][i] - kSteps[step][i]))); };
        table += qRgb(mixed(0), mixed(1), mixed(2));
    }
    return table;
}

QString secondsMark(double seconds)
{
    return QString::number(seconds, 'g', 4);
}

void paintTimeAxis(QPainter& painter, const QRectF& plot, const AudioConfig& config)
{
    const QFontMetrics metrics(painter.font());
    const int most = std::clamp(static_cast<int>(plot.width()) / 56, 1, 10);
    const double end = config.clipMs / 1000.0;
    for (const double second : roundMarks(end, most)) {
        const double x = plot.left() + std::clamp(columnOf(config, second), 0.0, 1.0) * plot.width();
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 3));
        QString text = secondsMark(second);
        if (second == 0)
            text += QCoreApplication::translate("ClipLook", "\u202fs");
        const double width = metrics.horizontalAdvance(text);
        const double left = std::min(second == 0 ? x : x - width / 2, plot.right() - width);
        painter.drawText(QPointF(left, plot.bottom() + 4 + metrics.ascent()), text);
    }
}

void paintRowAxis(QPainter& painter, const QRectF& plot, const AudioConfig& config)
{
    const QFontMetrics metrics(painter.font());
    const RowAxis axis = rowAxis(config, std::clamp(static_cast<int>(plot.height()) / (metrics.height() + 4), 1, 8));
    double above = plot.bottom() + metrics.height(); // of the mark before
    for (const AxisMark& mark : axis.marks) {
        const double y = plot.bottom() - mark.at * plot.height();
        painter.drawLine(QPointF(plot.left() - 3, y), QPointF(plot.left(), y));
        const double middle = std::clamp(y, plot.top() + metrics.height() / 2.0, plot.bottom() - metrics.height() / 2.0);
        if (above - middle < metrics.height())
            continue;
        above = middle;
        painter.drawText(QRectF(plot.left() - kAxisWidth, middle - metrics.height() / 2.0, kAxisWidth - 6, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, toQt(mark.text));
    }
}

} // namespace

float peakOf(const Sound& sound)
{
    float peak = 0;
    for (const float value : sound.samples)
        peak = std::max(peak, std::abs(value));
    return peak;
}

Wave waveOf(const Sound& sound, int columns)
{
    return { extents(sound.samples, columns), sound.seconds(), peakOf(sound) };
}

void paintWave(QPainter& painter, const QRectF& box, const Wave& wave, const QColor& ink)
{
    if (wave.extents.empty())
        return;
    const double middle = box.center().y();
    const double scale = box.height() / 2 / std::max(wave.peak, 1e-4F); // silence stays a line
    const double step = box.width() / static_cast<double>(wave.extents.size());
    QPolygonF outline;
    for (std::size_t i = 0; i < wave.extents.size(); ++i)
        outline << QPointF(box.left() + (static_cast<double>(i) + 0.5) * step, middle - wave.extents[i].high * scale - 0.4);
    for (std::size_t i = wave.extents.size(); i-- > 0;)
        outline << QPointF(box.left() + (static_cast<double>(i) + 0.5) * step, middle - wave.extents[i].low * scale + 0.4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 0.6));
    painter.setBrush(ink);
    painter.drawPolygon(outline);
}

QImage featurePicture(const data::Image& codes)
{
    static const QList<QRgb> colours = featureColours();
    QImage picture(codes.width, codes.height, QImage::Format_Indexed8);
    picture.setColorTable(colours);
    for (int row = 0; row < codes.height; ++row) {
        const auto from = codes.pixels.begin() + static_cast<std::ptrdiff_t>(row) * codes.width;
        std::copy(from, from + codes.width, picture.scanLine(codes.height - 1 - row));
    }
    return picture;
}

ClipLook lookAt(const Sound& sound, const AudioConfig& config)
{
    Sound heard = resample(sound, config.sampleRate);
    if (std::ssize(heard.samples) > config.samples())
        heard.samples.resize(static_cast<std::size_t>(config.samples()));
    const FeatureExtractor extractor(config);
    return { config, waveOf(heard, kWaveColumns), featurePicture(extractor.codes(extractor.features(heard.samples))) };
}

AudioConfig displayConfig(const Sound& sound)
{
    AudioConfig config;
    config.sampleRate = sound.rate;
    config.feature = Feature::Spectrogram;
    config.clipMs = std::max(1, static_cast<int>(std::floor(sound.seconds() * 1000)));
    const auto most = static_cast<unsigned>(std::max<std::int64_t>(2, std::min<std::int64_t>(config.samples(), sound.rate * 32 / 1000)));
    config.window = config.fftSize = static_cast<int>(std::bit_floor(most));
    config.hop = std::max(config.window / 4, static_cast<int>(config.samples() / 1000) + 1); // about 1,000 columns at most
    config.hop = std::min(config.hop, config.window);
    return config;
}

void paintClip(QPainter& painter, const QRect& box, const ClipLook& look, const QPalette& palette)
{
    painter.setFont(smallFont());
    const double wave = std::clamp(box.height() * 0.28, 24.0, 140.0);
    const QRectF plot(box.left() + kAxisWidth, box.top() + wave + 4, box.width() - kAxisWidth - 1, box.height() - wave - 4 - kAxisHeight);
    const double from = plot.left() + columnOf(look.config, 0) * plot.width();
    const double to = plot.left() + columnOf(look.config, look.wave.seconds) * plot.width();
    painter.save();
    painter.setClipRect(QRectF(plot.left(), box.top(), plot.width(), wave));
    paintWave(painter, QRectF(from, box.top(), to - from, wave), look.wave, palette.color(QPalette::WindowText));
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, look.features.height() > plot.height() || look.features.width() > plot.width());
    painter.drawImage(plot, look.features);
    painter.setPen(subtleText(palette));
    paintTimeAxis(painter, plot, look.config);
    paintRowAxis(painter, plot, look.config);
    painter.drawText(QRectF(box.left(), plot.bottom() + 4, kAxisWidth - 6, kAxisHeight), Qt::AlignRight | Qt::AlignTop,
        look.config.feature == Feature::Mfcc ? QCoreApplication::translate("ClipLook", "coeff.") : QCoreApplication::translate("ClipLook", "Hz"));
}

void ClipView::setLook(std::shared_ptr<const ClipLook> look)
{
    m_look = std::move(look);
    update();
}

void ClipView::paintEvent(QPaintEvent*)
{
    if (!m_look)
        return;
    QPainter painter(this);
    paintClip(painter, rect(), *m_look, palette());
}

void ClipView::mousePressEvent(QMouseEvent*)
{
    emit clicked();
}

} // namespace danas::ui
