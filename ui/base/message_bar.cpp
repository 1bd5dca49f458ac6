// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/message_bar.h"

#include "ui/base/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace danas::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_offer(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close"));
    setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kGap, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_offer);
    layout->addWidget(m_close);
    m_offer->setObjectName(QStringLiteral("messageOffer"));
    m_offer->setVisible(false);
    connect(m_offer, &QPushButton::clicked, this, [this] { m_action(); });
    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);
    setVisible(false);
}

void MessageBar::show(Kind kind, const QString& sentence)
{
    m_kind = kind;
    m_offer->setVisible(false);
    m_text->setText(sentence);
    setAccessibleName(sentence);
    restyle();
    setVisible(true);
}

void MessageBar::offer(const QString& text, std::function<void()> action)
{
    m_action = std::move(action);
    m_offer->setText(text);
    m_offer->setVisible(true);
}

void MessageBar::clear()
{
    m_text->clear();
    setVisible(false);
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    const bool stale = parentWidget() != nullptr && palette().color(QPalette::Window) != parentWidget()->palette().color(QPalette::AlternateBase);
    if (event->type() == QEvent::PaletteChange && stale && !isHidden())
        restyle();
}

void MessageBar::restyle()
{
    QPalette own = parentWidget() != nullptr ? parentWidget()->palette() : palette();
    const QColor colour = m_kind == Kind::Error ? errorColour(own) : accentColour(own);
    const QString name = m_kind == Kind::Error ? QStringLiteral("error") : QStringLiteral("info");
    m_icon->setPixmap(icon(name, colour).pixmap(20, 20));
    setIcon(m_close, QStringLiteral("close"));
    own.setColor(QPalette::Window, own.color(QPalette::AlternateBase));
    setPalette(own);
}

} // namespace danas::ui
