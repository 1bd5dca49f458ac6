// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/hash.h"
#include "base/rng.h"
#include "search/evaluator.h"
#include "support/fake_fine_tuning.h"

#include <functional>
#include <memory>
#include <utility>

namespace danas::test {

/// What a fake evaluator does beside its work; shared with the test.
struct FakeBehaviour {
    std::function<void(int step)> onStep;      ///< before each training step
    std::function<void(int call)> onEvaluate;  ///< before each score; calls are counted over all evaluators
    std::function<void(int call)> onFineTune;  ///< before each fine-tuning, likewise
    std::function<void(int call)> onTuneForInt8; ///< before each tuning for int8, likewise
    int calls = 0;
    int fineTuned = 0;
    int tunedForInt8 = 0;
    int trainedSteps = 0; ///< over all evaluators
    int restored = 0;
};

/// An evaluator without networks: "training" is a chain of hashes, a score is a hash of (trained state, genes, sample). So
/// any step that a resumed run skips, repeats or takes from another state shows in every prediction.
class FakeEvaluator : public search::Evaluator {
public:
    FakeEvaluator(search::EvaluatorInput input, std::shared_ptr<FakeBehaviour> behaviour)
        : m_input(std::move(input))
        , m_behaviour(std::move(behaviour))
    {
    }

    void train(const std::optional<std::vector<std::uint8_t>>& resumeFrom, const search::TrainingHooks& hooks) override
    {
        const int steps = m_input.spec.supernet.steps;
        if (resumeFrom)
            unpack(*resumeFrom);
        while (m_step < steps) {
            if (m_behaviour->onStep)
                m_behaviour->onStep(m_step);
            m_weights = mix64(m_weights ^ static_cast<std::uint64_t>(m_step));
            ++m_step;
            ++m_behaviour->trainedSteps;
            if (m_step % 5 == 0)
                hooks.curve({ m_step, 1.0 / m_step, 0.5 / m_step, 1e-3, -1.0 });
            if (hooks.checkpointDue())
                hooks.checkpoint(m_step, pack());
            hooks.step(m_step, steps);
        }
        hooks.checkpoint(m_step, pack());
    }

    void restore(const std::vector<std::uint8_t>& state) override
    {
        ++m_behaviour->restored;
        unpack(state);
    }

    search::Score evaluate(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        if (m_behaviour->onEvaluate)
            m_behaviour->onEvaluate(m_behaviour->calls);
        ++m_behaviour->calls;
        hooks.control.checkpoint();
        search::Score score;
        Rng rng(m_weights ^ fnv1a(std::span<const std::uint8_t>(genes)));
        const auto classes = m_input.dataset->classes.size();
        for (std::size_t i = 0; i < m_input.dataset->indices(data::Split::Validation).size(); ++i)
            score.predictions.push_back({ static_cast<std::uint8_t>(rng.below(classes)), static_cast<std::uint8_t>(rng.below(256)) });
        return score;
    }

    search::FineTuned fineTune(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        if (m_behaviour->onFineTune)
            m_behaviour->onFineTune(m_behaviour->fineTuned);
        ++m_behaviour->fineTuned;
        return fakeFineTuned(m_input, genes, m_weights ^ fnv1a(std::span<const std::uint8_t>(genes)), hooks);
    }

    graph::NetworkWeights tuneForInt8(const space::Genes& genes, const graph::NetworkWeights& weights, const quant::ActivationRanges&,
        const search::CandidateHooks& hooks) override
    {
        if (m_behaviour->onTuneForInt8)
            m_behaviour->onTuneForInt8(m_behaviour->tunedForInt8);
        ++m_behaviour->tunedForInt8;
        return fakeTunedForInt8(m_input, weights, m_weights ^ fnv1a(std::span<const std::uint8_t>(genes)), hooks);
    }

    std::string describe() const override { return "fake evaluator"; }

private:
    std::vector<std::uint8_t> pack() const
    {
        std::vector<std::uint8_t> bytes;
        for (const std::uint64_t value : { m_weights, static_cast<std::uint64_t>(m_step) }) {
            for (unsigned shift = 0; shift < 64; shift += 8)
                bytes.push_back(static_cast<std::uint8_t>(value >> shift));
        }
        return bytes;
    }
    void unpack(const std::vector<std::uint8_t>& bytes)
    {
        const auto read = [&bytes](std::size_t at) {
            std::uint64_t value = 0;
            for (std::size_t i = 8; i-- > 0;)
                value = value << 8U | bytes.at(at + i);
            return value;
        };
        m_weights = read(0);
        m_step = static_cast<int>(read(8));
    }

    search::EvaluatorInput m_input;
    std::shared_ptr<FakeBehaviour> m_behaviour;
    std::uint64_t m_weights = 1;
    int m_step = 0;
};

inline search::EvaluatorFactory fakeFactory(std::shared_ptr<FakeBehaviour> behaviour = std::make_shared<FakeBehaviour>())
{
    return [behaviour](search::EvaluatorInput input) { return std::make_unique<FakeEvaluator>(std::move(input), behaviour); };
}

} // namespace danas::test
