// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "learn/trainer.h"

#include <c10/util/Exception.h>

#include <functional>
#include <new>
#include <string>

namespace danas::learn {

[[noreturn]] void throwOutOfMemory(); ///< Error
[[noreturn]] void throwLibraryError(const c10::Error& error); ///< Error with the first line of LibTorch's

/// Runs `work`; whatever LibTorch or the allocator throw leaves as one sentence.
template <typename Work> auto guarded(const Work& work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throwOutOfMemory();
    } catch (const c10::Error& error) {
        throwLibraryError(error);
    }
}

/// A network of one system, as a supernet that holds no other.
struct LoneNetwork {
    space::SearchSpace space; ///< the run's, with every parameter pinned
    Candidate candidate;
    Supernet weights;
};

/// What every evaluator scores candidates with and trains single ones with: data, device, pictures for calibration and
/// validation. Used by one thread at a time.
class Workshop {
public:
    /// @throws Error, e.g. CUDA asked for where there is none
    explicit Workshop(search::EvaluatorInput input);

    [[nodiscard]] const Workplace& place() const { return m_place; }
    [[nodiscard]] const search::RunSpec& spec() const { return m_place.input.spec; }
    [[nodiscard]] const data::Dataset& dataset() const { return *m_place.input.dataset; }
    [[nodiscard]] int classes() const { return static_cast<int>(dataset().classes.size()); }
    [[nodiscard]] std::string describe() const; ///< libraries, device, threads
    void useThreads() const; ///< of the calling thread; at the start of each piece of work
    /// Of a system, whatever else its space holds: what training it alone draws its random numbers from.
    [[nodiscard]] std::uint64_t streamOf(const space::Genes& genes) const;

    [[nodiscard]] Candidate candidateOf(const space::SearchSpace& space, const space::Genes& genes) const;
    [[nodiscard]] LoneNetwork loneNetwork(const space::Genes& genes) const; ///< with weights as initialised

    /// Recalibrated batch norm, folded in.
    [[nodiscard]] FoldedNetwork calibrated(
        const Supernet& weights, const Candidate& candidate, const std::function<void()>& betweenPasses);
    [[nodiscard]] std::vector<search::Prediction> predictions(const FoldedNetwork& network, const Candidate& candidate,
        EvaluationPictures& pictures, const std::function<void()>& betweenPasses) const;
    [[nodiscard]] EvaluationPictures& validation() { return m_validation; }

    /// Trains from the weights that it has. `done` steps of `total` lie before, for hooks.step. @throws Stopped, Error
    void train(LoneNetwork& network, const Schedule& schedule, std::uint64_t stream, const search::CandidateHooks& hooks,
        int done, int total) const;
    /// Fine-tuning as spec.finalise says, after `done` steps that brought the network here; then folded weights and
    /// predictions. @throws Stopped, Error
    [[nodiscard]] search::FineTuned fineTune(LoneNetwork network, const space::Genes& genes, int batch,
        const search::CandidateHooks& hooks, int done = 0);
    /// QuantisationTrainer for spec.finalise.quantisationSteps. @throws Stopped, Error
    [[nodiscard]] graph::NetworkWeights tuneForInt8(const space::Genes& genes, const graph::NetworkWeights& weights,
        const quant::ActivationRanges& ranges, int batch, const search::CandidateHooks& hooks) const;

private:
    Workplace m_place;
    int m_threads;
    EvaluationPictures m_validation, m_calibration;
};

/// In the layouts of graph/network_weights.h.
[[nodiscard]] graph::NetworkWeights exported(const graph::NetworkGraph& graph, const FoldedNetwork& network);

} // namespace danas::learn
