// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/class_map.h"

#include "base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace danas::data {
namespace {

void requireKnown(const std::string& name, const std::set<std::string>& known, const char* field)
{
    if (!known.contains(name))
        throw Error(fmt::format("The dataset has no class \"{}\" ({}); its classes are {}.", name, field, fmt::join(known, ", ")));
}

} // namespace

ClassMap mapClasses(const DatasetSpec& spec, const std::set<std::string>& sourceClasses)
{
    for (const std::string& name : spec.leaveOut) {
        requireKnown(name, sourceClasses, "leave_out");
        if (spec.merge.contains(name))
            throw Error(fmt::format("The class \"{}\" is both left out and merged: take it out of leave_out or of merge.", name));
    }
    for (const auto& [name, target] : spec.merge)
        requireKnown(name, sourceClasses, "merge");

    std::map<std::string, std::string> targets;
    std::set<std::string> used;
    for (const std::string& name : sourceClasses) {
        if (std::find(spec.leaveOut.begin(), spec.leaveOut.end(), name) != spec.leaveOut.end())
            continue;
        const auto merged = spec.merge.find(name);
        const std::string& rest = spec.mergeRest.empty() ? name : spec.mergeRest;
        const std::string& target = merged != spec.merge.end() ? merged->second : rest;
        targets.emplace(name, target);
        used.insert(target);
    }
    if (used.size() < 2) {
        throw Error(fmt::format("Only {} is left to tell apart, and at least two classes are needed: the dataset has {}; add "
                                "another class folder, or leave out or merge fewer.",
            used.empty() ? "nothing" : fmt::format("the class \"{}\"", *used.begin()), fmt::join(sourceClasses, ", ")));
    }

    ClassMap map;
    map.classes.assign(used.begin(), used.end());
    for (const auto& [name, target] : targets) {
        const auto at = std::lower_bound(map.classes.begin(), map.classes.end(), target);
        map.labels.emplace(name, static_cast<int>(at - map.classes.begin()));
    }
    return map;
}

} // namespace danas::data
