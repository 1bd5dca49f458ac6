// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/dataset.h"

#include <fmt/format.h>

#include <cmath>

namespace danas::data {
namespace {

std::string className(const Json& value, const std::string& where)
{
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
        throw Error(fmt::format("{} must be the name of a class, not {}.", where, value.dump()));
    return value.get<std::string>();
}

std::array<double, 3> keepFromJson(const Json& value, const std::string& where)
{
    if (!value.is_array() || value.size() != kSplits.size())
        throw Error(fmt::format("{}: \"keep\" must be three numbers, for train, validation and test.", where));
    std::array<double, 3> keep {};
    for (std::size_t i = 0; i < keep.size(); ++i) {
        const double share = value[i].is_number() ? value[i].get<double>() : 0;
        if (!(share > 0 && share <= 1))
            throw Error(fmt::format("{}: \"keep\" of {} must be above 0 and at most 1, not {}.", where, splitName(kSplits[i]),
                value[i].dump()));
        keep[i] = share;
    }
    return keep;
}

} // namespace

std::string_view splitName(Split split)
{
    switch (split) {
    case Split::Train:
        return "train";
    case Split::Validation:
        return "validation";
    case Split::Test:
        break;
    }
    return "test";
}

Json toJson(const DatasetSpec& spec)
{
    Json json { { "path", spec.path }, { "leave_out", spec.leaveOut }, { "merge", spec.merge }, { "merge_rest", spec.mergeRest },
        { "keep", spec.keep } };
    if (spec.restKeep < 1) // documents of older versions stay as they are
        json["rest_keep"] = spec.restKeep;
    if (spec.noiseGainDb)
        json["noise_gain_db"] = *spec.noiseGainDb;
    return json;
}

DatasetSpec datasetSpecFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "path", "leave_out", "merge", "merge_rest", "rest_keep", "keep", "noise_gain_db" });
    DatasetSpec spec;
    spec.path = object.text("path");
    if (spec.path.empty())
        throw Error(fmt::format("{}: \"path\" is empty; name the dataset's folder.", where));
    if (object.has("leave_out")) {
        const Json& names = object.require("leave_out");
        if (!names.is_array())
            throw Error(fmt::format("{}: \"leave_out\" must be a list of class names.", where));
        for (const Json& name : names)
            spec.leaveOut.push_back(className(name, fmt::format("{}: each entry of \"leave_out\"", where)));
    }
    if (object.has("merge")) {
        const JsonObject merge = object.object("merge");
        for (const auto& [name, target] : merge.json().items())
            spec.merge.emplace(name, className(target, fmt::format("{}: \"merge\" of \"{}\"", where, name)));
    }
    spec.mergeRest = object.text("merge_rest", "");
    if (object.has("rest_keep"))
        spec.restKeep = object.number("rest_keep", 1e-6, 1);
    if (object.has("noise_gain_db"))
        spec.noiseGainDb = object.number("noise_gain_db", -60, 60);
    if (object.has("keep"))
        spec.keep = keepFromJson(object.require("keep"), where);
    return spec;
}

} // namespace danas::data
