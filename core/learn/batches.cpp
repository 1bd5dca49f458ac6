// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/batches.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <functional>

namespace danas::learn {
namespace {

/// LibTorch's own threads, so that pictures and networks never compete for the processor.
void inParallel(std::size_t count, const std::function<void(std::size_t)>& work)
{
    at::parallel_for(0, static_cast<std::int64_t>(count), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            work(static_cast<std::size_t>(i));
    });
}

} // namespace

EvaluationPictures::EvaluationPictures(
    std::shared_ptr<const data::SampleSource> cache, std::vector<int> samples, std::int64_t mostBytes)
    : m_cache(std::move(cache))
    , m_samples(std::move(samples))
    , m_mostBytes(mostBytes)
{
}

const EvaluationPictures::Kept* EvaluationPictures::kept(const data::DataConfig& config)
{
    const auto found =
        std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& kept) { return kept.config == config; });
    if (found != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, found);
        return &m_kept.front();
    }
    const auto each = static_cast<std::size_t>(config.inputBytes());
    auto bytes = static_cast<std::int64_t>(each * m_samples.size());
    if (bytes > m_mostBytes)
        return nullptr;
    for (const Kept& other : m_kept)
        bytes += static_cast<std::int64_t>(other.pixels.size());
    for (; bytes > m_mostBytes; m_kept.pop_back())
        bytes -= static_cast<std::int64_t>(m_kept.back().pixels.size());
    Kept made { config, std::vector<std::uint8_t>(each * m_samples.size()) };
    inParallel(m_samples.size(), [&](std::size_t i) {
        const data::Image image = m_cache->evaluation(m_samples[i], config);
        std::copy(
            image.pixels.begin(), image.pixels.end(), made.pixels.begin() + static_cast<std::ptrdiff_t>(i * each));
    });
    m_kept.push_front(std::move(made));
    return &m_kept.front();
}

void EvaluationPictures::fill(const data::DataConfig& config, std::size_t first, std::size_t count, float* out)
{
    const auto each = static_cast<std::size_t>(config.inputBytes());
    const Kept* pictures = kept(config);
    inParallel(count, [&](std::size_t i) {
        const std::span<float> target(out + i * each, each);
        if (pictures)
            data::normalise(std::span(pictures->pixels).subspan((first + i) * each, each), target);
        else
            data::normalise(m_cache->evaluation(m_samples[first + i], config).pixels, target);
    });
}

void fillTrainingPictures(const data::SampleSource& cache, std::span<const int> samples,
    std::span<const std::uint64_t> keys, const data::DataConfig& config, float* out)
{
    const auto each = static_cast<std::size_t>(config.inputBytes());
    inParallel(samples.size(), [&](std::size_t i) {
        data::normalise(cache.training(samples[i], config, keys[i]).pixels, { out + i * each, each });
    });
}

} // namespace danas::learn
