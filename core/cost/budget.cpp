// SPDX-License-Identifier: GPL-3.0-or-later
#include "cost/cost.h"

#include <algorithm>

namespace danas::cost {

double Budget::violation(const Cost& cost) const
{
    const auto excess = [](std::int64_t value, const std::optional<std::int64_t>& limit) {
        return limit && value > *limit ? static_cast<double>(value) / static_cast<double>(*limit) - 1.0 : 0.0;
    };
    return excess(cost.ramBytes, ramBytes) + excess(cost.flashBytes, flashBytes) + excess(cost.macs, macs);
}

Json toJson(const Budget& budget)
{
    Json json = Json::object();
    if (budget.ramBytes)
        json["ram_bytes"] = *budget.ramBytes;
    if (budget.flashBytes)
        json["flash_bytes"] = *budget.flashBytes;
    if (budget.macs)
        json["macs"] = *budget.macs;
    return json;
}

Budget budgetFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "ram_bytes", "flash_bytes", "macs" });
    const auto limit = [&](const char* name) {
        return object.has(name) ? std::optional(object.integer(name, 1, std::int64_t { 1 } << 50)) : std::nullopt;
    };
    return { limit("ram_bytes"), limit("flash_bytes"), limit("macs") };
}

} // namespace danas::cost
