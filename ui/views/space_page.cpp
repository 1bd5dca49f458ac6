// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/space_page.h"

#include "base/error.h"
#include "base/units.h"
#include "data/audio/resample.h"
#include "ui/base/config_menu.h"
#include "ui/base/data_look.h"
#include "ui/base/few_samples.h"
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/backbone_editor.h"
#include "ui/editors/chip_row.h"
#include "ui/editors/data_tiles.h"
#include "ui/editors/layer_grid.h"
#include "ui/editors/sound_editor.h"
#include "ui/editors/tile_pictures.h"
#include "ui/views/page_layout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QWidgetAction>

#include <algorithm>
#include <set>

namespace danas::ui {
namespace {

constexpr std::array kOfferedResolutions { 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 192, 224 };
const std::vector<double> kOfferedWidths { 0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1.0 };

QToolButton* menuButton(const QString& text, const QString& name, QMenu* menu, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    return button;
}

QToolButton* iconButton(const QString& iconName, const QString& name, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setObjectName(name);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    setIcon(button, iconName);
    return button;
}

std::vector<int> resolutionsOf(const space::SearchSpace& space)
{
    std::vector<int> all;
    if (space.modality() != data::Modality::Image)
        return all;
    for (const double value : space.parameter("resolution").numbers())
        all.push_back(static_cast<int>(value));
    return all;
}

/// The same space with both colours among its values; what was off stays off.
space::SearchSpace withBothColours(const space::SearchSpace& space)
{
    if (space.modality() != data::Modality::Image)
        return space;
    const std::vector<data::DataConfig> on = space.dataConfigs();
    return space.withValues("colour", { std::string("rgb"), std::string("gray") }).withDataConfigs(on);
}

} // namespace

SpacePage::SpacePage(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_message(new MessageBar(this))
    , m_resolutionMenu(new QMenu(this))
    , m_pinMenu(new QMenu(this))
    , m_presetMenu(new QMenu(this))
    , m_soundEditor(new SoundEditor(this))
    , m_tiles(new DataTiles(this))
    , m_hint(new QWidget(this))
    , m_backbone(new BackboneEditor(this))
    , m_layers(new LayerGrid(this))
    , m_player(this)
    , m_loading(this)
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
    connect(m_tiles, &DataTiles::playRequested, this, &SpacePage::playSample);
    connect(&m_player, &ClipPlayer::changed, this, &SpacePage::refreshPlaying);
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
        m_sample = 0;
        m_sampleOf.reset();
        refresh();
    });
    refresh();
}

QWidget* SpacePage::makeHint()
{
    auto* layout = new QHBoxLayout(m_hint);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_tilesHint = new QLabel(m_hint);
    m_tilesHint->setObjectName(QStringLiteral("tilesHint"));
    m_tilesHint->setFont(smallFont());
    m_tilesHint->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_tilesHint);
    m_otherModality = new QToolButton(m_hint);
    m_otherModality->setObjectName(QStringLiteral("otherModality"));
    layout->addWidget(m_otherModality);
    layout->addStretch(1);
    connect(m_otherModality, &QToolButton::clicked, this, [this] {
        applyPreset(m_document->spec().space.modality() == data::Modality::Image ? "machines" : "lean");
    });
    return m_hint;
}

QWidget* SpacePage::makeDataHeader()
{
    auto* header = new QWidget(this);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(heading(tr("Data"), header));
    m_onCount = new QLabel(header);
    m_onCount->setObjectName(QStringLiteral("onCount"));
    m_onCount->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_onCount);
    layout->addStretch(1);
    m_previous = iconButton(QStringLiteral("previous"), QStringLiteral("previousSample"), tr("Previous sample"), header);
    m_next = iconButton(QStringLiteral("next"), QStringLiteral("nextSample"), tr("Next sample"), header);
    m_sampleName = new QLabel(header);
    m_sampleName->setObjectName(QStringLiteral("sampleName"));
    layout->addWidget(m_previous);
    layout->addWidget(m_sampleName);
    layout->addWidget(m_next);
    connect(m_previous, &QToolButton::clicked, this, [this] { stepSample(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { stepSample(1); });
    layout->addSpacing(8);
    m_resolutions = menuButton(tr("Resolutions"), QStringLiteral("resolutions"), m_resolutionMenu, header);
    layout->addWidget(m_resolutions);
    layout->addWidget(menuButton(tr("Pin data"), QStringLiteral("pinData"), m_pinMenu, header));
    connect(m_resolutionMenu, &QMenu::aboutToShow, this, &SpacePage::fillResolutionMenu);
    connect(m_pinMenu, &QMenu::aboutToShow, this, &SpacePage::fillPinMenu);
    return header;
}

QWidget* SpacePage::makeNetworkHeader()
{
    auto* header = new QWidget(this);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(heading(tr("Network"), header));
    m_family = new QLabel(header);
    m_family->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_family);
    layout->addStretch(1);
    m_widthTitle = new QLabel(tr("width"), header);
    layout->addWidget(m_widthTitle);
    m_widths = new ChipRow(tr("width multiplier"), kOfferedWidths, header);
    m_widths->setObjectName(QStringLiteral("width"));
    layout->addWidget(m_widths);
    return header;
}

QWidget* SpacePage::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(kMargin, 8, kMargin, kGap);
    layout->setSpacing(kGap);
    m_size = heading({}, foot);
    m_size->setObjectName(QStringLiteral("systemCount"));
    m_extremes = new QLabel(foot);
    m_extremes->setObjectName(QStringLiteral("extremes"));
    m_extremes->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_size);
    layout->addWidget(m_extremes, 1);
    connect(m_presetMenu, &QMenu::aboutToShow, this, &SpacePage::fillPresetMenu);
    fillPresetMenu(); // so that its actions can be found before it was open
    layout->addWidget(menuButton(tr("Preset"), QStringLiteral("preset"), m_presetMenu, foot));
    return foot;
}

/// Those of the dataset's modality; without a dataset all.
void SpacePage::fillPresetMenu()
{
    m_presetMenu->clear();
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
        QAction* action = m_presetMenu->addAction(name == names.end() ? toQt(preset) : name->second);
        action->setObjectName(QStringLiteral("preset.") + toQt(preset));
        connect(action, &QAction::triggered, this, [this, preset] { applyPreset(preset); });
    }
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
    m_onCount->setText(tr("%1 of %2 on").arg(space.dataConfigs().size()).arg(withBothColours(space).allDataConfigs().size()));
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
    m_tiles->setConfigs(tileGrid(space, m_soundEditor->slice()), withBothColours(space).allDataConfigs(), space.dataConfigs());
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

void SpacePage::fillResolutionMenu()
{
    m_resolutionMenu->clear();
    const std::vector<int> present = resolutionsOf(m_document->spec().space);
    std::set<int> offered(kOfferedResolutions.begin(), kOfferedResolutions.end());
    offered.insert(present.begin(), present.end());
    for (const int resolution : offered) {
        QAction* action = m_resolutionMenu->addAction(tr("%1\u202fpx").arg(resolution));
        action->setCheckable(true);
        action->setChecked(std::find(present.begin(), present.end(), resolution) != present.end());
        connect(action, &QAction::triggered, this, [this, resolution](bool on) { editOrdinal(resolution, on); });
    }
    m_resolutionMenu->addSeparator();
    auto* row = new QWidget(m_resolutionMenu);
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
        m_resolutionMenu->close();
        editOrdinal(box->value(), true);
    });
    auto* other = new QWidgetAction(m_resolutionMenu);
    other->setDefaultWidget(row);
    m_resolutionMenu->addAction(other);
}

void SpacePage::fillPinMenu()
{
    clearMenu(*m_pinMenu);
    const space::SearchSpace& space = m_document->spec().space;
    addConfigActions(*m_pinMenu, withBothColours(space).allDataConfigs(), [&](QAction& action, const data::DataConfig& config) {
        action.setText(tr("Fixed: %1").arg(toQt(config.label())));
        action.setCheckable(true);
        action.setChecked(space.dataConfigs() == std::vector { config });
        connect(&action, &QAction::triggered, this, [this, config] { editConfigs({ config }, -1); });
    });
    m_pinMenu->addSeparator();
    connect(m_pinMenu->addAction(tr("Not fixed: all on")), &QAction::triggered, this, [this] {
        editConfigs(withBothColours(m_document->spec().space).allDataConfigs(), -1);
    });
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
        [&](const space::SearchSpace& space) { return withBothColours(space).withDataConfigs(on); });
}

void SpacePage::editOrdinal(int ordinal, bool present)
{
    const data::Modality modality = m_document->spec().space.modality();
    const std::string parameter = modality == data::Modality::Image ? "resolution" : "sample_rate";
    const QString text = ordinalText(modality, ordinal);
    edit(present ? tr("Add %1").arg(text) : tr("Remove %1").arg(text), -1, [&](const space::SearchSpace& space) {
        std::vector<space::Value> values = space.parameter(parameter).values;
        std::erase(values, space::Value { static_cast<double>(ordinal) });
        if (present)
            values.emplace_back(static_cast<double>(ordinal));
        return space.withValues(parameter, std::move(values));
    });
}

void SpacePage::editValues(const std::string& parameter, const std::vector<double>& values, int gesture)
{
    edit(tr("Change %1").arg(toQt(parameter)), mergeId(toQt(parameter), gesture), [&](const space::SearchSpace& space) {
        return space.withValues(parameter, { values.begin(), values.end() });
    });
}

void SpacePage::stepSample(int by)
{
    const auto dataset = m_document->dataset();
    if (!dataset || dataset->samples.empty())
        return;
    // A long stride shows other classes and splits too, and meets every picture once (it shares no factor with most sizes).
    const auto size = static_cast<int>(dataset->samples.size());
    m_sample = ((m_sample + by * 7919) % size + size) % size;
    m_sampleOf.reset();
    loadSample();
}

bool SpacePage::fitsDataset() const
{
    const auto dataset = m_document->dataset();
    return dataset && dataset->modality == m_document->spec().space.modality() && !dataset->samples.empty();
}

QString SpacePage::hintText() const
{
    const bool sounds = m_document->spec().space.modality() == data::Modality::Audio;
    if (m_document->dataset())
        return sounds ? tr("The dataset holds pictures, this is a space of sounds.") : tr("The dataset holds sounds, this is a space of pictures.");
    return sounds ? tr("With a dataset chosen on the Data page, each tile shows a clip as its configuration hears it.")
                  : tr("With a dataset chosen on the Data page, each tile shows a picture as its configuration sees it.");
}

void SpacePage::loadSample()
{
    const auto dataset = m_document->dataset();
    const bool ready = fitsDataset();
    m_hint->setVisible(!ready);
    m_tilesHint->setText(hintText());
    m_otherModality->setVisible(dataset && !ready);
    m_otherModality->setText(m_document->spec().space.modality() == data::Modality::Image ? tr("Use the preset Machines") : tr("Use the preset Lean"));
    m_previous->setEnabled(ready);
    m_next->setEnabled(ready);
    const QString why = dataset ? hintText() : tr("There is no sample before a dataset is chosen.");
    m_previous->setToolTip(ready ? tr("Previous sample") : why);
    m_next->setToolTip(ready ? tr("Next sample") : why);
    m_player.stop();
    if (!ready) {
        m_sampleOf.reset();
        m_sampleName->clear();
        m_tiles->setPictures({});
        m_tiles->setWaves({});
        m_loading.cancel();
        return;
    }
    if (!m_sampleOf)
        m_sampleOf = std::make_shared<const data::Dataset>(fewSamples(*dataset, { m_sample }));
    const data::Sample& sample = m_sampleOf->samples.front();
    m_sampleName->setText(toQt(sample.file).section(QLatin1Char('/'), -1));
    m_sampleName->setToolTip(toQt(sample.file));
    m_loading.start(
        [few = m_sampleOf, configs = tileGrid(m_document->spec().space, m_soundEditor->slice()).possible()](const auto& isStale) { return tilePictures(*few, configs, isStale); },
        [this](TilePictures seen) {
            m_sound = std::move(seen.sound);
            m_tiles->setPictures(std::move(seen.pictures));
            m_tiles->setWaves(std::move(seen.waves));
            refreshPlaying();
            if (!seen.error.isEmpty())
                m_message->show(MessageBar::Kind::Error, seen.error);
        });
}

void SpacePage::playSample(int rate)
{
    if (m_player.playing() == rate)
        m_player.stop();
    else if (!m_sound.samples.empty())
        m_player.play(data::audio::resample(m_sound, rate), rate);
}

void SpacePage::refreshPlaying()
{
    if (!m_sound.samples.empty())
        m_tiles->setPlaying(m_player.playing(), m_player.fault());
}

} // namespace danas::ui
