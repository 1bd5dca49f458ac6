// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/budget_bars.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace danas::ui {

BudgetBars::BudgetBars(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("budgetBars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    show({}, {});
}

void BudgetBars::show(const cost::Cost& cost, const cost::Budget& budget)
{
    m_bars = { { search::Objective::Ram, cost.ramBytes, budget.ramBytes },
        { search::Objective::Flash, cost.flashBytes, budget.flashBytes }, { search::Objective::Macs, cost.macs, budget.macs } };
    QStringList words;
    QStringList full;
    for (const Bar& bar : m_bars) {
        const QString label = toQt(search::objectiveLabel(bar.objective));
        words += label + QLatin1Char(' ') + text(bar);
        full += label + QStringLiteral(": ") + formatObjectiveFull(bar.objective, static_cast<double>(bar.value));
    }
    setAccessibleName(words.join(QStringLiteral(", ")));
    setToolTip(full.join(QLatin1Char('\n')));
    update();
}

QString BudgetBars::text(const Bar& bar)
{
    const QString value = formatObjective(bar.objective, static_cast<double>(bar.value));
    return bar.limit ? tr("%1 of %2").arg(value, formatObjective(bar.objective, static_cast<double>(*bar.limit))) : value;
}

int BudgetBars::rowHeight() const
{
    return QFontMetrics(font()).height() + 6;
}

QSize BudgetBars::sizeHint() const
{
    return { 300, 3 * rowHeight() };
}

void BudgetBars::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(numberFont());
    const int labels = metrics.horizontalAdvance(QStringLiteral("Flash")) + kGap;
    int values = 0;
    for (const Bar& bar : m_bars)
        values = std::max(values, metrics.horizontalAdvance(text(bar)));
    const int left = labels;
    const int room = std::max(20, width() - labels - values - kGap);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        const QRect row(0, static_cast<int>(i) * rowHeight(), width(), rowHeight());
        painter.setFont(numberFont());
        painter.setPen(subtleText(palette()));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, toQt(search::objectiveLabel(bar.objective)));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, text(bar));
        if (!bar.limit)
            continue;
        const QRectF track(left, row.center().y() - 3.0, room, 7.0);
        const bool over = bar.value > *bar.limit;
        painter.setPen(Qt::NoPen);
        painter.setBrush(hairline(palette()));
        painter.drawRoundedRect(track, 3.5, 3.5);
        const double share = std::min(1.0, static_cast<double>(bar.value) / static_cast<double>(*bar.limit));
        const QRectF filled(track.topLeft(), QSizeF(track.width() * share, track.height()));
        if (over) {
            painter.setPen(QPen(palette().color(QPalette::Text), 1.4));
            painter.setBrush(Qt::NoBrush);
        } else {
            painter.setBrush(accentColour(palette()));
        }
        painter.drawRoundedRect(filled, 3.5, 3.5);
    }
}

} // namespace danas::ui
