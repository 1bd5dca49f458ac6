// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/budget_limits.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/limit_row.h"
#include "ui/models/budget_value.h"
#include "ui/models/project_document.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace danas::ui {
namespace {

using search::Objective;

struct RowKind {
    Objective objective;
    const char* name;
    Quantity quantity;
};
constexpr RowKind kRows[] { { Objective::Ram, "ram", Quantity::Bytes }, { Objective::Flash, "flash", Quantity::Bytes },
    { Objective::Macs, "macs", Quantity::Macs }, { Objective::Latency, "latency", Quantity::Milliseconds },
    { Objective::Energy, "energy", Quantity::Microjoules } };

} // namespace

BudgetLimits::BudgetLimits(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(8);
    int line = 0;
    for (const RowKind& kind : kRows) {
        const Objective objective = kind.objective;
        auto* row = new LimitRow(toQt(search::objectiveLabel(objective)), QLatin1String(kind.name), kind.quantity, this);
        m_rows[objective] = row;
        int column = 0;
        for (QWidget* widget : row->widgets())
            grid->addWidget(widget, line, column++);
        connect(row, &LimitRow::notUnderstood, this, &BudgetLimits::notUnderstood);
        connect(row, &LimitRow::edited, this, [this, objective](std::optional<double> value, int gesture) { edit(objective, value, gesture); });
        ++line;
    }
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(4, 3);
    auto* caption = new QLabel(tr("%1 systems sampled from the space; filled is what the limit lets through.").arg(toQt(formatGrouped(20000))), this);
    caption->setFont(smallFont());
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setWordWrap(true);
    grid->addWidget(caption, line, 4);
    connect(m_document, &ProjectDocument::budgetChanged, this, &BudgetLimits::refresh);
    connect(m_document, &ProjectDocument::targetChanged, this, &BudgetLimits::refresh);
    refresh();
}

void BudgetLimits::refresh()
{
    const search::RunSpec& spec = m_document->spec();
    for (const auto& [objective, row] : m_rows) {
        row->setLimit(limitOf(spec.budget, objective));
        row->setVisible(search::known(spec, objective));
    }
    refreshNotes();
}

void BudgetLimits::refreshNotes()
{
    const auto& deployment = m_document->spec().deployment;
    if (!deployment) {
        for (const auto& [objective, row] : m_rows)
            row->setNote({});
        return;
    }
    const cost::Target& target = deployment->target;
    const cost::Board& board = target.board;
    const auto ofBoard = [this](std::int64_t usable, std::int64_t all) { return tr("of %1 usable\n(%2 in all)").arg(toQt(formatBytes(usable)), toQt(formatBytes(all))); };
    m_rows[Objective::Ram]->setNote(ofBoard(board.usableRamBytes(), board.ramBytes), toQt(board.source));
    m_rows[Objective::Flash]->setNote(ofBoard(board.usableFlashBytes(), board.flashBytes), toQt(board.source));
    m_rows[Objective::Macs]->setNote(tr("exact"));
    const auto standing = [&target](cost::Trust trust) -> QString { return toQt(cost::trustName(trust)) + QStringLiteral(" for\n") + toQt(target.engine.name); };
    if (target.engine.cycles) {
        const std::string factor = target.cyclesFactor ? " " + target.cyclesFactor->basis.source : std::string();
        m_rows[Objective::Latency]->setNote(standing(target.latencyTrust()), toQt(target.engine.cycles->basis.source + factor));
    }
    if (board.energy)
        m_rows[Objective::Energy]->setNote(standing(std::min(board.energy->basis.trust, target.latencyTrust())), toQt(board.energy->basis.source));
}

void BudgetLimits::setSamples(const std::vector<cost::Cost>& samples)
{
    for (const auto& [objective, row] : m_rows) {
        std::vector<double> values;
        values.reserve(samples.size());
        for (const cost::Cost& cost : samples) {
            if (const auto value = valueOf(cost, objective))
                values.push_back(*value);
        }
        row->setSamples(std::move(values));
    }
}

void BudgetLimits::edit(Objective objective, std::optional<double> value, int gesture)
{
    if (objective != m_gestureRow || gesture != m_gesture) {
        m_gestureRow = objective;
        m_gesture = gesture;
        m_gestureMerge = m_document->newMergeId();
    }
    cost::Budget budget = m_document->spec().budget;
    setLimit(budget, objective, value);
    emit edited();
    m_document->setBudget(budget, tr("%1 limit").arg(toQt(search::objectiveLabel(objective))), m_gestureMerge);
}

} // namespace danas::ui
