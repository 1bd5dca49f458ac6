// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/finalists.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace danas::search {
namespace {

/// How far below the best metric a cheap system may be to be worth a look: three points.
constexpr double kClose = 0.03;

struct Place {
    int id = 0;
    double metric = 0.0, cost = 0.0; ///< as they are
    double height = 0.0, way = 0.0;  ///< the same, 0..1 over the front
};

Objective firstOf(const std::vector<Objective>& objectives, bool metric)
{
    const auto found = std::find_if(objectives.begin(), objectives.end(), [metric](Objective one) { return isMetric(one) == metric; });
    return found != objectives.end() ? *found : metric ? Objective::Accuracy : Objective::Ram;
}

/// The members by id, so that their order of arrival decides nothing.
std::vector<Place> placesOf(std::span<const Evaluation> front, const std::vector<Objective>& objectives)
{
    const Objective metric = firstOf(objectives, true);
    const Objective cost = firstOf(objectives, false);
    std::vector<Place> places;
    for (const Evaluation& member : front)
        places.push_back({ member.id, member.value(metric), member.value(cost), 0.0, 0.0 });
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.id < b.id; });
    const auto scale = [&places](double Place::*value, double Place::*share) {
        double low = std::numeric_limits<double>::infinity(), high = -low;
        for (const Place& place : places) {
            low = std::min(low, place.*value);
            high = std::max(high, place.*value);
        }
        for (Place& place : places)
            place.*share = high > low ? (place.*value - low) / (high - low) : 0.0;
    };
    scale(&Place::metric, &Place::height);
    scale(&Place::cost, &Place::way);
    return places;
}

const Place& best(const std::vector<Place>& places)
{
    return *std::min_element(places.begin(), places.end(),
        [](const Place& a, const Place& b) { return std::tuple(-a.metric, a.cost, a.id) < std::tuple(-b.metric, b.cost, b.id); });
}

const Place& cheapest(const std::vector<Place>& places, double leastMetric)
{
    const Place* found = nullptr;
    for (const Place& place : places) {
        const auto order = [](const Place& p) { return std::tuple(p.cost, -p.metric, p.id); };
        if (place.metric >= leastMetric && (found == nullptr || order(place) < order(*found)))
            found = &place;
    }
    return *found; // the best one has the metric
}

/// Nothing where no member is above the line.
std::optional<int> knee(const std::vector<Place>& places)
{
    const Place& from = cheapest(places, -std::numeric_limits<double>::infinity());
    const Place& to = best(places);
    std::optional<int> id;
    double most = 0.0;
    for (const Place& place : places) { // cross product: the height above the line, up to its length
        const double above = (to.way - from.way) * (place.height - from.height) - (to.height - from.height) * (place.way - from.way);
        if (above > most + 1e-12) {
            most = above;
            id = place.id;
        }
    }
    return id;
}

std::optional<int> farthest(const std::vector<Place>& places, const std::vector<Finalist>& chosen)
{
    std::optional<int> id;
    double most = -1.0;
    for (const Place& place : places) {
        double nearest = std::numeric_limits<double>::infinity();
        for (const Place& other : places) {
            const bool taken = std::any_of(chosen.begin(), chosen.end(), [&other](const Finalist& one) { return one.id == other.id; });
            const double dx = place.way - other.way, dy = place.height - other.height;
            if (taken)
                nearest = std::min(nearest, other.id == place.id ? -2.0 : dx * dx + dy * dy);
        }
        if (nearest > most) {
            most = nearest;
            id = place.id;
        }
    }
    return id;
}

} // namespace

std::vector<Finalist> finalists(std::span<const Evaluation> front, const std::vector<Objective>& objectives, int count)
{
    std::vector<Finalist> chosen;
    const std::vector<Place> places = placesOf(front, objectives);
    const auto choose = [&chosen, count](std::optional<int> id, FinalReason reason) {
        const bool taken = !id || std::any_of(chosen.begin(), chosen.end(), [id](const Finalist& one) { return one.id == *id; });
        if (!taken && static_cast<int>(chosen.size()) < count)
            chosen.push_back({ *id, reason });
    };
    if (places.empty())
        return chosen;
    choose(best(places).id, FinalReason::Best);
    choose(knee(places), FinalReason::Knee);
    choose(cheapest(places, best(places).metric - kClose).id, FinalReason::Frugal);
    while (static_cast<int>(chosen.size()) < count) {
        const auto id = farthest(places, chosen);
        if (!id)
            break;
        choose(id, FinalReason::Spread);
    }
    return chosen;
}

} // namespace danas::search
