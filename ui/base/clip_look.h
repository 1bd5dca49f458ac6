// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/feature_axis.h"
#include "data/audio/features.h"
#include "data/audio/sound_cache.h"

#include <QImage>
#include <QMetaType>
#include <QWidget>

#include <memory>
#include <vector>

class QPainter;

namespace danas::ui {

/// A waveform as it is drawn.
struct Wave {
    std::vector<data::audio::Extent> extents;
    double seconds = 0;
    float peak = 0; ///< what fills the height; of the clip, so that the same clip at several rates keeps its scale
};
[[nodiscard]] Wave waveOf(const data::audio::Sound& sound, int columns);
[[nodiscard]] float peakOf(const data::audio::Sound& sound);
/// About the middle of the rectangle, the louder the higher.
void paintWave(QPainter& painter, const QRectF& box, const Wave& wave, const QColor& ink);

/// Features in 8 bit as a picture: lowest row at the bottom, a perceptually even ramp from black over red to pale yellow.
[[nodiscard]] QImage featurePicture(const data::Image& codes);

/// A clip with its features, drawn above each other over one time axis.
struct ClipLook {
    data::audio::AudioConfig config; ///< of the features
    Wave wave;
    QImage features;
};
/// What a network of this configuration receives of the sound, whatever the sound's rate.
[[nodiscard]] ClipLook lookAt(const data::audio::Sound& sound, const data::audio::AudioConfig& config);
/// The configuration that shows people a recording: its spectrogram up to half its rate, in frames of about 30 ms.
[[nodiscard]] data::audio::AudioConfig displayConfig(const data::audio::Sound& sound);

/// Waveform, features, axes in seconds and Hz (or coefficients).
void paintClip(QPainter& painter, const QRect& box, const ClipLook& look, const QPalette& palette);

/// The same as a widget.
class ClipView : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void setLook(std::shared_ptr<const ClipLook> look);

signals:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    std::shared_ptr<const ClipLook> m_look;
};

} // namespace danas::ui

Q_DECLARE_METATYPE(danas::ui::Wave)
Q_DECLARE_METATYPE(std::shared_ptr<const danas::ui::ClipLook>)
