// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/chip_row.h"

#include "ui/base/theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace danas::ui {

Chip::Chip(const QString& text, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(smallFont());
    return { std::max(24, metrics.horizontalAdvance(text()) + 12), 24 };
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(isEnabled() ? 1.0 : 0.4);
    const QColor accent = accentColour(palette());
    const QRectF box = QRectF(rect()).adjusted(0.5, 1.5, -0.5, -1.5);
    const bool hot = underMouse() || hasFocus();
    painter.setPen(QPen(isChecked() || hot ? accent : hairline(palette()), hasFocus() ? 2.0 : 1.0));
    painter.setBrush(isChecked() ? accent : palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 5, 5);
    if (isChecked() && hasFocus()) { // the ring must show on the filled chip too
        painter.setPen(QPen(palette().color(QPalette::HighlightedText), 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3);
    }
    painter.setFont(smallFont());
    painter.setPen(isChecked() ? palette().color(QPalette::HighlightedText) : subtleText(palette()));
    painter.drawText(rect(), Qt::AlignCenter, text());
}

ChipRow::ChipRow(const QString& name, std::vector<double> choices, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_choices(std::move(choices))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    setAccessibleName(name);
    rebuild();
}

void ChipRow::rebuild()
{
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const double choice : m_choices) {
        auto* chip = new Chip(QString::number(choice), this);
        chip->setObjectName(QStringLiteral("chip") + chip->text());
        chip->setAccessibleName(m_name + QStringLiteral(" ") + chip->text());
        layout()->addWidget(chip);
        m_chips.push_back(chip);
        connect(chip, &Chip::clicked, this, [this] { emit edited(values()); });
    }
}

void ChipRow::setValues(const std::vector<double>& values)
{
    const auto known = [&](double value) { return std::find(m_choices.begin(), m_choices.end(), value) != m_choices.end(); };
    if (!std::all_of(values.begin(), values.end(), known)) {
        std::copy_if(values.begin(), values.end(), std::back_inserter(m_choices), [&](double value) { return !known(value); });
        std::sort(m_choices.begin(), m_choices.end());
        rebuild();
    }
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setChecked(std::find(values.begin(), values.end(), m_choices[i]) != values.end());
}

std::vector<double> ChipRow::values() const
{
    std::vector<double> on;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        if (m_chips[i]->isChecked())
            on.push_back(m_choices[i]);
    }
    return on;
}

} // namespace danas::ui
