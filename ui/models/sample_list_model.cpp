// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sample_list_model.h"

#include "base/error.h"
#include "data/paths.h"
#include "data/sample_cache.h"
#include "ui/base/data_look.h"
#include "ui/base/image.h"
#include "ui/base/text.h"

#include <algorithm>

namespace danas::ui {
namespace {

constexpr int kKept = 3000;
constexpr double kMostSeconds = 60; ///< of a recording, for its thumbnail

/// Empty for a file that broke since the scan: the page's problem list is the place to say so.
SampleListModel::Thumbnail thumbnail(const danas::data::Dataset& dataset, const danas::data::Sample& sample)
{
    constexpr int kSide = SampleListModel::kThumbnail;
    try {
        if (dataset.modality == danas::data::Modality::Image)
            return { toQImage(danas::data::evaluationImage(danas::data::decodeImage(dataset.root / danas::data::pathFromUtf8(sample.file)), { kSide, danas::data::Colour::Rgb })), {}, {} };
        const danas::data::audio::Sound sound = danas::data::audio::readClip(dataset, sample, std::min(kMostSeconds, danas::data::audio::ownSeconds(dataset, sample)));
        const QString rate = ordinalText(danas::data::Modality::Audio, sound.rate);
        return { {}, waveOf(sound, kSide), QStringLiteral("%1\u202fs · %2").arg(QString::number(sound.seconds(), 'g', 3), rate) };
    } catch (const Error&) {
        return {};
    }
}

} // namespace

SampleListModel::SampleListModel(QObject* parent)
    : QAbstractListModel(parent)
    , m_thumbnails(kKept)
{
    m_pool.setMaxThreadCount(1); // leaves the other cores to a running search
}

SampleListModel::~SampleListModel()
{
    ++*m_generation;
    m_pool.clear();
    m_pool.waitForDone();
}

void SampleListModel::setDataset(std::shared_ptr<const danas::data::Dataset> dataset)
{
    ++*m_generation;
    m_pool.clear();
    m_dataset = std::move(dataset);
    m_thumbnails.clear();
    m_requested.clear();
    refill();
}

void SampleListModel::setFilter(int label, std::optional<danas::data::Split> split)
{
    m_label = label;
    m_split = split;
    refill();
}

void SampleListModel::refill()
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; m_dataset && i < m_dataset->samples.size(); ++i) {
        const danas::data::Sample& sample = m_dataset->samples[i];
        if ((m_label < 0 || sample.label == m_label) && (!m_split || sample.split == *m_split))
            m_rows.push_back(static_cast<int>(i));
    }
    endResetModel();
}

const danas::data::Sample* SampleListModel::sample(const QModelIndex& index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return nullptr;
    return &m_dataset->samples[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(index.row())])];
}

int SampleListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SampleListModel::data(const QModelIndex& index, int role) const
{
    const danas::data::Sample* found = sample(index);
    if (found == nullptr)
        return {};
    const int at = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SampleRole: return at;
    case Qt::SizeHintRole: return QSize(kThumbnail, kThumbnail); // also before its thumbnail has come
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return QString(toQt(found->file) + QStringLiteral("\n") + toQt(m_dataset->classes[static_cast<std::size_t>(found->label)])
            + QStringLiteral(", ") + toQt(danas::data::splitName(found->split)));
    case Qt::DecorationRole:
        if (const Thumbnail* thumbnail = m_thumbnails.object(at))
            return thumbnail->picture;
        request(at);
        return {};
    case WaveRole: // after DecorationRole, which asks for it
    case FactsRole:
        if (const Thumbnail* thumbnail = m_thumbnails.object(at))
            return role == WaveRole ? QVariant::fromValue(thumbnail->wave) : QVariant(thumbnail->facts);
        return {};
    default: return {};
    }
}

void SampleListModel::request(int sample) const
{
    if (m_requested.contains(sample))
        return;
    m_requested.insert(sample);
    auto* self = const_cast<SampleListModel*>(this); // data() is const, the arrival of a thumbnail is not
    // Newest first: what is in view now matters more than what has scrolled by.
    static int priority = 0;
    m_pool.start(
        [self, generation = m_generation, mine = m_generation->load(), sample, dataset = m_dataset] {
            if (generation->load() != mine)
                return;
            const Thumbnail made = thumbnail(*dataset, dataset->samples[static_cast<std::size_t>(sample)]);
            QMetaObject::invokeMethod(self, [self, mine, sample, made] { self->onThumbnail(mine, sample, made); }, Qt::QueuedConnection);
        },
        ++priority);
}

void SampleListModel::onThumbnail(unsigned generation, int sample, const Thumbnail& thumbnail)
{
    if (generation != m_generation->load())
        return;
    m_requested.remove(sample);
    m_thumbnails.insert(sample, new Thumbnail(thumbnail));
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), sample);
    if (found != m_rows.end() && *found == sample) {
        const QModelIndex changed = index(static_cast<int>(found - m_rows.begin()));
        emit dataChanged(changed, changed, { Qt::DecorationRole, WaveRole, FactsRole });
    }
}

} // namespace danas::ui
