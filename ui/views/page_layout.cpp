// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/page_layout.h"

#include "ui/base/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace danas::ui {

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(headingFont());
    return label;
}

QLabel* groupHeading(const QString& text, QWidget* parent)
{
    auto* const label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

QVBoxLayout* arrangePage(QWidget& page, QWidget* message, QWidget* foot)
{
    auto* content = new QWidget(&page);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(kMargin, kMargin, kMargin, 8);
    inside->setSpacing(kGap);
    auto* scroll = new QScrollArea(&page);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* outside = new QVBoxLayout(&page);
    outside->setContentsMargins(0, 0, 0, 0);
    outside->setSpacing(0);
    outside->addWidget(message);
    outside->addWidget(scroll, 1);
    outside->addWidget(foot);
    return inside;
}

} // namespace danas::ui
