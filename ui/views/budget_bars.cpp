// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/budget_bars.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/figure_text.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace danas::ui {

namespace {

template <typename T>
std::optional<double> asDouble(const std::optional<T>& value)
{
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

} // namespace

BudgetBars::BudgetBars(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("budgetBars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    show({}, {});
}

void BudgetBars::show(const cost::Cost& cost, const cost::Budget& budget, const CandidateCosts* costs)
{
    using search::Objective;
    m_bars.clear();
    const auto add = [this](Objective objective, double value, const std::optional<double>& limit) {
        m_bars.push_back({ objective, value, limit, {}, {} });
    };
    add(Objective::Ram, static_cast<double>(cost.ramBytes), asDouble(budget.ramBytes));
    add(Objective::Flash, static_cast<double>(cost.flashBytes), asDouble(budget.flashBytes));
    add(Objective::Macs, static_cast<double>(cost.macs), asDouble(budget.macs));
    if (cost.latencyMs)
        add(Objective::Latency, *cost.latencyMs, budget.latencyMs);
    if (cost.energyUj)
        add(Objective::Energy, *cost.energyUj, budget.energyUj);
    if (costs != nullptr)
        addParts(*costs);
    QStringList words;
    for (const Bar& bar : m_bars)
        words += toQt(search::objectiveLabel(bar.objective)) + QLatin1Char(' ') + text(bar);
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void BudgetBars::addParts(const CandidateCosts& costs)
{
    const auto part = [](Bar& bar, const QString& name, std::int64_t bytes) {
        if (bytes > 0)
            bar.parts.push_back({ name, static_cast<double>(bytes) });
    };
    for (Bar& bar : m_bars) {
        bar.trust = costTrustFull(costs.deployment, bar.objective);
        if (bar.objective == search::Objective::Ram) {
            part(bar, tr("arena"), costs.ram.arena);
            part(bar, tr("sensor"), costs.ram.sensor);
            part(bar, tr("preprocessing"), costs.ram.preprocessing);
            part(bar, tr("runtime"), costs.ram.runtime.value_or(0));
        } else if (bar.objective == search::Objective::Flash) {
            part(bar, tr("weights"), costs.flash.weights - costs.biasBytes);
            part(bar, tr("biases"), costs.biasBytes);
            part(bar, tr("preprocessing"), costs.flash.preprocessing);
            part(bar, tr("code"), costs.flash.code.value_or(0));
        }
    }
}

QString BudgetBars::text(const Bar& bar)
{
    const QString value = formatObjective(bar.objective, bar.value);
    return bar.limit ? tr("%1 of %2").arg(value, formatObjective(bar.objective, *bar.limit)) : value;
}

QString BudgetBars::tipAt(int y) const
{
    const int row = y / rowHeight();
    if (row < 0 || row >= static_cast<int>(m_bars.size()))
        return {};
    const Bar& bar = m_bars[static_cast<std::size_t>(row)];
    QString tip = toQt(search::objectiveLabel(bar.objective)) + QStringLiteral(": ") + formatObjectiveFull(bar.objective, bar.value);
    QStringList parts;
    for (const Part& part : bar.parts)
        parts += part.name + QLatin1Char(' ') + formatObjective(bar.objective, part.value);
    if (parts.size() > 1)
        tip += QStringLiteral("\n= ") + parts.join(QStringLiteral(" + "));
    return bar.trust.isEmpty() ? tip : tip + QLatin1Char('\n') + bar.trust;
}

bool BudgetBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), wrappedTip(tipAt(help->pos().y())), this);
    return true;
}

int BudgetBars::rowHeight() const
{
    return QFontMetrics(font()).height() + 6;
}

QSize BudgetBars::sizeHint() const
{
    return { 300, static_cast<int>(m_bars.size()) * rowHeight() };
}

void BudgetBars::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(numberFont());
    int labels = 0;
    int values = 0;
    for (const Bar& bar : m_bars) {
        labels = std::max(labels, metrics.horizontalAdvance(toQt(search::objectiveLabel(bar.objective))) + kGap);
        values = std::max(values, metrics.horizontalAdvance(text(bar)));
    }
    const int room = std::max(20, width() - labels - values - kGap);
    painter.setFont(numberFont());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        const QRect row(0, static_cast<int>(i) * rowHeight(), width(), rowHeight());
        painter.setPen(subtleText(palette()));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, toQt(search::objectiveLabel(bar.objective)));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, text(bar));
        if (bar.limit)
            paintBar(painter, bar, QRectF(labels, row.center().y() - 3.0, room, 7.0));
    }
}

void BudgetBars::paintBar(QPainter& painter, const Bar& bar, const QRectF& track) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(hairline(palette()));
    painter.drawRoundedRect(track, 3.5, 3.5);
    const bool over = bar.value > *bar.limit;
    const double share = over ? 1.0 : bar.value / *bar.limit;
    const QRectF filled(track.topLeft(), QSizeF(track.width() * share, track.height()));
    if (over) {
        painter.setPen(QPen(palette().color(QPalette::Text), 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(filled, 3.5, 3.5);
    } else if (bar.value > 0.0) {
        painter.setBrush(accentColour(palette()));
        painter.drawRoundedRect(filled, 3.5, 3.5);
    }
    // Gaps between the parts, readable without colour; what is hollow is divided by lines.
    double x = track.left();
    for (std::size_t i = 0; i + 1 < bar.parts.size(); ++i) {
        x += filled.width() * bar.parts[i].value / std::max(1.0, bar.value);
        painter.setPen(Qt::NoPen);
        painter.fillRect(QRectF(x - 0.75, track.top(), 1.5, track.height()), over ? palette().color(QPalette::Text) : palette().color(QPalette::Window));
    }
}

} // namespace danas::ui
