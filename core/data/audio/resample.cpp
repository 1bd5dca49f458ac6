// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/resample.h"

#include <soxr.h>

#include <cassert>
#include <new>

namespace danas::data::audio {

std::int64_t resampledLength(std::int64_t count, int from, int to)
{
    return (count * to + from - 1) / from;
}

std::vector<float> resample(std::span<const float> samples, int from, int to)
{
    assert(from >= kLeastRate && to >= kLeastRate);
    if (from == to || samples.empty())
        return { samples.begin(), samples.end() };
    std::vector<float> out(static_cast<std::size_t>(resampledLength(static_cast<std::int64_t>(samples.size()), from, to)), 0.0F);
    const soxr_io_spec_t format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1); // threads
    std::size_t read = 0, written = 0; // the last sample may be missing after rounding: it stays 0
    if (soxr_oneshot(from, to, 1, samples.data(), samples.size(), &read, out.data(), out.size(), &written, &format, &quality, &runtime) != nullptr)
        throw std::bad_alloc(); // with checked rates this is its only reason
    return out;
}

Sound resample(const Sound& sound, int to)
{
    return { to, resample(sound.samples, sound.rate, to) };
}

} // namespace danas::data::audio
