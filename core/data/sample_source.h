// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"
#include "data/dataset.h"
#include "data/image.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace danas::data {

/// The samples of a dataset in memory, and what networks receive of them at any data configuration: in 8 bit, as a board's
/// preprocessing makes it, before `normalise`. What trainer, scorer and export need of a modality. Immutable after loading,
/// so any thread may read it.
class SampleSource {
public:
    virtual ~SampleSource() = default;
    [[nodiscard]] virtual std::size_t size() const = 0;   ///< samples; index = index into Dataset::samples
    [[nodiscard]] virtual std::int64_t bytes() const = 0; ///< of memory
    /// For people, beside what the network receives: the picture itself, or the waveform.
    [[nodiscard]] virtual Image original(int sample) const = 0;
    [[nodiscard]] virtual Image evaluation(int sample, const DataConfig& config) const = 0;
    /// Augmented: a pure function of its arguments, and the same key at two configurations changes the sample alike.
    [[nodiscard]] virtual Image training(int sample, const DataConfig& config, std::uint64_t key) const = 0;

protected:
    SampleSource() = default;
    SampleSource(const SampleSource&) = default;
    SampleSource& operator=(const SampleSource&) = default;
};

/// Loads the samples for use at these configurations (at least one). @throws Error if they are of another modality than the
/// dataset, or a file has changed since the dataset was opened; Stopped
[[nodiscard]] std::shared_ptr<const SampleSource> loadSamples(
    const Dataset& dataset, const std::vector<DataConfig>& configs, RunControl& control, const ScanProgress& progress = {});

/// @throws Error in one sentence if data configurations of this modality cannot be made of the dataset
void requireModality(const Dataset& dataset, Modality modality);

/// value / 127.5 - 1 for every byte, into `out` (height x width x channels, channels innermost = channels-last).
void normalise(std::span<const std::uint8_t> pixels, std::span<float> out);

} // namespace danas::data
