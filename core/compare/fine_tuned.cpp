// SPDX-License-Identifier: GPL-3.0-or-later
// What the finalise phase adds to a run: the same networks after more training, later.
#include "compare/comparison_p.h"

namespace danas::compare {
namespace {

std::shared_ptr<const StoredRun> withFineTuned(const std::shared_ptr<const StoredRun>& run)
{
    if (run->finals.empty())
        return run;
    const auto more = std::make_shared<StoredRun>(*run);
    double at = run->evaluations.back().at; // the phase begins where the search ends
    for (const search::Finalised& one : run->finals) {
        search::Evaluation tuned = run->evaluations.at(static_cast<std::size_t>(one.id));
        at += one.seconds;
        tuned.at = at;
        tuned.seconds = one.seconds;
        tuned.confusion = one.score(search::FinalScore::FloatValidation);
        more->evaluations.push_back(std::move(tuned));
    }
    return more;
}

std::shared_ptr<const StoredRun> withBetterScores(const std::shared_ptr<const StoredRun>& run)
{
    if (run->finals.empty())
        return run;
    const auto better = std::make_shared<StoredRun>(*run);
    for (const search::Finalised& one : run->finals) {
        search::ConfusionMatrix& score = better->evaluations.at(static_cast<std::size_t>(one.id)).confusion;
        const search::ConfusionMatrix& tuned = one.score(search::FinalScore::FloatValidation);
        if (tuned.accuracy() > score.accuracy())
            score = tuned;
    }
    return better;
}

template <typename Change> std::vector<Arm> changed(std::vector<Arm> arms, Change change)
{
    for (Arm& arm : arms) {
        for (auto& run : arm.runs)
            run = change(run);
    }
    return arms;
}

} // namespace

std::vector<Arm> withFineTuned(const std::vector<Arm>& arms)
{
    return changed(arms, [](const auto& run) { return withFineTuned(run); });
}

std::vector<Arm> withBetterScores(const std::vector<Arm>& arms)
{
    return changed(arms, [](const auto& run) { return withBetterScores(run); });
}

} // namespace danas::compare
