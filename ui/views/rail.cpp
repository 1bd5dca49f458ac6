// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/rail.h"

#include "ui/base/theme.h"

#include <QAbstractButton>
#include <QPainter>
#include <QVBoxLayout>

namespace danas::ui {

class Rail::Button : public QAbstractButton {
public:
    Button(const QString& iconName, const QString& word, QWidget* parent)
        : QAbstractButton(parent)
    {
        setText(word);
        setAccessibleName(word);
        setObjectName(QStringLiteral("place.") + iconName);
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedSize(80, 64);
        ui::setIcon(this, iconName);
    }
    void setBusy(bool busy)
    {
        m_busy = busy;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(8, 4, -8, -4);
        const QColor accent = accentColour(palette());
        if (isChecked() || underMouse()) {
            QColor fill = isChecked() ? accent : palette().color(QPalette::WindowText);
            fill.setAlphaF(isChecked() ? 0.14F : 0.06F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawRoundedRect(box, 8, 8);
        }
        if (hasFocus()) {
            painter.setPen(QPen(accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(box, 8, 8);
        }
        icon().paint(&painter, QRect((width() - 20) / 2, 13, 20, 20));
        painter.setFont(smallFont());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(0, 36, width(), 20), Qt::AlignCenter, text());
        if (m_busy) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(accent);
            painter.drawEllipse(QPointF(width() / 2.0 + 17, 14), 4, 4);
        }
    }

private:
    bool m_busy = false;
};

Rail::Rail(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rail"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 8);
    layout->setSpacing(0);
    layout->addStretch(1);
    setFixedWidth(81);
}

void Rail::addPlace(const QString& name, const QString& word)
{
    auto* button = new Button(name, word, this);
    const int place = static_cast<int>(m_buttons.size());
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(word).arg(place + 1));
    m_buttons.push_back(button);
    static_cast<QVBoxLayout*>(layout())->insertWidget(place, button);
    connect(button, &QAbstractButton::clicked, this, [this, place] { emit chosen(place); });
}

void Rail::setCurrent(int place)
{
    m_buttons[static_cast<std::size_t>(place)]->setChecked(true);
}

void Rail::setBusy(int place, bool busy)
{
    m_buttons[static_cast<std::size_t>(place)]->setBusy(busy);
}

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(hairline(palette()));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

} // namespace danas::ui
