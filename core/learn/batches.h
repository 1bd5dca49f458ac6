// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/sample_source.h"

#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <vector>

namespace danas::learn {

/// A fixed list of samples as networks receive them for evaluation. Candidates of the same data configuration share the
/// 8-bit pictures, which are made at first use and kept while `mostBytes` allows (least recently used go first); a
/// configuration too large for that is made anew at each use.
class EvaluationPictures {
public:
    EvaluationPictures(
        std::shared_ptr<const data::SampleSource> cache, std::vector<int> samples, std::int64_t mostBytes);

    [[nodiscard]] std::size_t size() const { return m_samples.size(); }
    [[nodiscard]] const std::vector<int>& samples() const { return m_samples; }
    /// Samples first .. first + count, scaled to [-1, 1], into out[count][height][width][channels].
    void fill(const data::DataConfig& config, std::size_t first, std::size_t count, float* out);

private:
    struct Kept {
        data::DataConfig config;
        std::vector<std::uint8_t> pixels;
    };
    const Kept* kept(const data::DataConfig& config);

    std::shared_ptr<const data::SampleSource> m_cache;
    std::vector<int> m_samples;
    std::int64_t m_mostBytes;
    std::list<Kept> m_kept; ///< most recently used first
};

/// Augmented pictures of the samples at one configuration; `keys` decide crop and flip. Into
/// out[count][height][width][channels].
void fillTrainingPictures(const data::SampleSource& cache, std::span<const int> samples,
    std::span<const std::uint64_t> keys, const data::DataConfig& config, float* out);

} // namespace danas::learn
