// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "cost/target_cost.h"
#include "quant/quantize.h"
#include "store/project.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace danas::deploy {

/// A finalised candidate with all that its bundle is made of and says.
struct Deployable {
    std::string project;
    store::RunRecord run;
    search::Evaluation evaluation;
    search::Finalised finalised;
    graph::NetworkWeights weights; ///< in float, as fine-tuned: what the float scores are of
    quant::QuantizedNetwork network; ///< of the same weights, or of those that a fine-tune with int8 simulated ended with
    std::optional<cost::Deployment> deployment; ///< absent: a plain arena
    cost::Cost cost;                            ///< as shown on the screen
    cost::MemoryPlan plan;                      ///< of the deployment's engine, or plain
    std::optional<cost::TargetCost> targetCost; ///< with a deployment

    [[nodiscard]] std::int64_t arenaShown() const { return targetCost ? targetCost->ram.arena : cost.ramBytes; }
    [[nodiscard]] std::int64_t weightsShown() const { return targetCost ? targetCost->flash.weights : cost.flashBytes; }
    [[nodiscard]] std::string title() const; ///< "run 1, candidate 12: 96 px gray, 2 classes"
};

/// Candidate of a run, on `deployment` or else on the run's own. @throws Error if there is no such candidate, or it is not finalised
[[nodiscard]] Deployable deployable(const store::Project& project, std::int64_t run, int candidate, const std::optional<cost::Deployment>& deployment);

/// A sound as a microphone of 16 bits delivers it.
struct Recording {
    int rate = 0; ///< Hz
    std::vector<std::int16_t> samples;
};

/// Samples of the dataset and what the interpreters make of them.
struct Evidence {
    std::string from; ///< "128 samples of the test split"
    std::vector<data::Image> pictures;  ///< RGB, as the program keeps them: what preprocessing starts from
    std::vector<Recording> sounds;      ///< or these, at the rate of the system's data configuration
    std::vector<std::int8_t> inputs;    ///< one after another, as training saw them (byte - 128)
    std::vector<std::int8_t> outputs;   ///< one after another
    std::vector<float> floatOutputs;    ///< logits of the network in float; empty in a bundle of before it had them
};

/// 128 samples evenly from the test split, and from validation where test has fewer than 100.
/// @throws Error if the dataset is not there or changed since the run; Stopped
[[nodiscard]] Evidence gatherEvidence(const Deployable& system, RunControl& control);

} // namespace danas::deploy
