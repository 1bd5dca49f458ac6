// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/clip_look.h"
#include "ui/base/clip_player.h"
#include "ui/base/latest_job.h"
#include "ui/models/run_model.h"

#include <QAbstractListModel>
#include <QImage>
#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QListView;

namespace danas::ui {

class SeesDelegate;

/// One validation sample as a candidate met it.
struct SeenSample {
    int sample = 0;   ///< index into Dataset::samples
    int position = 0; ///< in the order of the validation split: index of its prediction
    int truth = 0;
    search::Prediction prediction;
};

/// Pairs of pictures, or clips with their features, made in the background page by page.
class SeenModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { OriginalRole = Qt::UserRole, SeenRole, ClipRole, SoundRole /*whether it is one*/, SampleRole, TextRole, TruthRole, WrongRole };
    explicit SeenModel(QObject* parent = nullptr);

    void clear();
    void set(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache, std::vector<data::DataConfig> configs,
        const data::DataConfig& config, std::vector<SeenSample> samples);
    [[nodiscard]] const std::vector<SeenSample>& samples() const { return m_samples; }
    /// What the network hears of this row. @throws Error if its file is gone
    [[nodiscard]] data::audio::Sound heard(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    struct Pictures {
        QImage original, seen;
        std::shared_ptr<const ClipLook> clip; ///< instead of both, of sounds
    };

    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    std::vector<data::DataConfig> m_configs; ///< of the run
    data::DataConfig m_config;
    std::vector<SeenSample> m_samples;
    std::vector<Pictures> m_pictures; ///< of the rows announced so far
    bool m_pending = false;           ///< a page is being made
    LatestJob m_loader;
};

/// What the candidate sees: the original beside exactly what its network receives, its prediction, the truth. Of a sound the
/// waveform and the features over one time axis, and its play button.
class SeesTab : public QWidget {
    Q_OBJECT
public:
    explicit SeesTab(RunModel& run, QWidget* parent = nullptr);

    void showCandidate(int id); ///< -1: nothing

private:
    struct Loaded;
    void load();
    void applyFilter();
    void updateClasses();
    void play(const QModelIndex& index);
    void say(const QString& sentence); ///< instead of the pictures

    RunModel& m_run;
    int m_id = -1;
    std::shared_ptr<const data::Dataset> m_dataset;
    std::int64_t m_datasetRun = 0; ///< whose dataset that is
    std::int64_t m_classesOf = -1; ///< whose classes the filter names
    std::vector<SeenSample> m_samples;
    SeenModel m_model;
    QComboBox* m_filter;
    QLabel* m_count;
    QLabel* m_sentence;
    QListView* m_view;
    SeesDelegate* m_delegate;
    ClipPlayer m_player;
    LatestJob m_loader; ///< last member: joins before the rest dies
};

} // namespace danas::ui
