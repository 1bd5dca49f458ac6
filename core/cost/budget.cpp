// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "cost/limits_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>
#include <vector>

namespace danas::cost {

double Budget::violation(const Cost& cost) const
{
    const auto excess = [](std::int64_t value, const std::optional<std::int64_t>& limit) {
        return limit && value > *limit ? static_cast<double>(value) / static_cast<double>(*limit) - 1.0 : 0.0;
    };
    const auto excessOf = [](const std::optional<double>& value, const std::optional<double>& limit) {
        if (limit && !value)
            return std::numeric_limits<double>::infinity();
        return limit && *value > *limit ? *value / *limit - 1.0 : 0.0;
    };
    return excess(cost.ramBytes, ramBytes) + excess(cost.flashBytes, flashBytes) + excess(cost.macs, macs)
        + excessOf(cost.latencyMs, latencyMs) + excessOf(cost.energyUj, energyUj);
}

std::string limitsText(const Budget& budget)
{
    std::vector<std::string> limits;
    if (budget.ramBytes)
        limits.push_back(formatBytes(*budget.ramBytes) + " RAM");
    if (budget.flashBytes)
        limits.push_back(formatBytes(*budget.flashBytes) + " flash");
    if (budget.macs)
        limits.push_back(formatMacs(*budget.macs));
    if (budget.latencyMs)
        limits.push_back(formatLatency(*budget.latencyMs));
    if (budget.energyUj)
        limits.push_back(formatEnergy(*budget.energyUj));
    return fmt::format("{}", fmt::join(limits, ", "));
}

Json toJson(const Budget& budget)
{
    Json json = Json::object();
    const auto put = [&json](const char* name, const auto& limit) {
        if (limit)
            json[name] = *limit;
    };
    put("ram_bytes", budget.ramBytes);
    put("flash_bytes", budget.flashBytes);
    put("macs", budget.macs);
    put("latency_ms", budget.latencyMs);
    put("energy_uj", budget.energyUj);
    return json;
}

Budget budgetFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "ram_bytes", "flash_bytes", "macs", "latency_ms", "energy_uj" });
    const auto limit = [&](const char* name) {
        return object.has(name) ? std::optional(object.integer(name, 1, std::int64_t { 1 } << 50)) : std::nullopt;
    };
    const auto number = [&](const char* name) {
        return object.has(name) ? std::optional(object.number(name, 0.001, 1e9)) : std::nullopt;
    };
    return { limit("ram_bytes"), limit("flash_bytes"), limit("macs"), number("latency_ms"), number("energy_uj") };
}

} // namespace danas::cost
