// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/space_page.h"

#include "base/error.h"
#include "base/units.h"
#include "ui/base/data_look.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/backbone_editor.h"
#include "ui/editors/chip_row.h"
#include "ui/editors/data_tiles.h"
#include "ui/editors/layer_grid.h"
#include "ui/editors/sample_stepper.h"
#include "ui/editors/sound_editor.h"
#include "ui/models/space_edits.h"
#include "ui/views/page_layout.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace danas::ui {

SpacePage::SpacePage(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_message(new MessageBar(this))
    , m_stepper(new SampleStepper(document, this))
    , m_soundEditor(new SoundEditor(this))
    , m_tiles(new DataTiles(this))
    , m_hint(new QWidget(this))
    , m_backbone(new BackboneEditor(this))
    , m_layers(new LayerGrid(this))
{
    setObjectName(QStringLiteral("spacePage"));
    auto* layout = arrangePage(*this, m_message, makeFoot());
    layout->addWidget(makeDataHeader());
    layout->addWidget(m_soundEditor);
    layout->addWidget(m_tiles);
    layout->addWidget(makeHint());
    layout->addSpacing(kGroupGap - kGap);
    layout->addWidget(makeNetworkHeader());
    layout->addWidget(m_backbone);
    layout->addWidget(m_layers);
    layout->addStretch(1);

    connect(m_tiles, &DataTiles::edited, this, &SpacePage::editConfigs);
    connect(m_tiles, &DataTiles::removeOrdinal, this, [this](int ordinal) { editOrdinal(ordinal, false); });
    connect(m_tiles, &DataTiles::playRequested, m_stepper, &SampleStepper::play);
    connect(m_stepper, &SampleStepper::stepped, this, &SpacePage::loadSample);
    connect(m_stepper, &SampleStepper::loaded, this, &SpacePage::showSample);
    connect(&m_stepper->player(), &ClipPlayer::changed, this, &SpacePage::refreshPlaying);
    connect(m_soundEditor, &SoundEditor::sliceChanged, this, [this] {
        refreshTiles();
        loadSample();
    });
    const auto change = [this](const std::string& parameter, const std::vector<space::Value>& values) {
        edit(tr("Change %1").arg(parameterWord(parameter)), -1, [&](const space::SearchSpace& space) { return space.withValues(parameter, values); });
    };
    connect(m_soundEditor, &SoundEditor::edited, this, change);
    connect(m_layers, &LayerGrid::edited, this, change);
    connect(m_backbone, &BackboneEditor::edited, this, &SpacePage::editValues);
    connect(m_widths, &ChipRow::edited, this, [this](const std::vector<double>& values) { editValues("width", values, -1); });
    connect(m_document, &ProjectDocument::spaceChanged, this, [this] {
        m_message->clear(); // it spoke of another space
        refresh();
    });
    connect(m_document, &ProjectDocument::datasetChanged, this, [this] {
        m_stepper->restart();
        refresh();
    });
    refresh();
}

void SpacePage::applyPreset(std::string_view preset)
{
    edit(tr("Preset %1").arg(toQt(preset)), -1, [preset](const space::SearchSpace&) { return space::spacePreset(preset); });
}

void SpacePage::refresh()
{
    const space::SearchSpace& space = m_document->spec().space;
    const bool pictures = space.modality() == data::Modality::Image;
    m_soundEditor->setVisible(!pictures);
    if (!pictures)
        m_soundEditor->setSpace(space, m_document->dataset().get());
    m_resolutions->setVisible(pictures);
    refreshTiles();
    m_onCount->setText(tr("%1 of %2 on").arg(space.dataConfigs().size()).arg(possibleConfigs(space).size()));
    m_family->setText(toQt(std::string(space.familyModule().title())));
    const bool stages = BackboneEditor::shows(space);
    m_widthTitle->setVisible(stages);
    m_widths->setVisible(stages);
    m_backbone->setVisible(stages);
    m_layers->setVisible(!stages);
    if (stages) {
        m_widths->setValues(space.parameter("width").numbers());
        m_backbone->setSpace(space);
    } else {
        m_layers->setSpace(space);
    }
    refreshSize();
    loadSample();
}

void SpacePage::refreshTiles()
{
    const space::SearchSpace& space = m_document->spec().space;
    m_tiles->setConfigs(tileGrid(space, m_soundEditor->slice()), possibleConfigs(space), space.dataConfigs());
}

void SpacePage::refreshSize()
{
    const space::SearchSpace& space = m_document->spec().space;
    m_size->setText(tr("%1 systems").arg(toQt(formatGrouped(space.count()))));
    const auto extreme = [&](const space::Genes& genes) -> QString {
        const cost::Cost cost = search::costOf(m_document->spec(), genes, m_document->classes());
        return tr("%1 flash, %2").arg(toQt(formatBytes(cost.flashBytes)), toQt(formatMacs(cost.macs)));
    };
    m_extremes->setText(tr("smallest %1 \u00b7 largest %2").arg(extreme(space.smallest()), extreme(space.largest())));
    m_extremes->setToolTip(tr("Flash and multiply-accumulates of the smallest and the largest system."));
}

void SpacePage::edit(
    const QString& text, int merge, const std::function<space::SearchSpace(const space::SearchSpace&)>& change)
{
    const search::EvaluatorKind before = m_document->spec().evaluator;
    try {
        m_document->setSpace(change(m_document->spec().space), text, merge);
        m_message->clear();
        if (m_document->spec().evaluator != before)
            m_message->show(MessageBar::Kind::Info, evaluatorText());
    } catch (const Error& error) {
        m_message->show(MessageBar::Kind::Error, toQt(std::string(error.what())));
        refresh(); // chips have switched themselves already
    }
}

/// What choosing this space has made of the way of scoring.
QString SpacePage::evaluatorText() const
{
    const QString family = toQt(m_document->spec().space.familyModule().title());
    return m_document->spec().evaluator == search::EvaluatorKind::Scratch
        ? tr("%1: networks of this family share no weights, so each candidate is now trained from scratch.").arg(family)
        : tr("%1: candidates are now scored by a supernet again.").arg(family);
}

int SpacePage::mergeId(const QString& editor, int gesture)
{
    if (gesture < 0)
        return -1;
    if (editor != m_gestureEditor || gesture != m_gesture) {
        m_gestureEditor = editor;
        m_gesture = gesture;
        m_gestureMerge = m_document->newMergeId();
    }
    return m_gestureMerge;
}

void SpacePage::editConfigs(const std::vector<data::DataConfig>& on, int gesture)
{
    edit(tr("Data configurations"), mergeId(QStringLiteral("tiles"), gesture),
        [&](const space::SearchSpace& space) { return withConfigs(space, on); });
}

void SpacePage::editOrdinal(int ordinal, bool present)
{
    const QString text = ordinalText(m_document->spec().space.modality(), ordinal);
    edit(present ? tr("Add %1").arg(text) : tr("Remove %1").arg(text), -1,
        [&](const space::SearchSpace& space) { return withOrdinal(space, ordinal, present); });
}

void SpacePage::editValues(const std::string& parameter, const std::vector<double>& values, int gesture)
{
    edit(tr("Change %1").arg(toQt(parameter)), mergeId(toQt(parameter), gesture), [&](const space::SearchSpace& space) {
        return space.withValues(parameter, { values.begin(), values.end() });
    });
}

void SpacePage::loadSample()
{
    const bool ready = m_stepper->ready();
    m_hint->setVisible(!ready);
    m_tilesHint->setText(m_stepper->hint());
    m_otherModality->setVisible(m_document->dataset() && !ready);
    m_otherModality->setText(m_document->spec().space.modality() == data::Modality::Image ? tr("Use the preset Machines") : tr("Use the preset Lean"));
    m_stepper->load(tileGrid(m_document->spec().space, m_soundEditor->slice()).possible());
}

void SpacePage::showSample(const TilePictures& seen)
{
    m_tiles->setPictures(seen.pictures);
    m_tiles->setWaves(seen.waves);
    refreshPlaying();
    if (!seen.error.isEmpty())
        m_message->show(MessageBar::Kind::Error, seen.error);
}

void SpacePage::refreshPlaying()
{
    if (m_stepper->hasSound())
        m_tiles->setPlaying(m_stepper->player().playing(), m_stepper->player().fault());
}

} // namespace danas::ui
