// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/spread_candidates.h"

#include "search/run_spec.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace danas::search {
namespace {

constexpr int kPool = 400; // systems of each data configuration to choose from
constexpr int kDraws = 4000; // where only some are admitted

using Admitted = std::function<bool(const space::Genes&)>;

struct Member {
    double logMacs;
    space::Genes genes;
};

/// Systems of one data configuration. Every parameter is drawn by itself, so that shallow networks, few among all, are in it.
std::vector<Member> poolOf(
    const space::SearchSpace& space, const data::DataConfig& config, int classes, const Admitted& admitted, Rng& rng)
{
    std::map<space::Genes, double> pool;
    int drawn = 0;
    const auto add = [&](const space::Genes& genes) {
        if (admitted && !admitted(genes))
            return;
        pool.emplace(genes, std::log(static_cast<double>(costOf(space, genes, classes).macs)));
        ++drawn;
    };
    add(space.withData(space.smallest(), config));
    add(space.withData(space.largest(), config));
    drawn = 0;
    for (int i = 0; i < (admitted ? kDraws : kPool) && drawn < kPool; ++i) {
        space::Genes genes;
        for (const auto& parameter : space.parameters())
            genes.push_back(static_cast<std::uint8_t>(rng.below(parameter.values.size())));
        add(space.withData(space.canonical(std::move(genes)), config));
    }
    std::vector<Member> members;
    for (const auto& [genes, logMacs] : pool)
        members.push_back({ logMacs, genes });
    return members;
}

/// Takes the member whose MACs are nearest to `share` of the way from the cheapest to the dearest.
space::Genes takeNearest(std::vector<Member>& pool, double cheapest, double dearest, double share)
{
    const double wanted = cheapest + share * (dearest - cheapest);
    const auto nearest = std::min_element(pool.begin(), pool.end(), [wanted](const Member& a, const Member& b) {
        return std::abs(a.logMacs - wanted) < std::abs(b.logMacs - wanted);
    });
    space::Genes genes = std::move(nearest->genes);
    pool.erase(nearest);
    return genes;
}

} // namespace

std::vector<space::Genes> spreadCandidates(
    const space::SearchSpace& space, int classes, int count, std::uint64_t seed, const Admitted& admitted)
{
    Rng rng(seed, RandomPhase::Probe, 0);
    std::vector<std::size_t> order(space.dataConfigs().size()); // so that no resolution always has the one more
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    rng.shuffle(order);

    std::vector<std::vector<Member>> pools;
    std::vector<std::pair<double, double>> ranges;
    for (const auto& config : space.dataConfigs()) {
        pools.push_back(poolOf(space, config, classes, admitted, rng));
        if (pools.back().empty()) {
            pools.pop_back();
            continue;
        }
        const auto [least, most] = std::minmax_element(
            pools.back().begin(), pools.back().end(), [](const Member& a, const Member& b) { return a.logMacs < b.logMacs; });
        ranges.emplace_back(least->logMacs, most->logMacs);
    }
    std::erase_if(order, [&pools](std::size_t config) { return config >= pools.size(); });
    if (pools.empty())
        return {};

    // Round by round every configuration gives one. Its range of MACs has a stretch for each round, and the places within the
    // stretch are dealt out among the configurations: so sizes do not go with resolutions.
    const auto wanted = static_cast<std::size_t>(std::max(0, count));
    const std::size_t rounds = (wanted + pools.size() - 1) / pools.size();
    std::vector<space::Genes> chosen;
    for (std::size_t round = 0; chosen.size() < wanted; ++round) {
        std::vector<std::size_t> places = order;
        rng.shuffle(places);
        const std::size_t before = chosen.size();
        for (std::size_t i = 0; i < order.size() && chosen.size() < wanted; ++i) {
            auto& pool = pools[order[i]];
            if (pool.empty())
                continue;
            const double place = (static_cast<double>(places[i]) + 0.5) / static_cast<double>(pools.size());
            const double share = (static_cast<double>(round % rounds) + place) / static_cast<double>(rounds);
            chosen.push_back(takeNearest(pool, ranges[order[i]].first, ranges[order[i]].second, share));
        }
        if (chosen.size() == before)
            break;
    }
    return chosen;
}

} // namespace danas::search
