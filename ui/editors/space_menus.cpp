// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/space_menus.h"

#include "ui/base/config_menu.h"
#include "ui/base/text.h"
#include "ui/models/space_edits.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QToolButton>
#include <QWidgetAction>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace danas::ui {
namespace {

constexpr std::array kOfferedResolutions { 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 192, 224 };

} // namespace

ResolutionMenu::ResolutionMenu(const ProjectDocument* document, QWidget* parent)
    : QMenu(parent)
    , m_document(document)
{
    connect(this, &QMenu::aboutToShow, this, &ResolutionMenu::fill);
}

void ResolutionMenu::fill()
{
    clear();
    const std::vector<int> present = resolutionsOf(m_document->spec().space);
    std::set<int> offered(kOfferedResolutions.begin(), kOfferedResolutions.end());
    offered.insert(present.begin(), present.end());
    for (const int resolution : offered) {
        QAction* action = addAction(tr("%1\u202fpx").arg(resolution));
        action->setCheckable(true);
        action->setChecked(std::find(present.begin(), present.end(), resolution) != present.end());
        connect(action, &QAction::triggered, this, [this, resolution](bool on) { emit ticked(resolution, on); });
    }
    addSeparator();
    addOther();
}

void ResolutionMenu::addOther()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    auto* box = new QSpinBox(row);
    box->setObjectName(QStringLiteral("otherResolution"));
    box->setAccessibleName(tr("Another resolution"));
    box->setRange(8, 512);
    box->setSingleStep(16);
    box->setValue(176);
    box->setSuffix(tr("\u202fpx"));
    auto* add = new QToolButton(row);
    add->setText(tr("Add"));
    layout->addWidget(box, 1);
    layout->addWidget(add);
    connect(add, &QToolButton::clicked, this, [this, box] {
        close();
        emit ticked(box->value(), true);
    });
    auto* other = new QWidgetAction(this);
    other->setDefaultWidget(row);
    addAction(other);
}

PinMenu::PinMenu(const ProjectDocument* document, QWidget* parent)
    : QMenu(parent)
    , m_document(document)
{
    connect(this, &QMenu::aboutToShow, this, &PinMenu::fill);
}

void PinMenu::fill()
{
    clearMenu(*this);
    const space::SearchSpace& space = m_document->spec().space;
    addConfigActions(*this, possibleConfigs(space), [&](QAction& action, const data::DataConfig& config) {
        action.setText(tr("Fixed: %1").arg(toQt(config.label())));
        action.setCheckable(true);
        action.setChecked(space.dataConfigs() == std::vector { config });
        connect(&action, &QAction::triggered, this, [this, config] { emit chosen({ config }); });
    });
    addSeparator();
    connect(addAction(tr("Not fixed: all on")), &QAction::triggered, this, [this] { emit chosen(possibleConfigs(m_document->spec().space)); });
}

PresetMenu::PresetMenu(const ProjectDocument* document, QWidget* parent)
    : QMenu(parent)
    , m_document(document)
{
    connect(this, &QMenu::aboutToShow, this, &PresetMenu::fill);
    fill(); // so that its actions can be found before it was open
}

void PresetMenu::fill()
{
    clear();
    const std::map<std::string_view, QString> names { { "lean", tr("Lean: trains on a CPU in minutes") },
        { "paper", tr("The paper's space: 37\u202f520 systems") }, { "demo", tr("Demo: a search takes two minutes") },
        { "keywords", tr("Keywords: sounds of 1 s, MFCC and mel bands from 4 kHz") }, { "machines", tr("Machines: sounds of 1 s, every feature from 375 Hz") },
        { "sound2023", tr("The data of 2023: sounds of 10 s") }, { "demo-sound", tr("Demo for sounds") },
        { "chain2023", tr("The space of 2023: chains of convolutions on sounds of 10 s, from scratch") },
        { "machines-chain", tr("Machines with the chains of 2023, from scratch") }, { "keywords-ds-cnn", tr("Keywords with DS-CNN") } };
    const auto dataset = m_document->dataset();
    for (const auto preset : space::kSpacePresets) {
        if (dataset && space::spacePreset(preset).modality() != dataset->modality)
            continue;
        const auto name = names.find(preset);
        QAction* action = addAction(name == names.end() ? toQt(preset) : name->second);
        action->setObjectName(QStringLiteral("preset.") + toQt(preset));
        connect(action, &QAction::triggered, this, [this, preset] { emit chosen(preset); });
    }
}

} // namespace danas::ui
