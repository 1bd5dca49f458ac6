// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace danas::ui {
namespace {

constexpr double kBodyPoints = 10.0;

struct Tones {
    QRgb window, base, alternate, button, text, subtle, disabled, line, accent, onAccent, error;
};
constexpr Tones kLight { 0xfff6f7f9, 0xffffffff, 0xfff1f3f6, 0xffffffff, 0xff1b1f24, 0xff586170, 0xff8b93a0, 0xffd7dbe1,
    0xff1660c4, 0xffffffff, 0xffb3261e };
constexpr Tones kDark { 0xff1c1e22, 0xff24272c, 0xff2a2e34, 0xff30343b, 0xffe8eaed, 0xffa6aebb, 0xff757d8a, 0xff3c4149,
    0xff74aefc, 0xff0d1b2e, 0xffff8f85 };

const Tones& tones(const QPalette& palette)
{
    return isDark(palette) ? kDark : kLight;
}

QPalette makePalette(const Tones& tone)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb colour) { palette.setColor(role, QColor::fromRgb(colour)); };
    set(QPalette::Window, tone.window);
    set(QPalette::Base, tone.base);
    set(QPalette::AlternateBase, tone.alternate);
    set(QPalette::Button, tone.button);
    set(QPalette::ToolTipBase, tone.base);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText })
        set(role, tone.text);
    set(QPalette::PlaceholderText, tone.subtle);
    set(QPalette::Highlight, tone.accent);
    set(QPalette::HighlightedText, tone.onAccent);
    set(QPalette::Link, tone.accent);
    set(QPalette::LinkVisited, tone.accent);
    // Fusion draws its frames and grooves from these.
    set(QPalette::Light, tone.base);
    set(QPalette::Midlight, tone.alternate);
    set(QPalette::Mid, tone.line);
    set(QPalette::Dark, tone.line);
    set(QPalette::Shadow, tone.disabled);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(tone.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(tone.line));
    return palette;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// OKLCh to sRGB (Ottosson 2020, "A perceptual color space for image processing"); clipped to the gamut.
QColor fromOklch(double lightness, double chroma, double hueDegrees)
{
    const double hue = hueDegrees * std::numbers::pi / 180.0;
    const double a = chroma * std::cos(hue);
    const double b = chroma * std::sin(hue);
    const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3.0);
    const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3.0);
    const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3.0);
    const auto channel = [](double value) {
        const double gamma = value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1.0 / 2.4) - 0.055;
        return static_cast<float>(std::clamp(gamma, 0.0, 1.0));
    };
    return QColor::fromRgbF(channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

/// Fusion draws the outlines of inputs darker than the window, which on dark ground makes them vanish; here they stay visible.
class VisibleOutlines : public QProxyStyle {
public:
    VisibleOutlines()
        : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    {
    }
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorCheckBox || element == PE_FrameLineEdit)
            outline(option, painter);
    }
    void drawComplexControl(
        ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override
    {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        if (control == CC_SpinBox || control == CC_ComboBox)
            outline(option, painter);
    }

private:
    static void outline(const QStyleOption* option, QPainter* painter)
    {
        if (!isDark(option->palette) || option->state.testFlag(State_HasFocus))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(option->palette.color(QPalette::Shadow));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        painter->restore();
    }
};

QFont sized(double points)
{
    QFont font = QApplication::font();
    font.setPointSizeF(points);
    return font;
}

} // namespace

void applyTheme(QApplication& app, ThemeMode mode)
{
    // What the desktop asks for is known only before our own palette is set (Qt 6.4 has no colorScheme()).
    static const bool desktopIsDark = isDark(app.palette());
    const bool dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && desktopIsDark);
    if (dynamic_cast<VisibleOutlines*>(QApplication::style()) == nullptr)
        QApplication::setStyle(new VisibleOutlines);
    QApplication::setPalette(makePalette(dark ? kDark : kLight));
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPointSizeF(kBodyPoints);
    QApplication::setFont(font);
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::WindowText).lightnessF()
        > palette.color(QPalette::Active, QPalette::Window).lightnessF();
}

QColor accentColour(const QPalette& palette)
{
    return QColor::fromRgb(tones(palette).accent);
}

QColor subtleText(const QPalette& palette)
{
    return QColor::fromRgb(tones(palette).subtle);
}

QColor hairline(const QPalette& palette)
{
    return QColor::fromRgb(tones(palette).line);
}

QColor errorColour(const QPalette& palette)
{
    return QColor::fromRgb(tones(palette).error);
}

QColor dataRamp(double position, const QPalette& palette)
{
    // Even steps of lightness, hue from blue over teal and green to yellow; both ends keep a contrast of 3 to the ground.
    const double t = std::clamp(position, 0.0, 1.0);
    const bool dark = isDark(palette);
    const double lightness = dark ? std::lerp(0.64, 0.92, t) : std::lerp(0.38, 0.635, t);
    return fromOklch(lightness, 0.135, std::lerp(264.0, 98.0, t));
}

QColor dataColour(const data::DataConfig& config, int smallest, int largest, const QPalette& palette)
{
    return ordinalColour(config.ordinal(), smallest, largest, palette);
}

QColor ordinalColour(int ordinal, int smallest, int largest, const QPalette& palette)
{
    if (largest <= smallest)
        return dataRamp(0.5, palette);
    return dataRamp(std::log(static_cast<double>(ordinal) / smallest) / std::log(static_cast<double>(largest) / smallest), palette);
}

QFont smallFont()
{
    return sized(9.0);
}

QFont headingFont()
{
    QFont font = sized(13.0);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont pageTitleFont()
{
    return sized(18.0);
}

QFont numberFont()
{
    // The fonts of Debian's desktops have tabular figures by default; Qt 6.4 has no switch for those that do not.
    return QApplication::font();
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [dark, light] = std::minmax({ luminance(a), luminance(b) });
    return (light + 0.05) / (dark + 0.05);
}

} // namespace danas::ui
