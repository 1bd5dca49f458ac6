// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/clip_player.h"

#include "data/audio/resample.h"

namespace danas::ui {

SoundOutput& ClipPlayer::output()
{
    if (!m_output)
        m_output = defaultSoundOutput();
    return *m_output;
}

void ClipPlayer::setOutput(std::unique_ptr<SoundOutput> output)
{
    stop();
    m_output = std::move(output);
}

QString ClipPlayer::fault()
{
    return output().fault();
}

void ClipPlayer::play(const data::audio::Sound& sound, int id)
{
    stop();
    if (!fault().isEmpty() || sound.samples.empty())
        return;
    m_playing = id;
    emit changed();
    output().play(data::audio::resample(sound.samples, sound.rate, output().rate()), [this] { stop(); });
}

void ClipPlayer::stop()
{
    if (m_playing < 0)
        return;
    m_playing = -1;
    output().stop();
    emit changed();
}

} // namespace danas::ui
