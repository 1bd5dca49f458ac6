// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/audio_file.h"

#include <sndfile.h>

#include <memory>
#include <span>

namespace danas::data::audio {

/// libsndfile over bytes in memory. Private to the readers: no other header names the library.
class SoundFile {
public:
    /// @throws Error "<reason>" if libsndfile cannot make sense of the bytes, which must outlive this
    explicit SoundFile(Bytes bytes);
    SoundFile(const SoundFile&) = delete;
    SoundFile& operator=(const SoundFile&) = delete;

    [[nodiscard]] AudioHeader header() const; ///< rate, channels and frames
    /// Fills whole frames, channels interleaved; returns how many, 0 at the end. @throws Error "<reason>"
    [[nodiscard]] std::size_t read(std::span<float> interleaved);

private:
    /// Where libsndfile stands in the bytes.
    struct Position {
        Bytes bytes;
        std::size_t at = 0;
    };
    static SF_VIRTUAL_IO access();

    Position m_position;
    SF_INFO m_info {};
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> m_file { nullptr, &sf_close };
};

} // namespace danas::data::audio
