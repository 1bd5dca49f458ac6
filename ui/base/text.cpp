// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/text.h"

#include "base/units.h"
#include "search/objective_text.h"

#include <QFile>

#include <cmath>

namespace danas::ui {

QString toQt(const std::filesystem::path& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

std::filesystem::path toPath(const QString& text)
{
    return QFile::encodeName(text).toStdString();
}

QString formatObjective(search::Objective objective, double value)
{
    return toQt(search::objectiveText(objective, value));
}

QString formatObjectiveFull(search::Objective objective, double value)
{
    if (search::isMetric(objective))
        return QString::number(value * 100.0, 'f', 4) + QStringLiteral("\u202f%");
    if (search::needsTarget(objective))
        return QString::number(value, 'g', 7) + (objective == search::Objective::Latency ? QStringLiteral("\u202fms") : QStringLiteral("\u202fµJ"));
    const QString number = toQt(formatGrouped(static_cast<std::uint64_t>(std::llround(std::max(0.0, value)))));
    return number + (objective == search::Objective::Macs ? QStringLiteral(" multiply-accumulates") : QStringLiteral(" bytes"));
}

} // namespace danas::ui
