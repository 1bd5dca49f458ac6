// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace danas::ui {

/// Where sound goes: the machine's default output, or a stand-in of the tests.
class SoundOutput {
public:
    virtual ~SoundOutput() = default;
    /// Why nothing can be played, in one sentence; empty if it can.
    [[nodiscard]] virtual QString fault() const = 0;
    [[nodiscard]] virtual int rate() const = 0; ///< Hz, that it wants
    /// Begins to play one channel at rate(), full scale -1..1; `ended` is called once it is through, not after stop().
    virtual void play(const std::vector<float>& samples, std::function<void()> ended) = 0;
    virtual void stop() = 0;

protected:
    SoundOutput() = default;
    SoundOutput(const SoundOutput&) = delete;
    SoundOutput& operator=(const SoundOutput&) = delete;
};

/// By Qt Multimedia, in the format that the device prefers.
[[nodiscard]] std::unique_ptr<SoundOutput> defaultSoundOutput();

} // namespace danas::ui
