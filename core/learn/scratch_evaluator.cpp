// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/scratch_evaluator.h"

#include "base/hash.h"
#include "learn/workshop.h"

#include <fmt/format.h>

#include <utility>

namespace danas::learn {
namespace {

/// Trains every candidate by itself from its own initialisation: no shared weights, no sandwich, no distillation. The
/// way of the first data aware searches, and the yardstick for the supernet.
class ScratchEvaluator final : public search::Evaluator {
public:
    explicit ScratchEvaluator(search::EvaluatorInput input)
        : m_workshop(std::move(input))
    {
    }

    /// Candidates share nothing, so there is nothing to train; the checkpoint says only for which settings.
    void train(const std::optional<std::vector<std::uint8_t>>& resumeFrom, const search::TrainingHooks& hooks) override
    {
        if (resumeFrom)
            restore(*resumeFrom);
        if (hooks.log)
            hooks.log(fmt::format("Each candidate is trained by itself: {} steps of {} samples.", scratch().steps, scratch().batch));
        if (hooks.checkpoint)
            hooks.checkpoint(0, toBytes(TrainingState { fingerprint(), 0, {} }));
    }

    void restore(const std::vector<std::uint8_t>& state) override
    {
        static_cast<void>(trainingStateFrom(state, fingerprint()));
    }

    search::Score evaluate(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        return guarded([&] {
            m_workshop.useThreads();
            const LoneNetwork network = trained(genes, hooks, scratch().steps);
            const auto pause = [&] { hooks.control.checkpoint(); };
            const auto folded = m_workshop.calibrated(network.weights, network.candidate, pause);
            return search::Score { m_workshop.predictions(folded, network.candidate, m_workshop.validation(), pause) };
        });
    }

    search::FineTuned fineTune(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        return guarded([&] {
            m_workshop.useThreads();
            const int steps = scratch().steps;
            return m_workshop.fineTune(trained(genes, hooks, steps + m_workshop.spec().finalise.steps), genes,
                scratch().batch, hooks, steps);
        });
    }

    graph::NetworkWeights tuneForInt8(const space::Genes& genes, const graph::NetworkWeights& weights, const quant::ActivationRanges& ranges,
        const search::CandidateHooks& hooks) override
    {
        return guarded([&] {
            m_workshop.useThreads();
            return m_workshop.tuneForInt8(genes, weights, ranges, scratch().batch, hooks);
        });
    }

    std::string describe() const override { return m_workshop.describe(); }

private:
    [[nodiscard]] const search::ScratchSpec& scratch() const { return m_workshop.spec().scratch; }

    /// `total`: steps of all the work that this is the first part of.
    [[nodiscard]] LoneNetwork trained(const space::Genes& genes, const search::CandidateHooks& hooks, int total) const
    {
        LoneNetwork network = m_workshop.loneNetwork(genes);
        m_workshop.train(network, { scratch().steps, scratch().batch, scratch().learningRate },
            m_workshop.streamOf(genes), hooks, 0, total);
        return network;
    }

    [[nodiscard]] std::uint64_t fingerprint() const
    {
        return fnv1a(fmt::format("scratch {} {} {} {:a} {} {} {}{}", space::toJson(m_workshop.spec().space).dump(),
            scratch().steps, scratch().batch, scratch().learningRate, m_workshop.spec().seed,
            m_workshop.dataset().fingerprint, m_workshop.classes(),
            m_workshop.spec().classWeights == search::ClassWeights::Balanced ? " balanced" : ""));
    }

    Workshop m_workshop;
};

} // namespace

std::unique_ptr<search::Evaluator> makeScratchEvaluator(search::EvaluatorInput input)
{
    return guarded([&] { return std::make_unique<ScratchEvaluator>(std::move(input)); });
}

} // namespace danas::learn
