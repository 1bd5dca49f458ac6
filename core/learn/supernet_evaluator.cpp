// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/supernet_evaluator.h"

#include "base/error.h"
#include "base/evenly.h"
#include "base/hash.h"
#include "learn/trainer.h"
#include "learn/workshop.h"
#include "search/training_key.h"

#include <algorithm>
#include <utility>

namespace danas::learn {
namespace {

constexpr std::int64_t kGlanceBytes = std::int64_t { 48 } << 20U; // kept 8-bit pictures for the curve's accuracy
constexpr int kCurvePoints = 200; // of a training, about
constexpr int kAccuracyPoints = 10; // of those, with an accuracy
constexpr std::size_t kAccuracyPictures = 256;

/// A checkpoint is of use only where all that decides the weights is the same.
std::uint64_t fingerprintOf(const search::EvaluatorInput& input)
{
    return fnv1a(search::trainingKey(input.spec, input.dataset->fingerprint, input.dataset->classes.size()));
}

/// A family that cannot share weights ends here at the latest.
search::EvaluatorInput checked(search::EvaluatorInput input)
{
    search::requireEvaluable(input.spec);
    return input;
}

class SupernetEvaluator final : public search::Evaluator {
public:
    explicit SupernetEvaluator(search::EvaluatorInput input)
        : m_workshop(checked(std::move(input)))
        , m_glance(m_workshop.place().input.cache,
              evenlyFrom(m_workshop.validation().samples(), kAccuracyPictures), kGlanceBytes)
        , m_fingerprint(fingerprintOf(m_workshop.place().input))
    {
        if (spec().supernet.scope == search::SupernetScope::Shared)
            m_spaces.push_back(spec().space);
        else
            for (const auto& config : spec().space.dataConfigs())
                m_spaces.push_back(spec().space.withFixedData(config));
        for (std::size_t i = 0; i < m_spaces.size(); ++i)
            m_supernets.emplace_back(
                m_spaces[i], m_workshop.classes(), mix64(spec().seed + i), m_workshop.place().device);
    }

    void train(const std::optional<std::vector<std::uint8_t>>& resumeFrom, const search::TrainingHooks& hooks) override
    {
        guarded([&] { trainAll(resumeFrom, hooks); });
    }

    void restore(const std::vector<std::uint8_t>& state) override
    {
        guarded([&] { static_cast<void>(loaded(state)); });
    }

    search::Score evaluate(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        return guarded([&] {
            m_workshop.useThreads();
            const Candidate candidate = m_workshop.candidateOf(spec().space, genes);
            return search::Score { predictions(
                supernetOf(candidate.config), candidate, m_workshop.validation(), [&] { hooks.control.checkpoint(); }) };
        });
    }

    search::FineTuned fineTune(const space::Genes& genes, const search::CandidateHooks& hooks) override
    {
        return guarded([&] {
            m_workshop.useThreads();
            LoneNetwork network = m_workshop.loneNetwork(genes);
            network.weights.inherit(m_supernets[supernetOf(network.candidate.config)], network.candidate.graph);
            return m_workshop.fineTune(std::move(network), genes, spec().supernet.batch, hooks);
        });
    }

    graph::NetworkWeights tuneForInt8(const space::Genes& genes, const graph::NetworkWeights& weights, const quant::ActivationRanges& ranges,
        const search::CandidateHooks& hooks) override
    {
        return guarded([&] {
            m_workshop.useThreads();
            return m_workshop.tuneForInt8(genes, weights, ranges, spec().supernet.batch, hooks);
        });
    }

    std::string describe() const override { return m_workshop.describe(); }

private:
    [[nodiscard]] const search::RunSpec& spec() const { return m_workshop.spec(); }

    [[nodiscard]] std::size_t supernetOf(const data::DataConfig& config) const
    {
        if (m_supernets.size() == 1)
            return 0;
        const auto& configs = spec().space.dataConfigs();
        return static_cast<std::size_t>(std::find(configs.begin(), configs.end(), config) - configs.begin());
    }

    std::vector<search::Prediction> predictions(std::size_t supernet, const Candidate& candidate,
        EvaluationPictures& pictures, const std::function<void()>& betweenPasses)
    {
        const auto network = m_workshop.calibrated(m_supernets[supernet], candidate, betweenPasses);
        return m_workshop.predictions(network, candidate, pictures, betweenPasses);
    }

    /// Of the largest system, on a part of the validation pictures: a point of a curve, not a score.
    double accuracyOfLargest(std::size_t supernet)
    {
        const auto& space = m_spaces[supernet];
        const auto said = predictions(supernet, m_workshop.candidateOf(space, space.largest()), m_glance, [] {});
        std::size_t right = 0;
        for (std::size_t i = 0; i < said.size(); ++i)
            right += said[i].label == m_workshop.dataset().samples[static_cast<std::size_t>(m_glance.samples()[i])].label
                ? 1U
                : 0U;
        return static_cast<double>(right) / static_cast<double>(said.size());
    }

    void trainAll(const std::optional<std::vector<std::uint8_t>>& resumeFrom, const search::TrainingHooks& hooks)
    {
        m_workshop.useThreads();
        const auto& net = spec().supernet;
        const Schedule schedule { net.steps, net.batch, net.learningRate };
        const int steps = net.steps, total = steps * static_cast<int>(m_supernets.size());
        TrainingState start;
        if (resumeFrom)
            start = loaded(*resumeFrom);
        if (start.step > total)
            throw Error("The supernet's checkpoint is of a longer training: start a new run.");
        int step = start.step;
        for (auto i = static_cast<std::size_t>(step / std::max(1, steps)); i < m_supernets.size(); ++i) {
            Trainer trainer(m_workshop.place(), m_spaces[i], schedule, m_supernets[i], i);
            if (step % steps != 0)
                trainer.restore(start.supernets.at(i));
            for (const int end = static_cast<int>(i + 1) * steps; step < end;) {
                if (hooks.step)
                    hooks.step(step, total);
                auto point = trainer.train(step % steps);
                point.step = ++step;
                report(point, end - step, total, i, hooks);
                if (step < total && hooks.checkpointDue && hooks.checkpointDue())
                    checkpoint(step, step < end ? &trainer : nullptr, i, hooks);
            }
        }
        checkpoint(total, nullptr, 0, hooks);
        if (hooks.step)
            hooks.step(total, total);
    }

    /// Only sandwiches are shown, the steps that know the loss of the largest and of the smallest. Which of them depends on
    /// the steps that are left of this supernet alone, so a resumed run shows the same ones.
    void report(search::CurvePoint point, int left, int total, std::size_t supernet, const search::TrainingHooks& hooks)
    {
        const int sandwich = spec().supernet.sandwichEvery;
        const int everyPoint = sandwich * std::max(1, total / (kCurvePoints * sandwich));
        const int everyAccuracy = everyPoint * std::max(1, total / (everyPoint * kAccuracyPoints));
        if (!hooks.curve || left % everyPoint != 0)
            return;
        if (left % everyAccuracy == 0)
            point.accuracy = accuracyOfLargest(supernet);
        hooks.curve(point);
    }

    void checkpoint(int step, const Trainer* trainer, std::size_t inTraining, const search::TrainingHooks& hooks) const
    {
        if (!hooks.checkpoint)
            return;
        TrainingState state { m_fingerprint, step, {} };
        for (std::size_t i = 0; i < m_supernets.size(); ++i) {
            if (trainer && i == inTraining)
                state.supernets.push_back(trainer->state());
            else
                state.supernets.push_back({ m_supernets[i].copiedValues(), {}, {}, {} });
        }
        hooks.checkpoint(step, toBytes(state));
    }

    TrainingState loaded(const std::vector<std::uint8_t>& bytes)
    {
        TrainingState state = trainingStateFrom(bytes, m_fingerprint);
        if (state.supernets.size() != m_supernets.size())
            throw Error("The supernet's checkpoint does not fit its space: start a new run.");
        for (std::size_t i = 0; i < m_supernets.size(); ++i) {
            if (state.supernets[i].values.size() != static_cast<std::size_t>(m_supernets[i].values().numel()))
                throw Error("The supernet's checkpoint does not fit its space: start a new run.");
            m_supernets[i].load(state.supernets[i].values);
        }
        return state;
    }

    Workshop m_workshop;
    EvaluationPictures m_glance;
    std::uint64_t m_fingerprint;
    std::vector<space::SearchSpace> m_spaces; ///< one per supernet
    std::vector<Supernet> m_supernets;
};

} // namespace

std::unique_ptr<search::Evaluator> makeSupernetEvaluator(search::EvaluatorInput input)
{
    return guarded([&] { return std::make_unique<SupernetEvaluator>(std::move(input)); });
}

} // namespace danas::learn
