// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/objective_row.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/project_document.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {

ObjectiveRow::ObjectiveRow(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Objectives"), this);
    title->setFont(headingFont());
    column->addWidget(title);
    auto* layout = new QHBoxLayout;
    layout->setSpacing(kGap);
    column->addLayout(layout);
    for (const search::Objective objective : search::kObjectives) {
        auto* box = new QCheckBox(toQt(search::objectiveLabel(objective)), this);
        box->setObjectName(QStringLiteral("objective.") + toQt(search::objectiveName(objective)));
        layout->addWidget(box);
        connect(box, &QCheckBox::clicked, this, &ObjectiveRow::edit);
        m_boxes[objective] = box;
    }
    layout->addStretch(1);
    connect(m_document, &ProjectDocument::settingsChanged, this, &ObjectiveRow::refresh);
    connect(m_document, &ProjectDocument::targetChanged, this, &ObjectiveRow::refresh);
    refresh();
}

void ObjectiveRow::refresh()
{
    const search::RunSpec& spec = m_document->spec();
    for (const auto& [objective, box] : m_boxes) {
        const bool known = search::known(spec, objective);
        box->setChecked(std::find(spec.objectives.begin(), spec.objectives.end(), objective) != spec.objectives.end());
        box->setEnabled(known || box->isChecked());
        box->setToolTip(known ? (search::isMetric(objective) ? tr("As high as possible, on the validation split.") : tr("As low as possible."))
                : objective == search::Objective::Latency || !spec.deployment
                ? tr("Needs a target that knows how long operators take.")
                : tr("Needs a target with energy per cycle: %1 has none, but a copy of it can be given one.").arg(toQt(spec.deployment->target.board.name)));
    }
}

void ObjectiveRow::edit()
{
    search::RunSpec spec = m_document->spec();
    spec.objectives.clear();
    for (const search::Objective objective : search::kObjectives) {
        if (m_boxes[objective]->isChecked())
            spec.objectives.push_back(objective);
    }
    m_document->setSettings(spec, tr("Objectives"));
}

} // namespace danas::ui
