// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QSvgRenderer>
#include <QWidget>

// The icons lie in a static library, whose resources are dropped by the linker unless they are named once.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace danas::ui {
namespace {

constexpr const char* kIconName = "danasIcon";
constexpr const char* kPrimary = "danasPrimary";

QPixmap render(const QByteArray& svg, const QColor& colour, int size)
{
    QByteArray tinted = svg;
    tinted.replace("currentColor", colour.name().toLatin1());
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(tinted).render(&painter);
    return pixmap;
}

QByteArray source(const QString& name)
{
    initIcons();
    QFile file(QStringLiteral(":/danas/icons/%1.svg").arg(name));
    const bool found = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(found, "icon", qPrintable(name));
    return found ? file.readAll() : QByteArray();
}

QIcon build(const QString& name, const QColor& normal, const QColor& disabled, const QColor& selected)
{
    const QByteArray svg = source(name);
    QIcon result;
    for (const int size : { 20, 40, 60 }) {
        result.addPixmap(render(svg, normal, size), QIcon::Normal);
        result.addPixmap(render(svg, disabled, size), QIcon::Disabled);
        result.addPixmap(render(svg, selected, size), QIcon::Selected);
    }
    return result;
}

} // namespace

QIcon icon(const QString& name, const QPalette& palette)
{
    return build(name, palette.color(QPalette::Active, QPalette::WindowText), palette.color(QPalette::Disabled, QPalette::WindowText),
        palette.color(QPalette::Active, QPalette::HighlightedText));
}

QIcon icon(const QString& name, const QColor& colour)
{
    return build(name, colour, colour, colour);
}

void setIcon(QAbstractButton* button, const QString& name)
{
    button->setProperty(kIconName, name);
    const bool primary = button->property(kPrimary).toBool();
    const QPalette palette = QGuiApplication::palette();
    const QColor onAccent = palette.color(QPalette::HighlightedText);
    button->setIcon(primary ? build(name, onAccent, subtleText(palette), onAccent) : icon(name, palette));
    button->setIconSize(QSize(20, 20));
}

void setIcon(QAction* action, const QString& name, const QPalette& palette)
{
    action->setProperty(kIconName, name);
    action->setIcon(icon(name, palette));
}

void retintIcons(QWidget* root)
{
    for (QAbstractButton* button : root->findChildren<QAbstractButton*>()) {
        if (button->property(kPrimary).toBool())
            makePrimary(static_cast<QPushButton*>(button));
        if (const QString name = button->property(kIconName).toString(); !name.isEmpty())
            setIcon(button, name);
    }
    for (QAction* action : root->findChildren<QAction*>()) {
        if (const QString name = action->property(kIconName).toString(); !name.isEmpty())
            setIcon(action, name, root->palette());
    }
}

void makePrimary(QPushButton* button)
{
    button->setProperty(kPrimary, true);
    const QPalette palette = QGuiApplication::palette();
    const QColor accent = accentColour(palette);
    button->setStyleSheet(QStringLiteral("QPushButton { background: %1; color: %2; border: 2px solid %1; border-radius: 6px; padding: 4px 16px; }"
                                         "QPushButton:hover, QPushButton:pressed { background: %3; border-color: %3; }"
                                         "QPushButton:focus { border-color: %4; }"
                                         "QPushButton:disabled { background: %5; border-color: %5; color: %6; }")
                              .arg(accent.name(), palette.color(QPalette::HighlightedText).name(), accent.darker(112).name(),
                                  palette.color(QPalette::WindowText).name(), hairline(palette).name(), subtleText(palette).name()));
}

} // namespace danas::ui
