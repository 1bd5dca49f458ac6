// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/fronts_picture.h"

#include "ui/base/marks.h"
#include "ui/plots/front_line.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace danas::ui {
namespace {

constexpr std::size_t kMostSteps = 600; ///< of a band; more than pixels

/// What a run reaches at a cost: the last step not beyond x.
std::optional<double> heightAt(const std::vector<QPointF>& steps, double x)
{
    const auto after = std::upper_bound(steps.begin(), steps.end(), x, [](double value, const QPointF& step) { return value < step.x(); });
    return after == steps.begin() ? std::nullopt : std::optional(std::prev(after)->y());
}

void addBand(ArmPicture& picture, const std::vector<std::vector<QPointF>>& runs)
{
    std::set<double> places;
    for (const auto& steps : runs) {
        for (const QPointF& step : steps)
            places.insert(step.x());
    }
    const std::size_t each = places.size() / kMostSteps + 1;
    std::size_t k = 0;
    for (const double x : places) {
        if (k++ % each != 0 && k != places.size())
            continue;
        std::vector<double> heights;
        for (const auto& steps : runs) {
            if (const auto height = heightAt(steps, x))
                heights.push_back(*height);
        }
        if (heights.size() < runs.size()) // nothing is averaged over the runs that happen to have something
            continue;
        const compare::Spread spread = compare::spreadOf(heights);
        picture.median.emplace_back(x, spread.median);
        picture.low.emplace_back(x, spread.lowerQuartile);
        picture.high.emplace_back(x, spread.upperQuartile);
    }
}

ArmPicture pictureOf(const compare::Arm& arm, std::size_t number, const cost::Budget& limits, search::Objective y, search::Objective x)
{
    ArmPicture picture;
    std::vector<std::vector<QPointF>> runs;
    for (const auto& run : arm.runs) {
        const auto first = static_cast<int>(picture.all.size());
        picture.firstOfRun.push_back(first);
        FrontLine line;
        for (const search::Evaluation& evaluation : run->evaluations) {
            CloudPoint point;
            point.x = evaluation.value(x);
            point.y = evaluation.value(y);
            point.mark = armMark(number);
            const bool fits = evaluation.feasible() && limits.fits(evaluation.cost);
            point.kind = fits ? CloudPoint::Kind::Dominated : CloudPoint::Kind::Over;
            if (fits && std::isfinite(point.x) && std::isfinite(point.y))
                line.insert(point.x, search::isMetric(y) ? -point.y : point.y, first + evaluation.id);
            picture.all.push_back(point);
        }
        auto& steps = runs.emplace_back();
        for (const auto& [at, member] : line.members()) {
            CloudPoint point = picture.all[static_cast<std::size_t>(member.id)];
            point.kind = CloudPoint::Kind::Front;
            picture.front.push_back(point);
            picture.frontIndex.push_back(member.id);
            steps.emplace_back(point.x, point.y);
        }
    }
    if (std::none_of(runs.begin(), runs.end(), [](const auto& steps) { return steps.empty(); }))
        addBand(picture, runs);
    return picture;
}

} // namespace

CandidateRef ArmPicture::refOf(std::size_t arm, int index) const
{
    const auto after = std::upper_bound(firstOfRun.begin(), firstOfRun.end(), index);
    const auto run = static_cast<std::size_t>(after - firstOfRun.begin()) - 1;
    return { arm, run, index - firstOfRun[run] };
}

int ArmPicture::indexOf(const CandidateRef& ref) const
{
    if (ref.run >= firstOfRun.size() || ref.id < 0)
        return -1;
    const int index = firstOfRun[ref.run] + ref.id;
    const int end = ref.run + 1 < firstOfRun.size() ? firstOfRun[ref.run + 1] : static_cast<int>(all.size());
    return index < end ? index : -1;
}

cost::Budget commonLimits(const std::vector<compare::Arm>& arms)
{
    cost::Budget limits;
    const auto tighten = [](std::optional<std::int64_t>& limit, const std::optional<std::int64_t>& other) {
        if (other && (!limit || *other < *limit))
            limit = other;
    };
    for (const compare::Arm& arm : arms) {
        for (const auto& run : arm.runs) {
            tighten(limits.ramBytes, run->record.spec.budget.ramBytes);
            tighten(limits.flashBytes, run->record.spec.budget.flashBytes);
            tighten(limits.macs, run->record.spec.budget.macs);
        }
    }
    return limits;
}

std::vector<ArmPicture> picturesOf(
    const std::vector<compare::Arm>& arms, const cost::Budget& limits, search::Objective y, search::Objective x)
{
    std::vector<ArmPicture> pictures;
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
        pictures.push_back(pictureOf(arms[arm], arm, limits, y, x));
    return pictures;
}

} // namespace danas::ui
