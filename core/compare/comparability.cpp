// SPDX-License-Identifier: GPL-3.0-or-later
// Whether runs may be set against each other, in sentences for the person.
#include "base/units.h"
#include "compare/comparison_p.h"
#include "compare/remark_collector.h"
#include "cost/limits_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace danas::compare {
namespace {

std::string objectivesText(const StoredRun& run)
{
    std::vector<std::string_view> names;
    for (const auto objective : run.record.spec.objectives)
        names.push_back(search::objectiveLabel(objective));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string limitsText(const StoredRun& run)
{
    const std::string limits = cost::limitsText(run.record.spec.budget);
    return limits.empty() ? "none" : limits;
}

std::string targetText(const StoredRun& run)
{
    const auto& deployment = run.record.spec.deployment;
    return deployment ? fmt::format("{} with sensor {}", deployment->target.id, deployment->sensor.text()) : "none";
}

/// How the scores came about: what may be the very question, and what may be an oversight.
std::string evaluatorText(const StoredRun& run)
{
    const search::RunSpec& spec = run.record.spec;
    return spec.evaluator == search::EvaluatorKind::Scratch ? fmt::format("each candidate trained alone for {} steps", spec.scratch.steps)
                                                            : fmt::format("a supernet of {} steps", spec.supernet.steps);
}

/// The fingerprint covers files, labels and split. What differs beside it says why.
void remarkOnData(RemarkCollector& remarks, const StoredRuns& runs)
{
    StoredRuns prepared;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(prepared), [](const StoredRun* run) { return !run->record.classes.empty(); });
    const Answers classes(prepared, [](const StoredRun& run) { return fmt::format("{}", fmt::join(run.record.classes, ", ")); });
    if (classes.differ()) {
        remarks.add(Grade::NotComparable, fmt::format("The runs tell other classes apart: {}.", classes.text()));
        return;
    }
    const Answers fingerprints(prepared, [](const StoredRun& run) { return std::to_string(run.record.datasetFingerprint); });
    if (!fingerprints.differ())
        return;
    const Answers folders(prepared, [](const StoredRun& run) { return run.record.spec.dataset.path; });
    remarks.add(Grade::NotComparable,
        folders.differ() ? fmt::format("The runs used other data: {}.", folders.text())
                         : "The runs used the same folder with other files, another part of them or another split, so their scores are of other samples.");
}

void remarkOnEnds(RemarkCollector& remarks, const StoredRuns& runs)
{
    for (const StoredRun* run : runs) {
        const std::string state = stateOf(*run);
        const search::SearchSpec& search = run->record.spec.search;
        const std::string wanted = search.seconds ? std::string() : fmt::format(" of {}", search.evaluations); // else its clock ends it
        if (run->evaluations.empty())
            remarks.add(Grade::Mind, fmt::format("Run {} ({}) has no scored candidate, so it has no result.", run->label, state));
        else if (state != "done")
            remarks.add(Grade::Mind,
                fmt::format("Run {} was cut short ({}) after {}{} candidates; its result is what it had until then.", run->label, state,
                    run->evaluations.size(), wanted));
        const bool feasible = std::any_of(run->evaluations.begin(), run->evaluations.end(), [](const auto& one) { return one.feasible(); });
        if (!run->evaluations.empty() && !feasible)
            remarks.add(Grade::Mind, fmt::format("Run {} has no candidate within its limits.", run->label));
    }
}

/// Times of all runs are about the same, or it is said which are not.
void remarkOnTime(RemarkCollector& remarks, const Comparison& basis, const StoredRuns& runs)
{
    std::vector<std::string> unknown, times;
    double least = 0.0, most = 0.0;
    for (const StoredRun* run : runs) {
        const auto seconds = secondsOf(*run);
        if (!seconds && !run->evaluations.empty())
            unknown.push_back(run->label);
        if (!seconds)
            continue;
        times.push_back(fmt::format("{} ({})", formatDuration(*seconds), run->label));
        least = times.size() == 1 ? *seconds : std::min(least, *seconds);
        most = std::max(most, *seconds);
    }
    if (!unknown.empty())
        remarks.add(Grade::Mind,
            fmt::format("It is not known how long {} took before the search (made by an older version), so nothing is compared over time.",
                fmt::join(unknown, ", ")));
    else if (most > 1.1 * least)
        remarks.add(Grade::Mind,
            fmt::format("The runs took unequal times: {}; compare them at equal time ({}).", fmt::join(times, "; "),
                formatDuration(basis.equalSeconds.value_or(least))));
}

/// Costs are stored with the candidates; a newer version of the program may count them by another rule.
bool countedByAnOlderRule(const StoredRun& run)
{
    constexpr std::size_t kLooks = 20;
    const std::size_t step = std::max<std::size_t>(1, run.evaluations.size() / kLooks);
    for (std::size_t i = 0; i < run.evaluations.size(); i += step) {
        const search::Evaluation& stored = run.evaluations[i];
        const cost::Cost now = search::costOf(run.record.spec, stored.genes, static_cast<int>(run.record.classes.size()));
        if (now.ramBytes != stored.cost.ramBytes || now.flashBytes != stored.cost.flashBytes)
            return true;
    }
    return false;
}

void remarkOnRules(RemarkCollector& remarks, const StoredRuns& runs)
{
    std::vector<std::string> older;
    for (const StoredRun* run : runs) {
        if (countedByAnOlderRule(*run))
            older.push_back(run->label);
    }
    if (!older.empty())
        remarks.add(Grade::Mind,
            fmt::format("RAM or flash of {} was counted by the rules of an older version of the program; run it anew to compare costs.", fmt::join(older, ", ")));
}

/// They are scores of more training than those of a search, so it is said who has how many of them.
void remarkOnFineTuned(RemarkCollector& remarks, const StoredRuns& runs)
{
    std::vector<std::string> counts;
    for (const StoredRun* run : runs)
        counts.push_back(fmt::format("{} ({})", run->finals.empty() ? "none" : std::to_string(run->finals.size()), run->label));
    remarks.add(Grade::Mind, fmt::format("Fine-tuned networks count, each as one more candidate with its own time: {}.", fmt::join(counts, "; ")));
}

void remarkOnArms(RemarkCollector& remarks, const std::vector<Arm>& arms)
{
    for (const Arm& arm : arms) {
        const Json first = settingsOf(*arm.runs.front());
        std::set<std::uint64_t> seeds;
        for (const auto& run : arm.runs) {
            const std::uint64_t seed = run->record.spec.seed;
            if (!seeds.insert(seed).second)
                remarks.add(Grade::Mind, fmt::format("Seed {} stands more than once in {}; equal runs are no evidence of their own.", seed, arm.name));
            if (settingsOf(*run) != first)
                remarks.add(Grade::Mind, fmt::format("The runs of {} differ in more than the seed ({} from {}).", arm.name, run->label, arm.runs.front()->label));
        }
    }
    std::vector<std::string> single;
    for (const Arm& arm : arms) {
        if (arm.runs.size() == 1)
            single.push_back(arm.name);
    }
    if (!single.empty())
        remarks.add(Grade::Mind, fmt::format("One seed only: {}. A single run may be lucky; nothing can be said of chance.", fmt::join(single, ", ")));
}

} // namespace

std::vector<Remark> remarksOn(const Comparison& basis, const std::vector<Arm>& arms)
{
    const StoredRuns runs = allRuns(arms);
    RemarkCollector remarks(runs);
    if (basis.objectives.empty())
        remarks.ask(Grade::NotComparable, "The runs have no metric in common: {}.", objectivesText);
    else
        remarks.ask(Grade::Mind, "The runs had other objectives: {}; they are compared by what they share.", objectivesText);
    remarkOnData(remarks, runs);
    const bool nothing = std::any_of(arms.begin(), arms.end(), [](const Arm& arm) {
        return std::all_of(arm.runs.begin(), arm.runs.end(), [](const auto& run) { return run->evaluations.empty(); });
    });
    if (nothing)
        remarks.add(Grade::NotComparable, "An arm has no scored candidate at all.");
    remarkOnEnds(remarks, runs);
    remarks.ask(Grade::Mind, "The runs had other limits: {}; only systems within all of them count.", limitsText);
    remarks.ask(Grade::Mind, "The runs were made for other targets, whose costs are counted by other rules: {}.", targetText);
    remarks.ask(Grade::Mind, "The scores come from unlike training: {}.", evaluatorText);
    remarks.ask(Grade::Mind, "The runs were to score unequally many candidates: {}.",
        [](const StoredRun& run) { return std::to_string(run.record.spec.search.evaluations); });
    remarkOnRules(remarks, runs);
    remarkOnTime(remarks, basis, runs);
    if (basis.fineTuned)
        remarkOnFineTuned(remarks, runs);
    remarks.ask(Grade::Mind, "The runs were made in other environments, so their times say less: {}.",
        [](const StoredRun& run) { return run.record.environment.empty() ? std::string("unknown") : run.record.environment; });
    remarkOnArms(remarks, arms);
    return remarks.sorted();
}

} // namespace danas::compare
