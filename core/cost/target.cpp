// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/target.h"

#include "base/error.h"
#include "base/resources.h"
#include "cost/target_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace danas::cost {
namespace {

struct Catalogue {
    std::vector<Board> boards;
    std::vector<Engine> engines;
    std::vector<Target> targets;
};

const Catalogue& catalogue()
{
    static const Catalogue all = [] {
        const std::string file = "targets.json";
        const Json document = parseJson(resource(file), file);
        Catalogue read;
        for (const Json& board : document.at("boards"))
            read.boards.push_back(boardFromJson(board, file + ": boards"));
        for (const Json& engine : document.at("engines"))
            read.engines.push_back(engineFromJson(engine, file + ": engines"));
        for (const Json& target : document.at("targets"))
            read.targets.push_back(targetFromJson(target, file + ": targets", read.boards, read.engines));
        return read;
    }();
    return all;
}

std::int64_t share(std::int64_t bytes, double of)
{
    return static_cast<std::int64_t>(std::floor(static_cast<double>(bytes) * of));
}

} // namespace

std::int64_t Board::usableRamBytes() const
{
    return share(ramBytes, usableRam);
}

std::int64_t Board::usableFlashBytes() const
{
    return share(flashBytes, usableFlash);
}

Trust Target::latencyTrust() const
{
    const Trust ofEngine = engine.cycles ? engine.cycles->basis.trust : Trust::Estimated;
    return cyclesFactor ? std::min(ofEngine, cyclesFactor->basis.trust) : ofEngine;
}

const std::vector<Target>& targets()
{
    return catalogue().targets;
}

const std::vector<Board>& boards()
{
    return catalogue().boards;
}

Target targetFromJson(const Json& json, const std::string& where)
{
    return targetFromJson(json, where, catalogue().boards, catalogue().engines);
}

const Target& findTarget(const std::vector<Target>& among, std::string_view id)
{
    const auto found = std::find_if(among.begin(), among.end(), [id](const Target& target) { return target.id == id; });
    if (found != among.end())
        return *found;
    std::vector<std::string_view> ids;
    for (const Target& target : among)
        ids.push_back(target.id);
    throw Error(fmt::format("There is no target \"{}\": known are {}.", id, fmt::join(ids, ", ")));
}

} // namespace danas::cost
