// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/sample_stepper.h"

#include "data/audio/resample.h"
#include "ui/base/few_samples.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace danas::ui {
namespace {

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

} // namespace

SampleStepper::SampleStepper(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_previous(iconButton(QStringLiteral("previous"), QStringLiteral("previousSample"), tr("Previous sample"), this))
    , m_next(iconButton(QStringLiteral("next"), QStringLiteral("nextSample"), tr("Next sample"), this))
    , m_name(new QLabel(this))
    , m_player(this)
    , m_loading(this)
{
    m_name->setObjectName(QStringLiteral("sampleName"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_previous);
    layout->addWidget(m_name);
    layout->addWidget(m_next);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
}

void SampleStepper::restart()
{
    m_sample = 0;
    m_sampleOf.reset();
}

void SampleStepper::step(int by)
{
    const auto dataset = m_document->dataset();
    if (!dataset || dataset->samples.empty())
        return;
    // A long stride shows other classes and splits too, and meets every picture once (it shares no factor with most sizes).
    const auto size = static_cast<int>(dataset->samples.size());
    m_sample = ((m_sample + by * 7919) % size + size) % size;
    m_sampleOf.reset();
    emit stepped();
}

bool SampleStepper::ready() const
{
    const auto dataset = m_document->dataset();
    return dataset && dataset->modality == m_document->spec().space.modality() && !dataset->samples.empty();
}

QString SampleStepper::hint() const
{
    const bool sounds = m_document->spec().space.modality() == data::Modality::Audio;
    if (m_document->dataset())
        return sounds ? tr("The dataset holds pictures, this is a space of sounds.") : tr("The dataset holds sounds, this is a space of pictures.");
    return sounds ? tr("With a dataset chosen on the Data page, each tile shows a clip as its configuration hears it.")
                  : tr("With a dataset chosen on the Data page, each tile shows a picture as its configuration sees it.");
}

void SampleStepper::load(const std::vector<data::DataConfig>& configs)
{
    const auto dataset = m_document->dataset();
    m_previous->setEnabled(ready());
    m_next->setEnabled(ready());
    const QString why = dataset ? hint() : tr("There is no sample before a dataset is chosen.");
    m_previous->setToolTip(ready() ? tr("Previous sample") : why);
    m_next->setToolTip(ready() ? tr("Next sample") : why);
    m_player.stop();
    if (!ready()) {
        m_sampleOf.reset();
        m_sound = {};
        m_name->clear();
        m_loading.cancel();
        emit loaded({});
        return;
    }
    if (!m_sampleOf)
        m_sampleOf = std::make_shared<const data::Dataset>(fewSamples(*dataset, { m_sample }));
    const data::Sample& sample = m_sampleOf->samples.front();
    m_name->setText(toQt(sample.file).section(QLatin1Char('/'), -1));
    m_name->setToolTip(toQt(sample.file));
    m_loading.start([few = m_sampleOf, configs](const auto& isStale) { return tilePictures(*few, configs, isStale); },
        [this](TilePictures seen) {
            m_sound = std::move(seen.sound);
            emit loaded(seen);
        });
}

void SampleStepper::play(int rate)
{
    if (m_player.playing() == rate)
        m_player.stop();
    else if (!m_sound.samples.empty())
        m_player.play(data::audio::resample(m_sound, rate), rate);
}

} // namespace danas::ui
