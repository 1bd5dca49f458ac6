// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/target_json.h"

#include "base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace danas::cost {
namespace {

constexpr std::array<std::string_view, 3> kTrusts { "estimated", "calibrated", "measured" };
constexpr std::array<std::string_view, 3> kDepthwise { "apart", "one_channel", "line_buffer" };
constexpr std::int64_t kMostBytes = std::int64_t { 1 } << 40;

template <typename Choice, std::size_t count>
Choice choiceFrom(const JsonObject& object, std::string_view field, const std::array<std::string_view, count>& names)
{
    const std::string name = object.text(field);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        throw Error(fmt::format("{}: \"{}\" must be one of {}, not \"{}\".", object.where(), field, fmt::join(names, ", "), name));
    return static_cast<Choice>(found - names.begin());
}

std::string filledText(const JsonObject& object, std::string_view field)
{
    std::string text = object.text(field);
    if (text.empty() || text.size() > 1000)
        throw Error(fmt::format("{}: \"{}\" must have from 1 to 1000 characters.", object.where(), field));
    return text;
}

Basis basisFrom(const JsonObject& object)
{
    return { choiceFrom<Trust>(object, "trust", kTrusts), filledText(object, "source") };
}

void put(Json& json, const Basis& basis)
{
    json["trust"] = trustName(basis.trust);
    json["source"] = basis.source;
}

template <typename Read> auto optionalFrom(const JsonObject& object, std::string_view field, const Read& read)
{
    return object.has(field) ? std::optional(read(object.object(field))) : std::nullopt;
}

SizeRule sizeRuleFrom(const JsonObject& object)
{
    object.allowOnly({ "base_bytes", "bytes_per_operator", "bytes_per_channel", "trust", "source" });
    constexpr double most = 1e9;
    return { object.number("base_bytes", 0.0, most), object.number("bytes_per_operator", 0.0, most),
        object.number("bytes_per_channel", 0.0, most), basisFrom(object) };
}

Json toJson(const SizeRule& rule)
{
    Json json { { "base_bytes", rule.base }, { "bytes_per_operator", rule.perOp }, { "bytes_per_channel", rule.perChannel } };
    put(json, rule.basis);
    return json;
}

CyclesPerMac cyclesFrom(const JsonObject& object)
{
    object.allowOnly({ "depthwise_and_stem", "pointwise", "dense", "trust", "source" });
    constexpr double least = 1e-3;
    constexpr double most = 1e6;
    return { object.number("depthwise_and_stem", least, most), object.number("pointwise", least, most),
        object.number("dense", least, most), basisFrom(object) };
}

MemoryRules memoryFrom(const JsonObject& object)
{
    object.allowOnly({ "alignment", "add_in_place", "depthwise", "cmsis_nn_scratch", "trust", "source" });
    for (const char* field : { "add_in_place", "cmsis_nn_scratch" })
        static_cast<void>(object.require(field));
    MemoryRules rules;
    rules.alignment = static_cast<int>(object.integer("alignment", 1, 4096));
    rules.addInPlace = object.flag("add_in_place", false);
    rules.depthwise = choiceFrom<DepthwiseMemory>(object, "depthwise", kDepthwise);
    rules.im2col = object.flag("cmsis_nn_scratch", false);
    rules.basis = basisFrom(object);
    return rules;
}

Json toJson(const Engine& engine)
{
    Json memory { { "alignment", engine.memory.alignment }, { "add_in_place", engine.memory.addInPlace },
        { "depthwise", kDepthwise[static_cast<std::size_t>(engine.memory.depthwise)] }, { "cmsis_nn_scratch", engine.memory.im2col } };
    put(memory, engine.memory.basis);
    Json json { { "id", engine.id }, { "name", engine.name }, { "memory", std::move(memory) } };
    if (engine.cycles) {
        Json cycles { { "depthwise_and_stem", engine.cycles->spatial }, { "pointwise", engine.cycles->pointwise },
            { "dense", engine.cycles->dense } };
        put(cycles, engine.cycles->basis);
        json["cycles_per_mac"] = std::move(cycles);
    }
    if (engine.runtimeRam)
        json["runtime_ram"] = toJson(*engine.runtimeRam);
    if (engine.code)
        json["code"] = toJson(*engine.code);
    return json;
}

/// A part that is written out, or named by the id of a known one.
template <typename Part, typename Read>
Part partFrom(const JsonObject& object, std::string_view field, const std::vector<Part>& known, const Read& read)
{
    const Json& value = object.require(field);
    if (!value.is_string())
        return read(value, fmt::format("{}: {}", object.where(), field));
    const auto found = std::find_if(known.begin(), known.end(), [&](const Part& part) { return part.id == value.get<std::string>(); });
    if (found != known.end())
        return *found;
    std::vector<std::string_view> ids;
    for (const Part& part : known)
        ids.push_back(part.id);
    throw Error(fmt::format("{}: there is no {} {}; known are {}, or write it out as an object.", object.where(), field, value.dump(),
        fmt::join(ids, ", ")));
}

} // namespace

std::string_view trustName(Trust trust)
{
    return kTrusts[static_cast<std::size_t>(trust)];
}

Board boardFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "id", "name", "mcu", "core", "clock_hz", "ram_bytes", "flash_bytes", "usable_ram_share", "usable_flash_share",
        "energy_per_cycle", "source" });
    Board board;
    board.id = filledText(object, "id");
    board.name = filledText(object, "name");
    board.mcu = filledText(object, "mcu");
    board.core = filledText(object, "core");
    board.source = filledText(object, "source");
    board.clockHz = object.integer("clock_hz", 1, kMostBytes);
    board.ramBytes = object.integer("ram_bytes", 1, kMostBytes);
    board.flashBytes = object.integer("flash_bytes", 1, kMostBytes);
    board.usableRam = object.number("usable_ram_share", 0.01, 1.0);
    board.usableFlash = object.number("usable_flash_share", 0.01, 1.0);
    board.energy = optionalFrom(object, "energy_per_cycle", [](const JsonObject& energy) {
        energy.allowOnly({ "nanojoules", "trust", "source" });
        return EnergyPerCycle { energy.number("nanojoules", 1e-6, 1e6), basisFrom(energy) };
    });
    return board;
}

Engine engineFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "id", "name", "memory", "cycles_per_mac", "runtime_ram", "code" });
    Engine engine;
    engine.id = filledText(object, "id");
    engine.name = filledText(object, "name");
    engine.memory = memoryFrom(object.object("memory"));
    engine.cycles = optionalFrom(object, "cycles_per_mac", cyclesFrom);
    engine.runtimeRam = optionalFrom(object, "runtime_ram", sizeRuleFrom);
    engine.code = optionalFrom(object, "code", sizeRuleFrom);
    return engine;
}

Target targetFromJson(const Json& json, const std::string& where, const std::vector<Board>& boards, const std::vector<Engine>& engines)
{
    const JsonObject object(json, where);
    object.allowOnly({ "id", "board", "engine", "cycles_factor" });
    Target target;
    target.id = filledText(object, "id");
    target.board = partFrom(object, "board", boards, boardFromJson);
    target.engine = partFrom(object, "engine", engines, engineFromJson);
    target.cyclesFactor = optionalFrom(object, "cycles_factor", [](const JsonObject& factor) {
        factor.allowOnly({ "value", "trust", "source" });
        return CyclesFactor { factor.number("value", 1e-3, 1e3), basisFrom(factor) };
    });
    return target;
}

Json toJson(const Board& board)
{
    Json json { { "id", board.id }, { "name", board.name }, { "mcu", board.mcu }, { "core", board.core }, { "clock_hz", board.clockHz },
        { "ram_bytes", board.ramBytes }, { "flash_bytes", board.flashBytes }, { "usable_ram_share", board.usableRam },
        { "usable_flash_share", board.usableFlash }, { "source", board.source } };
    if (board.energy) {
        Json energy { { "nanojoules", board.energy->nanojoules } };
        put(energy, board.energy->basis);
        json["energy_per_cycle"] = std::move(energy);
    }
    return json;
}

Json toJson(const Target& target)
{
    Json json { { "id", target.id }, { "board", toJson(target.board) }, { "engine", toJson(target.engine) } };
    if (target.cyclesFactor) {
        Json factor { { "value", target.cyclesFactor->value } };
        put(factor, target.cyclesFactor->basis);
        json["cycles_factor"] = std::move(factor);
    }
    return json;
}

Json summaryJson(const Target& target)
{
    const Board& board = target.board;
    Json json { { "id", target.id }, { "board", board.name }, { "engine", target.engine.id }, { "engine_name", target.engine.name },
        { "mcu", board.mcu }, { "core", board.core }, { "clock_hz", board.clockHz }, { "ram_bytes", board.ramBytes },
        { "flash_bytes", board.flashBytes }, { "usable_ram_bytes", board.usableRamBytes() },
        { "usable_flash_bytes", board.usableFlashBytes() }, { "source", board.source }, { "preset", toJson(target) } };
    Json trust { { "ram", trustName(target.engine.memory.basis.trust) } };
    trust["latency"] = target.engine.cycles ? Json(trustName(target.latencyTrust())) : Json();
    trust["energy"] = board.energy && target.engine.cycles ? Json(trustName(std::min(board.energy->basis.trust, target.latencyTrust()))) : Json();
    trust["runtime_ram"] = target.engine.runtimeRam ? Json(trustName(target.engine.runtimeRam->basis.trust)) : Json();
    trust["code"] = target.engine.code ? Json(trustName(target.engine.code->basis.trust)) : Json();
    json["trust"] = std::move(trust);
    return json;
}

} // namespace danas::cost
