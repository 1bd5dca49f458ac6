// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/quantity.h"

#include "ui/base/text.h"

#include <QCoreApplication>

namespace danas::ui {
namespace {

QString noLimit()
{
    return QCoreApplication::translate("danas::ui", "no limit");
}

} // namespace

ParsedLimit parseLimit(const QString& text, Quantity kind)
{
    const QString plain = text.simplified();
    if (plain.isEmpty() || plain.compare(noLimit(), Qt::CaseInsensitive) == 0 || plain.compare(QStringLiteral("none"), Qt::CaseInsensitive) == 0)
        return { true, std::nullopt };
    const auto value = parseQuantity(plain.toStdString(), kind);
    return { value.has_value(), value };
}

QString formatLimit(std::optional<double> value, Quantity kind)
{
    return value ? toQt(formatQuantity(*value, kind)) : noLimit();
}

} // namespace danas::ui
