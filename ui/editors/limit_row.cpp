// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/limit_row.h"

#include "ui/base/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr int kBins = 48;
constexpr int kSteps = 200; ///< of the slider; one more means no limit

} // namespace

CostHistogram::CostHistogram(QuantityKind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void CostHistogram::setRange(double low, double high)
{
    m_low = low;
    m_high = high;
    count();
}

void CostHistogram::setValues(std::vector<std::int64_t> values)
{
    m_values = std::move(values);
    count();
}

void CostHistogram::setLimit(std::optional<std::int64_t> limit)
{
    m_limit = limit;
    update();
}

double CostHistogram::position(double value) const
{
    return std::log(value / m_low) / std::log(m_high / m_low);
}

void CostHistogram::count()
{
    m_bins.assign(kBins, 0);
    for (const std::int64_t value : m_values) {
        const int bin = static_cast<int>(position(static_cast<double>(std::max<std::int64_t>(1, value))) * kBins);
        ++m_bins[static_cast<std::size_t>(std::clamp(bin, 0, kBins - 1))];
    }
    update();
}

void CostHistogram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor accent = accentColour(palette());
    const int most = m_bins.empty() ? 0 : *std::max_element(m_bins.begin(), m_bins.end());
    const double bottom = height() - QFontMetricsF(smallFont()).height() - 2.0;
    painter.setPen(hairline(palette()));
    painter.drawLine(QPointF(0, bottom), QPointF(width(), bottom));
    const double limit = m_limit ? position(static_cast<double>(*m_limit)) * width() : width() + 1.0;
    for (std::size_t i = 0; i < m_bins.size() && most > 0; ++i) {
        const double x = static_cast<double>(i) * width() / kBins;
        const double w = static_cast<double>(width()) / kBins - 1.0;
        const double h = m_bins[i] * (bottom - 6.0) / most;
        const double inside = std::clamp(limit - x, 0.0, w); // the limit may cut through a bar
        painter.fillRect(QRectF(x, bottom - h, inside, h), accent);
        painter.fillRect(QRectF(x + inside, bottom - h, w - inside, h), hairline(palette()));
    }
    if (m_limit) {
        const double x = std::clamp(limit, 1.0, width() - 1.0);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2.0));
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom));
    }
    if (!m_values.empty())
        paintEnds(painter, height() - 3.0);
}

/// What the axis runs from and to, beneath its ends.
void CostHistogram::paintEnds(QPainter& painter, double baseline) const
{
    painter.setFont(smallFont());
    painter.setPen(subtleText(palette()));
    const QFontMetricsF metrics(smallFont());
    const QString low = formatLimit(std::llround(m_low), m_kind);
    const QString high = formatLimit(std::llround(m_high), m_kind);
    painter.drawText(QPointF(0, baseline), low);
    painter.drawText(QPointF(width() - metrics.horizontalAdvance(high), baseline), high);
}

LimitRow::LimitRow(const QString& text, const QString& name, QuantityKind kind, QWidget* parent)
    : QObject(parent)
    , label(new QLabel(text, parent))
    , slider(new QSlider(Qt::Horizontal, parent))
    , entry(new QLineEdit(parent))
    , ofBoard(new QLabel(parent))
    , histogram(new CostHistogram(kind, parent))
    , m_kind(kind)
{
    slider->setObjectName(name + QStringLiteral("Slider"));
    slider->setAccessibleName(tr("%1 limit").arg(text));
    slider->setRange(0, kSteps + 1);
    slider->setPageStep(10);
    slider->setMinimumWidth(200);
    entry->setObjectName(name + QStringLiteral("Entry"));
    entry->setAccessibleName(tr("%1 limit, with its unit").arg(text));
    entry->setToolTip(kind == QuantityKind::Bytes ? tr("For example 96 KiB, 1.2 MiB, 98304, or no limit.")
                                                  : tr("For example 9 kMAC, 1.2 MMAC, or no limit."));
    entry->setAlignment(Qt::AlignRight);
    entry->setFont(numberFont());
    entry->setFixedWidth(104);
    ofBoard->setForegroundRole(QPalette::PlaceholderText);
    histogram->setObjectName(name + QStringLiteral("Histogram"));
    histogram->setAccessibleName(tr("Sampled systems by %1").arg(text));
    label->setBuddy(entry);
    connect(slider, &QSlider::sliderPressed, this, [this] { ++m_gesture; });
    connect(slider, &QSlider::valueChanged, this, [this](int step) {
        if (!slider->isSliderDown())
            ++m_gesture;
        if (step > kSteps) {
            emit edited(std::nullopt, m_gesture);
            return;
        }
        const double value = m_low * std::pow(m_high / m_low, static_cast<double>(step) / kSteps);
        // Round to two digits of the unit: a hand on a slider means "about 96 KiB".
        const double unit = m_kind == QuantityKind::Bytes ? (value >= 10240.0 ? 1024.0 : 64.0)
                                                          : std::pow(10.0, std::floor(std::log10(value)) - 1.0);
        emit edited(static_cast<std::int64_t>(std::max(1.0, std::round(value / unit)) * unit), m_gesture);
    });
    connect(entry, &QLineEdit::editingFinished, this, &LimitRow::readEntry);
    setLimit(std::nullopt);
}

void LimitRow::readEntry()
{
    if (entry->text() == formatLimit(m_limit, m_kind))
        return;
    const ParsedLimit limit = parseLimit(entry->text(), m_kind);
    if (!limit.understood) {
        emit notUnderstood(tr("\u201c%1\u201d is not a limit: write %2.")
                               .arg(entry->text(), m_kind == QuantityKind::Bytes ? tr("bytes as in 96 KiB, or no limit")
                                                                                 : tr("multiply-accumulates as in 1.2 MMAC, or no limit")));
        setLimit(m_limit);
        return;
    }
    emit edited(limit.value, ++m_gesture);
}

void LimitRow::setLimit(std::optional<std::int64_t> limit)
{
    m_limit = limit;
    const QSignalBlocker quiet(slider);
    if (!slider->isSliderDown()) {
        const double step = limit ? kSteps * std::log(static_cast<double>(*limit) / m_low) / std::log(m_high / m_low) : kSteps + 1.0;
        slider->setValue(limit ? std::clamp(static_cast<int>(std::lround(step)), 0, kSteps) : kSteps + 1);
    }
    entry->setText(formatLimit(limit, m_kind));
    histogram->setLimit(limit);
}

void LimitRow::setBoard(std::optional<std::int64_t> capacity)
{
    ofBoard->setText(capacity ? tr("of %1").arg(formatLimit(capacity, m_kind)) : QString());
}

void LimitRow::setSamples(std::vector<std::int64_t> values)
{
    if (values.empty())
        return;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    setRange(std::max(1.0, static_cast<double>(*least) / 1.5), std::max(4.0, static_cast<double>(*most) * 1.5));
    histogram->setValues(std::move(values));
}

void LimitRow::setRange(double low, double high)
{
    m_low = low;
    m_high = high;
    histogram->setRange(low, high);
    setLimit(m_limit);
}

} // namespace danas::ui
