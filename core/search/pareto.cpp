// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/pareto.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace danas::search {

bool dominates(std::span<const double> a, std::span<const double> b)
{
    assert(a.size() == b.size());
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        assert(std::isfinite(a[i]) && std::isfinite(b[i]));
        if (a[i] > b[i])
            return false;
        better = better || a[i] < b[i];
    }
    return better;
}

bool constrainedDominates(std::span<const double> a, double violationA, std::span<const double> b, double violationB)
{
    if (violationA > 0.0 || violationB > 0.0)
        return violationA < violationB;
    return dominates(a, b);
}

std::vector<int> nonDominatedRanks(const std::vector<std::vector<double>>& points, std::span<const double> violations)
{
    assert(points.size() == violations.size());
    const std::size_t n = points.size();
    std::vector<std::vector<std::size_t>> beaten(n); // whom i dominates
    std::vector<int> beatenBy(n, 0);                 // by how many of those without a rank i is dominated
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            if (constrainedDominates(points[i], violations[i], points[j], violations[j])) {
                beaten[i].push_back(j);
                ++beatenBy[j];
            }
        }
    }

    std::vector<int> ranks(n, -1);
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < n; ++i) {
        if (beatenBy[i] == 0)
            front.push_back(i);
    }
    for (int rank = 0; !front.empty(); ++rank) {
        std::vector<std::size_t> next;
        for (const std::size_t i : front) {
            ranks[i] = rank;
            for (const std::size_t j : beaten[i]) {
                if (--beatenBy[j] == 0)
                    next.push_back(j);
            }
        }
        front = std::move(next);
    }
    return ranks;
}

std::vector<double> crowdingDistances(const std::vector<std::vector<double>>& front)
{
    std::vector<double> distances(front.size(), 0.0);
    if (front.empty())
        return distances;
    std::vector<std::size_t> order(front.size());
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    for (std::size_t objective = 0; objective < front.front().size(); ++objective) {
        const auto loss = [&](std::size_t rank) { return front[order[rank]][objective]; };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return front[a][objective] != front[b][objective] ? front[a][objective] < front[b][objective] : a < b;
        });
        const std::size_t last = order.size() - 1;
        const double range = loss(last) - loss(0);
        if (range == 0.0)
            continue;
        for (std::size_t rank = 1; rank < last; ++rank)
            distances[order[rank]] += (loss(rank + 1) - loss(rank - 1)) / range;
        distances[order[0]] = std::numeric_limits<double>::infinity();
        distances[order[last]] = std::numeric_limits<double>::infinity();
    }
    return distances;
}

ParetoArchive::ParetoArchive(std::vector<Objective> objectives)
    : m_objectives(std::move(objectives))
{
}

ParetoArchive::Delta ParetoArchive::insert(const Evaluation& evaluation)
{
    if (!evaluation.feasible())
        return {};
    Member member { evaluation.id, losses(evaluation, m_objectives) };
    const auto beats = [](const Member& a, const Member& b) { return dominates(a.losses, b.losses); };
    if (std::any_of(m_members.begin(), m_members.end(), [&](const Member& old) { return beats(old, member); }))
        return {};

    Delta delta { true, {} };
    std::erase_if(m_members, [&](const Member& old) {
        if (!beats(member, old))
            return false;
        delta.evicted.push_back(old.id);
        return true;
    });
    std::sort(delta.evicted.begin(), delta.evicted.end());
    const auto place = std::upper_bound(m_members.begin(), m_members.end(), member, [](const Member& a, const Member& b) {
        return a.losses.front() != b.losses.front() ? a.losses.front() < b.losses.front() : a.id < b.id;
    });
    m_members.insert(place, std::move(member));
    return delta;
}

double ParetoArchive::hypervolume(std::span<const double> reference) const
{
    std::vector<std::vector<double>> points; // as shares of the reference: bytes and fractions alike, no overflow
    points.reserve(m_members.size());
    for (const Member& member : m_members) {
        assert(member.losses.size() == reference.size());
        auto& point = points.emplace_back(member.losses);
        for (std::size_t i = 0; i < point.size(); ++i) {
            assert(reference[i] > 0.0);
            point[i] /= reference[i];
        }
    }
    return search::hypervolume(std::move(points), std::vector<double>(reference.size(), 1.0));
}

std::vector<int> frontOf(std::span<const Evaluation> evaluations, const std::vector<Objective>& objectives)
{
    ParetoArchive archive(objectives);
    for (const Evaluation& evaluation : evaluations)
        archive.insert(evaluation);
    std::vector<int> ids;
    ids.reserve(archive.members().size());
    for (const ParetoArchive::Member& member : archive.members())
        ids.push_back(member.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace danas::search
