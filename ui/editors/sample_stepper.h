// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/clip_player.h"
#include "ui/base/latest_job.h"
#include "ui/editors/tile_pictures.h"
#include "ui/models/project_document.h"

#include <QWidget>

#include <memory>

class QLabel;
class QToolButton;

namespace danas::ui {

/// Steps through the samples of the dataset, loads the one it stands at as configurations see it, and plays it as they hear it.
class SampleStepper : public QWidget {
    Q_OBJECT
public:
    SampleStepper(ProjectDocument* document, QWidget* parent);

    [[nodiscard]] bool ready() const; ///< a dataset is there, of the space's modality
    /// Why a sample is not seen, while it is not ready().
    [[nodiscard]] QString hint() const;
    void restart(); ///< at the first sample, of another dataset
    /// `loaded` follows, or comes at once with nothing while it is not ready().
    void load(const std::vector<data::DataConfig>& configs);
    void play(int rate); ///< or ends it where this rate is playing
    [[nodiscard]] ClipPlayer& player() { return m_player; }
    [[nodiscard]] bool hasSound() const { return !m_sound.samples.empty(); }

signals:
    void stepped(); ///< to another sample, which is not loaded yet
    void loaded(const danas::ui::TilePictures& seen);

private:
    void step(int by);

    ProjectDocument* m_document;
    QToolButton* m_previous;
    QToolButton* m_next;
    QLabel* m_name;
    int m_sample = 0;
    std::shared_ptr<const data::Dataset> m_sampleOf; ///< the dataset that holds only this sample
    data::audio::Sound m_sound;                      ///< of the sample, at its own rate
    ClipPlayer m_player;
    LatestJob m_loading;
};

} // namespace danas::ui
