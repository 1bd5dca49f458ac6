// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/side_by_side_button.h"

#include "base/units.h"
#include "ui/base/config_menu.h"
#include "ui/base/text.h"

#include <QMenu>

namespace danas::ui {

SideBySideButton::SideBySideButton(ProjectDocument& document, QWidget* parent)
    : QPushButton(tr("Run data-aware and fixed, side by side\u2026"), parent)
    , m_document(document)
{
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fixedDataMenu"));
    menu->setToolTipsVisible(true);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &SideBySideButton::fillMenu);
    connect(&document, &ProjectDocument::spaceChanged, this, &SideBySideButton::refresh);
    refresh();
}

void SideBySideButton::setObstacle(const QString& why)
{
    m_obstacle = why;
    refresh();
}

void SideBySideButton::refresh()
{
    QString why = m_obstacle;
    if (why.isEmpty() && m_document.spec().space.dataConfigs().size() < 2)
        why = tr("The space holds one data configuration only; allow more on the Space page, or there is nothing to compare.");
    setEnabled(why.isEmpty());
    setToolTip(why.isEmpty() ? tr("Two runs, one after the other: one searches data and network together, the other has its data fixed") : why);
}

void SideBySideButton::fillMenu()
{
    clearMenu(*menu());
    menu()->addSection(tr("Fixed at"));
    const search::RunSpec& spec = m_document.spec();
    const space::Genes smallest = spec.space.smallest();
    addConfigActions(*menu(), spec.space.dataConfigs(), [&](QAction& action, const data::DataConfig& config) {
        action.setText(toQt(config.label()));
        const cost::Cost least = search::costOf(spec, spec.space.withData(smallest, config), m_document.classes());
        action.setEnabled(spec.budget.fits(least));
        if (!action.isEnabled())
            action.setToolTip(tr("Even the smallest network needs %1 RAM and %2 flash with this input: over the budget.")
                                  .arg(toQt(formatBytes(least.ramBytes)), toQt(formatBytes(least.flashBytes))));
        connect(&action, &QAction::triggered, this, [this, config] { emit chosen(config); });
    });
}

std::vector<search::RunSpec> sideBySideSpecs(const search::RunSpec& draft, const data::DataConfig& fixed)
{
    const std::string prefix = draft.name.empty() || draft.name == search::RunSpec().name ? std::string() : draft.name + ", ";
    search::RunSpec aware = draft;
    aware.name = prefix + "data-aware";
    search::RunSpec pinned = draft;
    pinned.name = prefix + "fixed " + fixed.label();
    pinned.space = draft.space.withFixedData(fixed);
    return { aware, pinned };
}

} // namespace danas::ui
