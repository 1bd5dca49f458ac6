// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/fidelity_probe.h"

#include "base/error.h"
#include "base/rng.h"
#include "compare/training_time.h"
#include "search/ending.h"
#include "search/run_data.h"
#include "search/running_clock.h"
#include "search/spread_candidates.h"
#include "store/run_lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <utility>

namespace danas::compare {
namespace {

using search::EvaluatorKind;
using store::Project;

class Prober {
public:
    Prober(const ProbeRequest& request, const search::EvaluatorFactory& factory, ProbeObserver& observer, RunControl& control)
        : m_request(request)
        , m_factory(factory)
        , m_observer(observer)
        , m_control(control)
    {
    }

    void carryThrough()
    {
        open();
        choose();
        if (m_left.empty())
            return;
        prepare();
        badInput = false; // from here on it is the work itself
        scoreWithSupernet();
        trainAlone();
    }

    bool badInput = true; ///< of an Error that is thrown now
    std::size_t done = 0, total = 0;

private:
    [[nodiscard]] const search::RunSpec& spec() const { return m_run.spec; }
    [[nodiscard]] int classes() const { return static_cast<int>(m_run.classes.size()); }

    void open()
    {
        if (m_request.candidates < kFewestProbes)
            throw Error(fmt::format("A ranking needs at least {} candidates: ask for more than {}.", kFewestProbes, m_request.candidates));
        m_project.emplace(m_request.project, Project::Mode::ReadWrite);
        m_run = m_project->run(m_request.run);
        if (spec().evaluator == EvaluatorKind::Scratch)
            throw Error(fmt::format("Run {} trains each candidate from scratch, so it has no supernet whose ranking could be probed: "
                                    "choose a run with a supernet.",
                m_run.id));
        m_lock = std::make_unique<store::RunLock>(m_project->file(), m_run.id);
        auto checkpoint = m_project->checkpoint(m_project->trainedBy(m_run.id).value_or(m_run.id));
        if (!checkpoint || !checkpoint->finished)
            throw Error(fmt::format("The supernet of run {} is not trained yet: resume the run first.", m_run.id));
        m_supernet = std::move(checkpoint->state);
    }

    void choose()
    {
        m_plan = plan();
        m_project->addProbePlan(m_run.id, m_plan);
        total = m_plan.candidates.size();
        std::set<space::Genes> known;
        for (const store::Probe& probe : m_project->probes(m_run.id, m_plan.training)) {
            m_time.add(macsOf(probe.genes), probe.seconds);
            known.insert(probe.genes);
        }
        for (const space::Genes& genes : m_plan.candidates) {
            if (known.contains(genes))
                continue;
            m_left.push_back(genes);
            m_macs.push_back(macsOf(genes));
        }
        done = total - m_left.size();
        m_observer.opened(m_plan);
    }

    [[nodiscard]] store::ProbePlan plan() const
    {
        const auto wanted = static_cast<std::size_t>(m_request.candidates);
        for (const store::ProbePlan& stored : m_project->probePlans(m_run.id)) {
            if (stored.training == m_request.training && stored.withinBudget == m_request.withinBudget && stored.candidates.size() == wanted)
                return stored;
        }
        const auto fits = [this](const space::Genes& genes) { return spec().budget.fits(search::costOf(spec(), genes, classes())); };
        auto candidates = search::spreadCandidates(spec().space, classes(), m_request.candidates, spec().seed,
            m_request.withinBudget ? std::function<bool(const space::Genes&)>(fits) : nullptr);
        if (candidates.size() < static_cast<std::size_t>(kFewestProbes))
            throw Error(fmt::format("The space of run {} holds only {} candidates{}: a ranking needs at least {}.", m_run.id, candidates.size(),
                m_request.withinBudget ? " within its budget" : "", kFewestProbes));
        // Cheap and dear ones in no order, so that those of a probe that is broken off are still spread over the space.
        Rng rng(spec().seed, RandomPhase::Probe, 1);
        rng.shuffle(candidates);
        return { m_request.training, m_request.withinBudget, std::move(candidates) };
    }

    void prepare()
    {
        // Every file is decoded twice, once to verify it and once into the cache.
        std::int64_t scanned = 0;
        m_dataset = std::make_shared<const data::Dataset>(data::openDataset(spec().dataset, m_control, [&](std::int64_t files, std::int64_t of) {
            scanned = of;
            m_observer.reading(files, 2 * of);
        }));
        search::requireSameData(m_run, *m_dataset);
        m_cache = data::loadSamples(*m_dataset, spec().space.dataConfigs(), m_control,
            [&](std::int64_t files, std::int64_t of) { m_observer.reading(scanned + files, scanned + of); });
        for (const int sample : m_dataset->indices(data::Split::Validation))
            m_truth.push_back(m_dataset->samples[static_cast<std::size_t>(sample)].label);
    }

    [[nodiscard]] search::ConfusionMatrix scored(search::Evaluator& evaluator, const space::Genes& genes, const search::CandidateHooks& hooks) const
    {
        return search::ConfusionMatrix::from(m_truth, evaluator.evaluate(genes, hooks).predictions, classes());
    }

    void scoreWithSupernet()
    {
        const auto evaluator = m_factory({ spec(), m_dataset, m_cache });
        evaluator->restore(m_supernet);
        m_supernet = {};
        m_observer.message(evaluator->describe());
        for (const space::Genes& genes : m_left) {
            m_control.checkpoint();
            m_observer.scoring(m_shared.size(), m_left.size());
            m_shared.push_back(scored(*evaluator, genes, { m_control }));
        }
    }

    void trainAlone()
    {
        search::RunSpec alone = spec();
        alone.evaluator = EvaluatorKind::Scratch;
        alone.scratch = m_plan.training;
        const auto evaluator = m_factory({ alone, m_dataset, m_cache });
        for (std::size_t i = 0; i < m_left.size(); ++i) {
            m_control.checkpoint();
            const search::RunningClock clock(m_control);
            progress(i, 0.0, 0.0);
            const search::CandidateHooks hooks { m_control,
                [&](int step, int steps) { progress(i, static_cast<double>(step) / std::max(1, steps), clock.seconds()); } };
            const auto matrix = scored(*evaluator, m_left[i], hooks);
            const store::Probe probe { m_left[i], m_shared[i], matrix, clock.seconds() };
            m_project->addProbe(m_run.id, m_plan.training, probe);
            m_time.add(m_macs[i], probe.seconds);
            ++done;
            m_observer.probed(probe);
        }
        m_observer.progress({ done, total, 0.0, 0.0 });
    }

    /// While the `current` one of those that are left is trained, since `seconds`.
    void progress(std::size_t current, double part, double seconds) const
    {
        TrainingTime time = m_time;
        if (!time.known() && part > 0.05)
            time.add(m_macs[current], seconds / part);
        ProbeProgress now { done, total, part, time.known() ? 0.0 : -1.0 };
        for (std::size_t i = current; i < m_left.size() && time.known(); ++i) {
            const double whole = time.of(m_macs[i]);
            now.secondsLeft += i == current ? (1.0 - part) * whole : whole;
        }
        m_observer.progress(now);
    }

    [[nodiscard]] double macsOf(const space::Genes& genes) const
    {
        return static_cast<double>(search::costOf(spec().space, genes, classes()).macs);
    }

    const ProbeRequest& m_request;
    const search::EvaluatorFactory& m_factory;
    ProbeObserver& m_observer;
    RunControl& m_control;

    std::optional<Project> m_project;
    std::unique_ptr<store::RunLock> m_lock;
    store::RunRecord m_run;
    std::vector<std::uint8_t> m_supernet;
    store::ProbePlan m_plan;
    std::vector<space::Genes> m_left;              ///< to be done, in this order
    std::vector<double> m_macs;                    ///< of each of those
    std::vector<search::ConfusionMatrix> m_shared; ///< likewise, with the supernet
    TrainingTime m_time;

    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    std::vector<int> m_truth; ///< labels of the validation samples, in order
};

ProbeReport outcome(Prober& prober)
{
    const search::Ending ending = search::endOf([&prober] { prober.carryThrough(); }, "choose a smaller batch, or close other programs, then go on with the probe",
        [](std::string_view what) { return fmt::format("The probe broke off ({}): start it again; if it happens once more, report it with this line.", what); });
    ProbeReport report;
    report.end = ending.end;
    report.error = ending.error;
    report.badInput = ending.cause == search::Ending::Cause::Project || (ending.cause == search::Ending::Cause::Refusal && prober.badInput);
    return report;
}

} // namespace

ProbeReport runFidelityProbe(
    const ProbeRequest& request, const search::EvaluatorFactory& factory, ProbeObserver& observer, RunControl& control)
{
    const search::RunningClock clock(control);
    ProbeReport report;
    {
        Prober prober(request, factory, observer, control); // gone, with its lock, before anybody hears that it is over
        report = outcome(prober);
        report.done = prober.done;
        report.total = prober.total;
    }
    report.seconds = clock.seconds();
    observer.finished(report);
    return report;
}

} // namespace danas::compare
