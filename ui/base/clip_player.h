// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_file.h"
#include "ui/base/sound_output.h"

#include <QObject>

namespace danas::ui {

/// Plays one clip at a time as a network hears it: at a low sample rate what lies above half of it is gone.
class ClipPlayer : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Instead of the machine's default, which is looked for when first asked about.
    void setOutput(std::unique_ptr<SoundOutput> output);
    [[nodiscard]] QString fault(); ///< why nothing can be played; empty if it can

    /// Ends what is playing. `sound` has the rate of a network's input and is brought to that of the device. `id` is the caller's.
    void play(const data::audio::Sound& sound, int id);
    void stop();
    [[nodiscard]] int playing() const { return m_playing; } ///< id, -1: nothing

signals:
    void changed(); ///< playing()

private:
    SoundOutput& output();

    std::unique_ptr<SoundOutput> m_output;
    int m_playing = -1;
};

} // namespace danas::ui
