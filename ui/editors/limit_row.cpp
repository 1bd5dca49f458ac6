// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/limit_row.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr int kSteps = 200; ///< of the slider; one more means no limit

} // namespace

LimitRow::LimitRow(const QString& text, const QString& name, Quantity kind, QWidget* parent)
    : QObject(parent)
    , label(new QLabel(text, parent))
    , slider(new QSlider(Qt::Horizontal, parent))
    , entry(new QLineEdit(parent))
    , note(new QLabel(parent))
    , histogram(new CostHistogram(kind, parent))
    , m_kind(kind)
{
    slider->setObjectName(name + QStringLiteral("Slider"));
    slider->setAccessibleName(tr("%1 limit").arg(text));
    slider->setRange(0, kSteps + 1);
    slider->setPageStep(10);
    slider->setMinimumWidth(110);
    entry->setObjectName(name + QStringLiteral("Entry"));
    entry->setAccessibleName(tr("%1 limit, with its unit").arg(text));
    entry->setToolTip(tr("No limit, or %1.").arg(toQt(quantityForm(kind))));
    entry->setAlignment(Qt::AlignRight);
    entry->setFont(numberFont());
    entry->setFixedWidth(104);
    note->setObjectName(name + QStringLiteral("Note"));
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setFont(smallFont());
    note->setWordWrap(true);
    note->setFixedWidth(136);
    histogram->setObjectName(name + QStringLiteral("Histogram"));
    histogram->setAccessibleName(tr("Sampled systems by %1").arg(text));
    label->setBuddy(entry);
    connect(slider, &QSlider::sliderPressed, this, [this] { ++m_gesture; });
    connect(slider, &QSlider::valueChanged, this, [this](int step) {
        if (!slider->isSliderDown())
            ++m_gesture;
        if (step > kSteps)
            emit edited(std::nullopt, m_gesture);
        else
            emit edited(rounded(m_low * std::pow(m_high / m_low, static_cast<double>(step) / kSteps)), m_gesture);
    });
    connect(entry, &QLineEdit::editingFinished, this, &LimitRow::readEntry);
    setLimit(std::nullopt);
}

/// To two digits of the unit: a hand on a slider means "about 96 KiB".
double LimitRow::rounded(double value) const
{
    const bool bytes = m_kind == Quantity::Bytes;
    const double unit = bytes ? (value >= 10240.0 ? 1024.0 : 64.0) : std::pow(10.0, std::floor(std::log10(value)) - 1.0);
    const double result = std::max(1.0, std::round(value / unit)) * unit;
    return m_kind == Quantity::Macs ? std::max(1.0, std::round(result)) : result;
}

void LimitRow::readEntry()
{
    if (entry->text() == formatLimit(m_limit, m_kind))
        return;
    const ParsedLimit limit = parseLimit(entry->text(), m_kind);
    if (!limit.understood) {
        emit notUnderstood(tr("\u201c%1\u201d is not a limit: write %2, or no limit.").arg(entry->text(), toQt(quantityForm(m_kind))));
        setLimit(m_limit);
        return;
    }
    emit edited(limit.value, ++m_gesture);
}

void LimitRow::setLimit(std::optional<double> limit)
{
    m_limit = limit;
    const QSignalBlocker quiet(slider);
    if (!slider->isSliderDown()) {
        const double step = limit ? kSteps * std::log(*limit / m_low) / std::log(m_high / m_low) : kSteps + 1.0;
        slider->setValue(limit ? static_cast<int>(std::lround(std::clamp(step, 0.0, double { kSteps }))) : kSteps + 1);
    }
    entry->setText(formatLimit(limit, m_kind));
    histogram->setLimit(limit);
}

void LimitRow::setNote(const QString& text, const QString& tip)
{
    note->setText(text);
    note->setToolTip(tip);
}

void LimitRow::setSamples(std::vector<double> values)
{
    if (values.empty())
        return;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double low = std::max(1e-3, *least / 1.5); // limits of time and energy begin there
    setRange(low, std::max(low * 4.0, *most * 1.5));
    histogram->setValues(std::move(values));
}

void LimitRow::setRange(double low, double high)
{
    m_low = low;
    m_high = high;
    histogram->setRange(low, high);
    setLimit(m_limit);
}

std::array<QWidget*, 5> LimitRow::widgets() const
{
    return { label, slider, entry, note, histogram };
}

void LimitRow::setVisible(bool visible)
{
    for (QWidget* widget : widgets())
        widget->setVisible(visible);
}

} // namespace danas::ui
