// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/experiment_runner.h"

#include "base/error.h"
#include "base/units.h"
#include "compare/experiment_estimate.h"
#include "compare/step_time.h"
#include "search/ending.h"
#include "search/run_engine.h"
#include "search/running_clock.h"
#include "store/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace danas::compare {
namespace {

using search::EvaluatorKind;
using search::RunEnd;
using store::Project;

/// Passes on what a run reports, and notes how it is to be carried on overall.
class Relay : public search::RunObserver {
public:
    Relay(search::RunObserver& to, std::function<void()> onProgress)
        : m_to(to)
        , m_onProgress(std::move(onProgress))
    {
    }
    void runOpened(std::int64_t id) override { m_to.runOpened(id); }
    void dataReady(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache) override
    {
        m_to.dataReady(std::move(dataset), std::move(cache));
    }
    void progress(const search::Progress& progress) override
    {
        m_onProgress();
        m_to.progress(progress);
    }
    void curve(const search::CurvePoint& point) override { m_to.curve(point); }
    void evaluated(const search::Evaluation& evaluation, const std::vector<int>& evicted, bool onFront) override
    {
        m_to.evaluated(evaluation, evicted, onFront);
    }
    void front(const search::FrontPoint& point) override { m_to.front(point); }
    void finalised(const search::Finalised& one) override { m_to.finalised(one); }
    void message(const std::string& text) override { m_to.message(text); }
    void finished(const search::RunReport& report) override { m_to.finished(report); }

private:
    search::RunObserver& m_to;
    std::function<void()> m_onProgress;
};

class Runner {
public:
    Runner(const ExperimentRequest& request, const search::EvaluatorFactory& factory, ExperimentObserver& observer, RunControl& control)
        : m_request(request)
        , m_factory(factory)
        , m_observer(observer)
        , m_control(control)
        , m_clock(control)
    {
        report.total = runCount(request.spec);
    }

    void carryThrough()
    {
        open();
        measure();
        m_plan = expand(spec(), m_stepSeconds);
        for (std::size_t position = 0; position < m_plan.size(); ++position) {
            m_control.checkpoint();
            carryOut(position);
        }
        if (report.failed > 0)
            throw Error(fmt::format("{} of {} runs failed; the last one: {}", report.failed, report.total, m_lastError));
    }

    [[nodiscard]] double seconds() const { return m_clock.seconds(); }
    ExperimentReport report;

private:
    [[nodiscard]] const ExperimentSpec& spec() const { return m_request.spec; }

    void open()
    {
        m_project.emplace(m_request.project, Project::Mode::Create);
        const Json wanted = toJson(spec());
        const auto all = m_project->experiments();
        const auto found = std::find_if(all.begin(), all.end(), [this](const auto& one) { return one.name == spec().name; });
        if (found == all.end()) {
            m_record.id = m_project->addExperiment(spec().name, wanted);
        } else if (found->spec != wanted) {
            throw Error(fmt::format("{} holds another experiment \"{}\", with other settings: give this one another name, or name another project.",
                m_project->file().string(), spec().name));
        } else {
            m_record = *found;
        }
        for (const auto& [position, run] : m_record.runs)
            report.done += stateOf(run) == store::RunState::Done ? 1U : 0U;
        m_observer.opened(m_record.id, progress());
    }

    [[nodiscard]] store::RunState stateOf(std::int64_t run) const { return m_project->run(run).state; }

    /// Once for the whole experiment, whatever becomes of its sittings: so the plan stays the same.
    void measure()
    {
        if (spec().equal != Equal::Time)
            return;
        if (m_record.measured.is_null()) {
            m_project->setMeasured(m_record.id, { { "step_seconds", measured() } });
            m_record.measured = { { "step_seconds", m_stepSeconds } };
        }
        m_stepSeconds = m_record.measured.at("step_seconds").get<std::vector<double>>();
    }

    const std::vector<double>& measured()
    {
        MeasuredData data;
        data.dataset = std::make_shared<const data::Dataset>(data::openDataset(spec().base.dataset, m_control));
        data.cache = data::loadSamples(*data.dataset, spec().base.space.dataConfigs(), m_control);
        for (const ExperimentArm& arm : spec().arms) {
            double seconds = 0.0;
            if (arm.evaluator == EvaluatorKind::Supernet) {
                m_observer.measuring(arm);
                seconds = measureStepSeconds(armSpec(spec(), arm), data, m_factory, m_control);
                m_observer.message(fmt::format("A training step of {} takes {:.3g} s here.", arm.name(), seconds));
            }
            m_stepSeconds.push_back(seconds);
        }
        return m_stepSeconds;
    }

    void carryOut(std::size_t position)
    {
        const PlannedRun& planned = m_plan[position];
        const auto known = m_record.runs.find(static_cast<int>(position));
        if (known != m_record.runs.end() && stateOf(known->second) == store::RunState::Done)
            return;
        const std::int64_t id = known != m_record.runs.end()
            ? known->second
            : m_project->addExperimentRun(m_record.id, static_cast<int>(position), planned.spec);
        m_position = position;
        m_runClock.emplace(m_control);
        m_observer.runBegins(planned, id, progress());
        Relay relay(m_observer, [this] { m_observer.overall(progress()); });
        const auto run = search::executeRun({ m_request.project, id, {}, m_request.checkpointSeconds }, m_factory, relay, m_control);
        if (run.end == RunEnd::Stopped)
            throw Stopped {};
        if (run.end == RunEnd::Failed) {
            ++report.failed;
            report.badInput = run.badInput;
            m_lastError = run.error;
            m_observer.message(fmt::format("Run {} failed: {}", id, run.error));
        } else {
            ++report.done;
            auto& [sum, count] = m_took[kindOf(planned)];
            sum += m_runClock->seconds();
            ++count;
        }
    }

    /// Runs of which one tells how long another takes: the first tier trains what the others share.
    [[nodiscard]] static std::pair<std::size_t, bool> kindOf(const PlannedRun& run) { return { run.arm, run.tier == 0 }; }

    /// -1 while unknown.
    [[nodiscard]] double expected(const PlannedRun& run) const
    {
        if (const auto took = m_took.find(kindOf(run)); took != m_took.end())
            return took->second.first / took->second.second;
        return expectedSeconds(spec(), run.arm, run.tier).value_or(-1.0);
    }

    [[nodiscard]] ExperimentProgress progress() const
    {
        ExperimentProgress now { report.done, report.total, m_plan.empty() ? -1.0 : 0.0 };
        for (std::size_t position = m_position; position < m_plan.size() && now.secondsLeft >= 0.0; ++position) {
            const double whole = expected(m_plan[position]);
            const double spent = position == m_position && m_runClock ? m_runClock->seconds() : 0.0;
            now.secondsLeft = whole < 0.0 ? -1.0 : now.secondsLeft + std::max(0.0, whole - spent);
        }
        return now;
    }

    const ExperimentRequest& m_request;
    const search::EvaluatorFactory& m_factory;
    ExperimentObserver& m_observer;
    RunControl& m_control;
    search::RunningClock m_clock;

    std::optional<Project> m_project;
    store::ExperimentRecord m_record;
    std::vector<double> m_stepSeconds;
    std::vector<PlannedRun> m_plan;
    std::size_t m_position = 0; ///< of the run in hand
    std::optional<search::RunningClock> m_runClock;
    std::map<std::pair<std::size_t, bool>, std::pair<double, int>> m_took; ///< running seconds and number of finished runs
    std::string m_lastError;
};

} // namespace

ExperimentReport runExperiment(
    const ExperimentRequest& request, const search::EvaluatorFactory& factory, ExperimentObserver& observer, RunControl& control)
{
    Runner runner(request, factory, observer, control);
    ExperimentReport& report = runner.report;
    const search::Ending ending = search::endOf([&runner] { runner.carryThrough(); },
        "choose smaller resolutions, a smaller batch or part of the data, or close other programs, then begin again",
        [](std::string_view what) { return fmt::format("The experiment broke off ({}): begin it again; if that happens once more, report it with the log.", what); });
    report.end = ending.end;
    report.error = ending.error;
    const bool refused = ending.cause == search::Ending::Cause::Project || ending.cause == search::Ending::Cause::Refusal;
    report.badInput = report.badInput || (refused && report.failed == 0);
    report.seconds = runner.seconds();
    observer.experimentFinished(report);
    return report;
}

} // namespace danas::compare
