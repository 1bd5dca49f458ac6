// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/quantity.h"

#include "base/units.h"
#include "ui/base/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace danas::ui {
namespace {

QString noLimit()
{
    return QCoreApplication::translate("danas::ui", "no limit");
}

} // namespace

ParsedLimit parseLimit(const QString& text, QuantityKind kind)
{
    const QString plain = text.simplified();
    if (plain.isEmpty() || plain.compare(noLimit(), Qt::CaseInsensitive) == 0 || plain.compare(QStringLiteral("none"), Qt::CaseInsensitive) == 0)
        return { true, std::nullopt };
    static const QRegularExpression bytes(
        QStringLiteral("^([0-9]+(?:[.,][0-9]+)?)\\s*(?:([kmg])(?:i?b)?|b)?$"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression macs(
        QStringLiteral("^([0-9]+(?:[.,][0-9]+)?)\\s*([kmg])?\\s*(?:macs?)?$"), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = (kind == QuantityKind::Bytes ? bytes : macs).match(plain);
    if (!match.hasMatch())
        return {};
    const double base = kind == QuantityKind::Bytes ? 1024.0 : 1000.0;
    const int power = match.captured(2).isEmpty() ? 0 : static_cast<int>(QStringLiteral("kmg").indexOf(match.captured(2).toLower())) + 1;
    const double value = QLocale::c().toDouble(match.captured(1).replace(QLatin1Char(','), QLatin1Char('.'))) * std::pow(base, power);
    if (value < 1.0 || value > 1e15)
        return {};
    return { true, static_cast<std::int64_t>(std::llround(value)) };
}

QString formatLimit(std::optional<std::int64_t> value, QuantityKind kind)
{
    if (!value)
        return noLimit();
    return toQt(kind == QuantityKind::Bytes ? formatBytes(*value) : formatMacs(*value));
}

} // namespace danas::ui
