// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/space_edits.h"

#include <string>
#include <utility>

namespace danas::ui {
namespace {

/// The same space with both colours among its values; what was off stays off.
space::SearchSpace withBothColours(const space::SearchSpace& space)
{
    if (space.modality() != data::Modality::Image)
        return space;
    const std::vector<data::DataConfig> on = space.dataConfigs();
    return space.withValues("colour", { std::string("rgb"), std::string("gray") }).withDataConfigs(on);
}

} // namespace

std::vector<data::DataConfig> possibleConfigs(const space::SearchSpace& space)
{
    return withBothColours(space).allDataConfigs();
}

space::SearchSpace withConfigs(const space::SearchSpace& space, const std::vector<data::DataConfig>& on)
{
    return withBothColours(space).withDataConfigs(on);
}

std::vector<int> resolutionsOf(const space::SearchSpace& space)
{
    std::vector<int> all;
    if (space.modality() != data::Modality::Image)
        return all;
    for (const double value : space.parameter("resolution").numbers())
        all.push_back(static_cast<int>(value));
    return all;
}

space::SearchSpace withOrdinal(const space::SearchSpace& space, int ordinal, bool present)
{
    const std::string parameter = space.modality() == data::Modality::Image ? "resolution" : "sample_rate";
    std::vector<space::Value> values = space.parameter(parameter).values;
    std::erase(values, space::Value { static_cast<double>(ordinal) });
    if (present)
        values.emplace_back(static_cast<double>(ordinal));
    return space.withValues(parameter, std::move(values));
}

} // namespace danas::ui
