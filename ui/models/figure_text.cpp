// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figure_text.h"

#include "ui/base/text.h"

#include <QObject>
#include <QStringList>

#include <map>

namespace danas::ui {

namespace {

using cost::Figure;
using search::Objective;

std::optional<Figure> figureOf(Objective objective)
{
    switch (objective) {
    case Objective::Ram:
        return Figure::Ram;
    case Objective::Flash:
        return Figure::Code;
    case Objective::Latency:
        return Figure::Latency;
    case Objective::Energy:
        return Figure::Energy;
    default:
        return std::nullopt;
    }
}

QString withoutTarget(Objective objective)
{
    switch (objective) {
    case Objective::Ram:
        return QObject::tr("estimated for no engine: peak of live int8 tensors, a plain arena");
    case Objective::Flash:
        return QObject::tr("estimated for no engine: int8 weights and int32 biases, no code");
    case Objective::Macs:
        return QObject::tr("counted: the same for every engine");
    default:
        return {};
    }
}

} // namespace

QString trustText(const cost::Target& target, Figure figure)
{
    const auto basis = cost::basisOf(target, figure);
    const QString engine = toQt(target.engine.name);
    if (!basis)
        return QObject::tr("not known for %1").arg(engine);
    switch (basis->trust) {
    case cost::Trust::Estimated:
        return QObject::tr("estimated for %1").arg(engine);
    case cost::Trust::Calibrated:
        return QObject::tr("calibrated for %1").arg(engine);
    case cost::Trust::Measured:
        return QObject::tr("measured with %1").arg(engine);
    }
    return {};
}

QString sourceText(const cost::Target& target, Figure figure)
{
    const auto basis = cost::basisOf(target, figure);
    return basis ? toQt(basis->source) : QString();
}

QString costTrust(const std::optional<cost::Deployment>& deployment, Objective objective)
{
    const auto figure = figureOf(objective);
    if (!deployment || !figure)
        return withoutTarget(objective);
    if (objective == Objective::Flash && !deployment->target.engine.code) {
        const QString counted = deployment->sensor.sampleBits > 0 ? QObject::tr("weights, biases and tables of preprocessing") : QObject::tr("weights and biases");
        return QObject::tr("estimated for %1: %2; its code is not known").arg(toQt(deployment->target.engine.name), counted);
    }
    const QString trust = trustText(deployment->target, *figure);
    if (objective == Objective::Ram && !deployment->target.engine.runtimeRam)
        return QObject::tr("%1; its runtime's RAM is not known and not in it").arg(trust);
    return trust;
}

QString costTrustFull(const std::optional<cost::Deployment>& deployment, Objective objective)
{
    QString text = costTrust(deployment, objective);
    const auto figure = figureOf(objective);
    const QString source = deployment && figure ? sourceText(deployment->target, *figure) : QString();
    return source.isEmpty() ? text : text + QLatin1Char('\n') + source;
}

QString shortTrust(const std::optional<cost::Deployment>& deployment, Objective objective)
{
    const auto figure = figureOf(objective);
    if (!deployment || !figure)
        return {};
    if (*figure == Figure::Code && !deployment->target.engine.code)
        return QObject::tr("estimated for %1, without code").arg(toQt(deployment->target.engine.name));
    return trustText(deployment->target, *figure);
}

QString wrappedTip(const QString& lines)
{
    return lines.isEmpty() ? lines : QStringLiteral("<qt>%1</qt>").arg(lines.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

QString trustSummary(const std::optional<cost::Deployment>& deployment)
{
    if (!deployment)
        return QObject::tr("Estimated for no engine: plain arena, weights and biases.");
    const cost::Target& target = deployment->target;
    std::map<cost::Trust, QStringList> by;
    QStringList unknown;
    for (const auto& [figure, name] : { std::pair { Figure::Ram, QObject::tr("RAM") }, { Figure::Code, QObject::tr("flash") },
             { Figure::Latency, QObject::tr("latency") }, { Figure::Energy, QObject::tr("energy") } }) {
        if (const auto basis = cost::basisOf(target, figure))
            by[basis->trust] += name;
        else if (figure == Figure::Code) // weights and biases are known of every engine
            by[cost::Trust::Estimated] += name;
        else
            unknown += name;
    }
    QStringList parts;
    for (const auto& [trust, names] : by)
        parts += names.join(QStringLiteral(", ")) + QLatin1Char(' ') + toQt(cost::trustName(trust));
    if (!unknown.isEmpty())
        parts += QObject::tr("%1 not known").arg(unknown.join(QStringLiteral(", ")));
    return QStringLiteral("%1 · %2: %3").arg(toQt(target.board.name), toQt(target.engine.name), parts.join(QStringLiteral("; ")));
}

} // namespace danas::ui
