// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/standing.h"

#include "ui/base/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace danas::ui {

namespace {

using search::Objective;

QString tr(const char* text)
{
    return QCoreApplication::translate("Standing", text);
}

QString label(Objective objective)
{
    const QString text = toQt(search::objectiveLabel(objective));
    return search::isMetric(objective) && objective != Objective::F1 ? text.toLower() : text;
}

QString overBudgetText(const cost::Budget& budget, const search::Evaluation& evaluation)
{
    QStringList parts;
    const auto check = [&](Objective objective, const auto& limit) {
        if (limit && evaluation.value(objective) > static_cast<double>(*limit))
            parts += tr("%1 %2 of %3").arg(label(objective), formatObjective(objective, evaluation.value(objective)),
                formatObjective(objective, static_cast<double>(*limit)));
    };
    check(Objective::Ram, budget.ramBytes);
    check(Objective::Flash, budget.flashBytes);
    check(Objective::Macs, budget.macs);
    check(Objective::Latency, budget.latencyMs);
    check(Objective::Energy, budget.energyUj);
    return tr("Over the run's budget: %1").arg(parts.join(QStringLiteral(", ")));
}

/// The smallest cost at which something feasible beats the metric; infinite if nothing does.
double beatenFrom(const RunModel& run, const search::Evaluation& own, Objective metric, Objective cost)
{
    double from = std::numeric_limits<double>::infinity();
    for (const search::Evaluation& other : run.evaluations()) {
        if (other.feasible() && other.value(metric) > own.value(metric))
            from = std::min(from, other.value(cost));
    }
    return from;
}

QString frontText(const RunModel& run, const search::Evaluation& own)
{
    const auto& objectives = run.spec().objectives;
    const auto metric = std::find_if(objectives.begin(), objectives.end(), search::isMetric);
    if (metric == objectives.end())
        return tr("On the front");
    for (const Objective cost : objectives) {
        if (search::isMetric(cost))
            continue;
        const double from = beatenFrom(run, own, *metric, cost);
        if (from == std::numeric_limits<double>::infinity())
            return tr("On the front: the best %1 of all that fit").arg(label(*metric));
        if (from > own.value(cost))
            return tr("On the front: best %1 below %2 %3").arg(label(*metric), formatObjective(cost, from), label(cost));
    }
    QStringList names;
    for (const Objective objective : objectives)
        names += label(objective);
    return tr("On the front: nothing found is better in %1 at once").arg(names.join(QStringLiteral(", ")));
}

} // namespace

std::vector<int> dominators(const RunModel& run, int id)
{
    std::vector<int> ids;
    const search::Evaluation* own = run.find(id);
    if (own == nullptr)
        return ids;
    const auto& objectives = run.spec().objectives;
    const std::vector<double> losses = search::losses(*own, objectives);
    for (const search::Evaluation& other : run.evaluations()) {
        if (run.onFront(other.id) && search::dominates(search::losses(other, objectives), losses))
            ids.push_back(other.id);
    }
    return ids;
}

QString standingText(const RunModel& run, int id)
{
    const search::Evaluation* own = run.find(id);
    if (own == nullptr)
        return {};
    if (!own->feasible())
        return overBudgetText(run.spec().budget, *own);
    if (run.onFront(id))
        return frontText(run, *own);
    const std::vector<int> ids = dominators(run, id);
    constexpr std::size_t kNamed = 3;
    QStringList names;
    for (std::size_t i = 0; i < std::min(ids.size(), kNamed); ++i)
        names += QStringLiteral("#%1").arg(ids[i]);
    if (ids.size() > kNamed)
        return tr("Dominated by %1 and %2 more").arg(names.join(QStringLiteral(", "))).arg(ids.size() - kNamed);
    return tr("Dominated by %1").arg(names.join(QStringLiteral(", ")));
}

} // namespace danas::ui
