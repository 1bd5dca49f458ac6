// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/tier_rows.h"

#include "ui/models/compare_tables.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {
namespace {

constexpr std::size_t kMost = 20; ///< as many as an experiment's document may have

cost::Budget budgetOf(const compare::Tier& tier)
{
    cost::Budget budget;
    budget.ramBytes = tier.ramBytes;
    budget.flashBytes = tier.flashBytes;
    return budget;
}

} // namespace

TierRows::TierRows(const std::vector<cost::Budget>& tiers, QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_more(new QToolButton(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_more->setObjectName(QStringLiteral("addExperimentTier"));
    m_more->setText(tr("Add a budget"));
    m_more->setAutoRaise(true);
    m_layout->addWidget(m_more, 0, Qt::AlignLeft);
    for (const cost::Budget& tier : tiers)
        add(tierText({ tier.ramBytes.value_or(0), tier.flashBytes }));
    connect(m_more, &QToolButton::clicked, this, [this] {
        add({});
        m_rows.back().text->setFocus();
        emit changed();
    });
}

void TierRows::add(const QString& text)
{
    auto* const box = new QWidget(this);
    auto* const edit = new QLineEdit(text, box);
    edit->setObjectName(QStringLiteral("experimentTier"));
    edit->setAccessibleName(tr("Budget: RAM and flash"));
    edit->setPlaceholderText(tr("RAM / flash, such as 64 KiB / 256 KiB"));
    edit->setMinimumWidth(220);
    auto* const remove = new QToolButton(box);
    remove->setObjectName(QStringLiteral("removeExperimentTier"));
    remove->setText(tr("Remove"));
    remove->setAutoRaise(true);
    auto* const row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(edit);
    row->addWidget(remove);
    row->addStretch();
    m_layout->insertWidget(static_cast<int>(m_rows.size()), box);
    m_rows.push_back({ box, edit, remove });
    connect(edit, &QLineEdit::textChanged, this, &TierRows::changed);
    connect(remove, &QToolButton::clicked, this, [this, box] {
        std::erase_if(m_rows, [box](const Row& one) { return one.box == box; });
        box->hide();
        box->deleteLater();
        refresh();
        emit changed();
    });
    refresh();
}

/// One budget always stays.
void TierRows::refresh()
{
    for (const Row& row : m_rows)
        row.remove->setVisible(m_rows.size() > 1);
    m_more->setEnabled(m_rows.size() < kMost);
}

std::optional<std::vector<cost::Budget>> TierRows::tiers() const
{
    std::vector<cost::Budget> found;
    for (const Row& row : m_rows) {
        const auto tier = tierFromText(row.text->text());
        if (!tier || tier->ramBytes < 1 || std::find(found.begin(), found.end(), budgetOf(*tier)) != found.end())
            return std::nullopt;
        found.push_back(budgetOf(*tier));
    }
    return found;
}

QString TierRows::problem() const
{
    std::vector<compare::Tier> seen;
    for (const Row& row : m_rows) {
        const auto tier = tierFromText(row.text->text());
        if (!tier || tier->ramBytes < 1)
            return tr("\u201c%1\u201d is not a budget: write RAM, or RAM and flash, such as 64 KiB / 256 KiB.").arg(row.text->text());
        if (std::find(seen.begin(), seen.end(), *tier) != seen.end())
            return tr("The budget %1 stands there twice; name each once.").arg(tierText(*tier));
        seen.push_back(*tier);
    }
    return {};
}

} // namespace danas::ui
