// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"

#include <vector>

namespace danas::ui {

/// A dataset of a few samples only, to load them without the others: exactly what a run makes of them.
[[nodiscard]] inline data::Dataset fewSamples(const data::Dataset& dataset, const std::vector<int>& samples)
{
    data::Dataset few;
    few.root = dataset.root;
    few.modality = dataset.modality;
    few.classes = dataset.classes;
    few.noiseGainDb = dataset.noiseGainDb;
    if (few.noiseGainDb)
        few.noises = dataset.noises; // else only augmentation would hear them
    for (const int sample : samples)
        few.samples.push_back(dataset.samples[static_cast<std::size_t>(sample)]);
    return few;
}

} // namespace danas::ui
