// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/step_time.h"

#include <algorithm>
#include <chrono>

namespace danas::compare {
namespace {

constexpr int kSteps = 60; ///< over all supernets
constexpr int kFewest = 5; ///< of each supernet

} // namespace

double measureStepSeconds(
    const search::RunSpec& spec, const MeasuredData& data, const search::EvaluatorFactory& factory, RunControl& control)
{
    using Clock = std::chrono::steady_clock;
    const bool several = spec.supernet.scope == search::SupernetScope::PerConfiguration;
    const int supernets = several ? static_cast<int>(spec.space.dataConfigs().size()) : 1;
    search::RunSpec few = spec;
    few.supernet.steps = std::max(kFewest, kSteps / supernets);
    const int total = few.supernet.steps * supernets, warmUp = total / 5;

    Clock::time_point begin = Clock::now(), end = begin;
    double pausedBefore = 0.0;
    search::TrainingHooks hooks;
    hooks.step = [&](int done, int) {
        control.checkpoint();
        end = Clock::now();
        if (done <= warmUp) {
            begin = end;
            pausedBefore = control.pausedSeconds();
        }
    };
    hooks.curve = [](const search::CurvePoint&) { };
    hooks.checkpointDue = [] { return false; };
    hooks.checkpoint = [](int, const std::vector<std::uint8_t>&) { };
    hooks.log = [](const std::string&) { };
    factory({ few, data.dataset, data.cache })->train(std::nullopt, hooks);
    const double seconds = std::chrono::duration<double>(end - begin).count() - (control.pausedSeconds() - pausedBefore);
    return seconds / std::max(1, total - warmUp);
}

} // namespace danas::compare
