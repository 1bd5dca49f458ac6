// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sees_tab.h"

#include "base/units.h"
#include "ui/base/data_look.h"
#include "ui/base/few_samples.h"
#include "ui/base/image.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/sees_delegate.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace danas::ui {

namespace {

constexpr int kWaveColumns = 300;
constexpr std::size_t kPage = 16; ///< samples whose pictures are made together
enum Filter { All, Wrong, FirstClass };

/// The cache of a few samples only: exactly what a run's whole cache holds for them.
std::shared_ptr<const data::SampleSource> cacheOf(const data::Dataset& dataset, const std::vector<int>& samples, const std::vector<data::DataConfig>& configs)
{
    RunControl control;
    return data::loadSamples(fewSamples(dataset, samples), configs, control);
}

} // namespace

SeenModel::SeenModel(QObject* parent)
    : QAbstractListModel(parent)
    , m_loader(this)
{
}

void SeenModel::clear()
{
    set(nullptr, nullptr, {}, {}, {});
}

void SeenModel::set(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache,
    std::vector<data::DataConfig> configs, const data::DataConfig& config, std::vector<SeenSample> samples)
{
    m_loader.cancel();
    beginResetModel();
    m_dataset = std::move(dataset);
    m_cache = std::move(cache);
    m_configs = std::move(configs);
    m_config = config;
    m_samples = std::move(samples);
    m_pictures.clear();
    m_pending = false;
    endResetModel();
    if (canFetchMore({}))
        fetchMore({});
}

int SeenModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pictures.size());
}

bool SeenModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_pending && m_pictures.size() < m_samples.size();
}

void SeenModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_pending = true;
    const auto first = m_pictures.size();
    const auto last = std::min(first + kPage, m_samples.size());
    std::vector<SeenSample> page(m_samples.begin() + static_cast<std::ptrdiff_t>(first), m_samples.begin() + static_cast<std::ptrdiff_t>(last));
    m_loader.start(
        [page = std::move(page), dataset = m_dataset, cache = m_cache, configs = m_configs, config = m_config](const auto& isStale) {
            std::vector<Pictures> pictures;
            try {
                std::vector<int> samples;
                for (const SeenSample& seen : page)
                    samples.push_back(seen.sample);
                const auto few = cache ? cache : cacheOf(*dataset, samples, config.isAudio() ? std::vector { config } : configs);
                for (std::size_t i = 0; i < page.size() && !isStale(); ++i) {
                    const int sample = cache ? page[i].sample : static_cast<int>(i);
                    if (config.isAudio()) {
                        const Wave wave = waveOf(heardClip(*few, sample, config.audio()), kWaveColumns);
                        const ClipLook look { config.audio(), wave, featurePicture(few->evaluation(sample, config)) };
                        pictures.push_back({ {}, {}, std::make_shared<const ClipLook>(look) });
                    } else {
                        pictures.push_back({ toQImage(few->original(sample)), toQImage(few->evaluation(sample, config)), nullptr });
                    }
                }
            } catch (const std::exception&) {
                pictures.resize(page.size()); // a file that went since the scan: its row says so
            }
            return pictures;
        },
        [this](std::vector<Pictures> pictures) {
            m_pending = false;
            if (pictures.empty())
                return;
            const int from = rowCount();
            beginInsertRows({}, from, from + static_cast<int>(pictures.size()) - 1);
            std::move(pictures.begin(), pictures.end(), std::back_inserter(m_pictures));
            endInsertRows();
        });
}

QVariant SeenModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SeenSample& seen = m_samples[static_cast<std::size_t>(index.row())];
    const Pictures& pictures = m_pictures[static_cast<std::size_t>(index.row())];
    const auto name = [this](int label) { return toQt(m_dataset->classes[static_cast<std::size_t>(label)]); };
    const QString said = tr("%1 %2").arg(name(seen.prediction.label), toQt(formatPercent(seen.prediction.probability / 255.0)));
    const bool wrong = seen.prediction.label != seen.truth;
    switch (role) {
    case OriginalRole:
        return pictures.original;
    case SeenRole:
        return pictures.seen;
    case ClipRole:
        return QVariant::fromValue(pictures.clip);
    case SoundRole:
        return m_config.isAudio();
    case SampleRole:
        return seen.sample;
    case TextRole:
        return said;
    case TruthRole:
        return name(seen.truth);
    case WrongRole:
        return wrong;
    case Qt::ToolTipRole:
        return toQt(m_dataset->samples[static_cast<std::size_t>(seen.sample)].file);
    case Qt::AccessibleTextRole:
        return wrong ? tr("says %1, wrong, is %2").arg(said, name(seen.truth)) : tr("says %1, right").arg(said);
    default:
        return {};
    }
}

data::audio::Sound SeenModel::heard(int row) const
{
    const int sample = m_samples[static_cast<std::size_t>(row)].sample;
    if (m_cache)
        return heardClip(*m_cache, sample, m_config.audio());
    return heardClip(*cacheOf(*m_dataset, { sample }, { m_config }), 0, m_config.audio());
}

/// What load() finds out in the background.
struct SeesTab::Loaded {
    std::shared_ptr<const data::Dataset> dataset;
    std::vector<SeenSample> samples;
    QString problem;
};

SeesTab::SeesTab(RunModel& run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_filter(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_view(new QListView(this))
    , m_delegate(new SeesDelegate(m_view))
    , m_player(this)
    , m_loader(this)
{
    m_filter->setObjectName(QStringLiteral("seesFilter"));
    m_filter->setAccessibleName(tr("Which samples"));
    m_count->setObjectName(QStringLiteral("seesCount"));
    m_count->setFont(smallFont());
    m_sentence->setObjectName(QStringLiteral("seesSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_view->setObjectName(QStringLiteral("seesView"));
    m_view->setAccessibleName(tr("Samples as the candidate sees them"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* const row = new QHBoxLayout;
    row->addWidget(m_filter);
    row->addStretch();
    row->addWidget(m_count);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_view, 1);

    connect(m_filter, &QComboBox::activated, this, &SeesTab::applyFilter);
    connect(m_delegate, &SeesDelegate::playRequested, this, &SeesTab::play);
    connect(m_view, &QListView::activated, this, &SeesTab::play); // by Enter
    connect(&m_player, &ClipPlayer::changed, this, [this] {
        m_delegate->setPlaying(m_player.playing());
        m_view->viewport()->update();
    });
    connect(&run, &RunModel::dataChanged, this, [this] {
        if (m_run.dataset())
            load();
    });
    updateClasses();
    say({});
}

void SeesTab::showCandidate(int id)
{
    m_id = id;
    m_player.stop();
    updateClasses();
    load();
}

void SeesTab::say(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_view->setVisible(sentence.isEmpty());
    if (!sentence.isEmpty()) {
        m_model.clear();
        m_count->clear();
    }
}

void SeesTab::updateClasses()
{
    const auto& classes = m_run.classes();
    if (m_filter->count() == FirstClass + static_cast<int>(classes.size()) && m_classesOf == m_run.runId())
        return;
    m_classesOf = m_run.runId();
    m_filter->clear();
    m_filter->addItems({ tr("All samples"), tr("Wrong ones") });
    for (const std::string& name : classes)
        m_filter->addItem(tr("Truth: %1").arg(toQt(name)));
}

void SeesTab::load()
{
    m_loader.cancel();
    if (m_run.find(m_id) == nullptr || m_run.project().empty()) {
        say(tr("Select a candidate to see what it sees."));
        return;
    }
    auto known = m_run.dataset() ? m_run.dataset() : m_datasetRun == m_run.runId() ? m_dataset : nullptr;
    if (!known)
        say(tr("Reading the dataset…"));
    m_loader.start(
        [known, project = m_run.project(), run = m_run.runId(), id = m_id, spec = m_run.spec().dataset,
            fingerprint = m_run.record().datasetFingerprint](const LatestJob::IsStale&) {
            Loaded loaded;
            try {
                RunControl control;
                loaded.dataset = known ? known : std::make_shared<const data::Dataset>(data::openDataset(spec, control));
                if (fingerprint != 0 && loaded.dataset->fingerprint != fingerprint) {
                    loaded.problem = tr("The samples in %1 have changed since this run: what it saw cannot be shown.").arg(toQt(spec.path));
                    return loaded;
                }
                const auto predictions = store::Project(project, store::Project::Mode::ReadOnly).predictions(run, id);
                const std::vector<int> indices = loaded.dataset->indices(data::Split::Validation);
                for (std::size_t i = 0; i < std::min(indices.size(), predictions.size()); ++i)
                    loaded.samples.push_back({ indices[i], static_cast<int>(i),
                        loaded.dataset->samples[static_cast<std::size_t>(indices[i])].label, predictions[i] });
            } catch (const std::exception& e) {
                loaded.problem = tr("The samples cannot be shown: %1").arg(toQt(std::string(e.what())));
            }
            return loaded;
        },
        [this](Loaded loaded) {
            m_dataset = loaded.problem.isEmpty() ? loaded.dataset : nullptr;
            m_datasetRun = m_run.runId();
            m_samples = std::move(loaded.samples);
            if (!loaded.problem.isEmpty()) {
                say(loaded.problem);
                return;
            }
            updateClasses();
            applyFilter();
        });
}

void SeesTab::play(const QModelIndex& index)
{
    if (!index.data(SeenModel::SoundRole).toBool())
        return;
    const int sample = index.data(SeenModel::SampleRole).toInt();
    if (m_player.playing() == sample) {
        m_player.stop();
        return;
    }
    try {
        m_player.play(m_model.heard(index.row()), sample);
    } catch (const std::exception&) {
        m_player.stop(); // a file that went since the scan: its row says so
    }
}

void SeesTab::applyFilter()
{
    const search::Evaluation* const evaluation = m_run.find(m_id);
    if (!m_dataset || evaluation == nullptr)
        return;
    const int filter = m_filter->currentIndex();
    std::vector<SeenSample> shown;
    std::copy_if(m_samples.begin(), m_samples.end(), std::back_inserter(shown), [filter](const SeenSample& seen) {
        return filter == All || (filter == Wrong && seen.prediction.label != seen.truth) || filter - FirstClass == seen.truth;
    });
    if (shown.empty()) {
        say(filter == Wrong ? tr("It got every validation sample right.") : tr("There is no such sample."));
        return;
    }
    say({});
    m_count->setText(tr("%1 of %2 validation samples").arg(shown.size()).arg(m_samples.size()));
    const auto cache = m_run.cache();
    if (evaluation->data.isAudio())
        m_delegate->setPlayTip(m_player.fault(), tr("Hear it as the network does, at %1").arg(ordinalText(data::Modality::Audio, evaluation->data.ordinal())));
    m_model.set(m_dataset, cache, m_run.spec().space.dataConfigs(), evaluation->data, std::move(shown));
}

} // namespace danas::ui
