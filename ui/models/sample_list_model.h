// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "ui/base/clip_look.h"

#include <QAbstractListModel>
#include <QCache>
#include <QImage>
#include <QSet>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace danas::ui {

/// The samples of a dataset, or those of one class and split, with thumbnails that are decoded in the background when a
/// view first asks for them. A few thousand thumbnails are kept.
class SampleListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SampleRole = Qt::UserRole /*index into Dataset::samples*/, WaveRole /*of sounds, instead of a picture*/, FactsRole /*"1 s · 16 kHz"*/ };
    struct Thumbnail {
        QImage picture;
        Wave wave; ///< of sounds
        QString facts;
    };
    static constexpr int kThumbnail = 88; ///< pixels, square

    explicit SampleListModel(QObject* parent = nullptr);
    ~SampleListModel() override;

    void setDataset(std::shared_ptr<const data::Dataset> dataset);
    /// -1 = every class; nothing = every split.
    void setFilter(int label, std::optional<data::Split> split);
    [[nodiscard]] const data::Sample* sample(const QModelIndex& index) const;
    [[nodiscard]] std::shared_ptr<const data::Dataset> dataset() const { return m_dataset; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void refill();
    void request(int sample) const;
    void onThumbnail(unsigned generation, int sample, const Thumbnail& thumbnail);

    std::shared_ptr<const data::Dataset> m_dataset;
    int m_label = -1;
    std::optional<data::Split> m_split;
    std::vector<int> m_rows;            ///< sample of each row, ascending
    mutable QCache<int, Thumbnail> m_thumbnails;
    mutable QSet<int> m_requested;
    std::shared_ptr<std::atomic<unsigned>> m_generation = std::make_shared<std::atomic<unsigned>>(0U);
    mutable QThreadPool m_pool;
};

} // namespace danas::ui
