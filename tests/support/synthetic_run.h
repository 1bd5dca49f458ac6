// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rng.h"
#include "search/run_spec.h"
#include "ui/models/run_model.h"

#include <cmath>
#include <string>

namespace danas::test {

/// A run of the lean space whose candidates were never trained: exact costs, and an accuracy that grows with resolution, with
/// the logarithm of the work and with colour, plus noise. For views and models.
class SyntheticRun {
public:
    /// `target`: id of a built-in one; without it, costs know no engine.
    explicit SyntheticRun(const std::string& target = {})
    {
        if (!target.empty())
            m_spec.deployment = cost::Deployment { cost::findTarget(cost::targets(), target), {} };
        m_spec.name = "synthetic";
        m_spec.dataset.path = "/not/read";
        m_spec.budget.ramBytes = 128 * 1024;
        m_spec.budget.flashBytes = 512 * 1024;
    }
    [[nodiscard]] const search::RunSpec& spec() const { return m_spec; }

    [[nodiscard]] search::Evaluation next()
    {
        search::Evaluation evaluation;
        evaluation.id = m_next++;
        evaluation.genes = m_spec.space.sample(m_rng);
        evaluation.data = m_spec.space.dataConfig(evaluation.genes);
        evaluation.cost = search::costOf(m_spec, evaluation.genes, 2);
        evaluation.violation = m_spec.budget.violation(evaluation.cost);
        evaluation.origin = "random";
        evaluation.seconds = 0.7;
        evaluation.at = 0.8 * evaluation.id;
        const double work = std::log10(static_cast<double>(evaluation.cost.macs)) - 5.0;
        const double accuracy = 0.45 + 0.06 * work + 0.08 * std::log2(evaluation.data.image().resolution / 32.0)
            + (evaluation.data.image().colour == data::Colour::Rgb ? 0.03 : 0.0) + m_rng.uniform(-0.04, 0.04);
        const auto right = static_cast<std::int32_t>(std::lround(250.0 * std::clamp(accuracy, 0.0, 1.0)));
        evaluation.confusion = { 2, { right, 250 - right, 250 - right, right } };
        return evaluation;
    }

    /// The next `count` as the controller would report them.
    [[nodiscard]] ui::RunBatch batch(int count)
    {
        ui::RunBatch batch;
        for (int i = 0; i < count; ++i)
            batch.evaluations.push_back({ next(), false, {} });
        return batch;
    }

    /// A run in memory with its first `count` candidates and training curves.
    [[nodiscard]] ui::RunContent content(int count)
    {
        ui::RunContent content;
        content.record.id = 1;
        content.record.name = m_spec.name;
        content.record.spec = m_spec;
        content.record.state = store::RunState::Stopped;
        content.record.classes = { "no_person", "person" };
        const std::vector<double> reference = search::referencePoint(m_spec, 2);
        for (int i = 0; i < count; ++i) {
            std::vector<int> changed;
            content.add(next(), changed);
            if (!changed.empty())
                content.hypervolume.push_back(
                    { i + 1, content.evaluations.back().at, content.archive->hypervolume(reference) });
        }
        content.record.evaluations = count;
        for (int step = 10; step <= 600; step += 10) {
            const double loss = 0.35 + 0.35 * std::exp(-step / 150.0);
            content.curve.push_back({ step, loss, loss * 0.6, 1e-3, step % 100 == 0 ? 0.5 + 0.16 * step / 600.0 : -1.0 });
        }
        return content;
    }

private:
    search::RunSpec m_spec;
    Rng m_rng { 7 };
    int m_next = 0;
};

} // namespace danas::test
