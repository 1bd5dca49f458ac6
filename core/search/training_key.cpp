// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/training_key.h"

#include <fmt/format.h>

namespace danas::search {
namespace {

constexpr int kRule = 2; // counts up whenever the same settings lead to other weights

} // namespace

std::string trainingKey(const RunSpec& spec, std::uint64_t datasetFingerprint, std::size_t classes)
{
    const SupernetSpec& net = spec.supernet;
    const char* const weighted = spec.classWeights == ClassWeights::Balanced ? " balanced" : "";
    return fmt::format("rule {} {} {} {} {} {:a} {} {} {} {} {}{}", kRule, space::toJson(spec.space).dump(), static_cast<int>(net.scope), net.steps,
        net.batch, net.learningRate, net.sandwichEvery, net.randomSubnets, spec.seed, datasetFingerprint, classes, weighted);
}

} // namespace danas::search
