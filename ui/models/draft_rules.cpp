// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/draft_rules.h"

#include "base/error.h"
#include "data/class_map.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace danas::ui {
namespace {

/// Source classes that count as this label.
std::set<std::string> sourcesOf(const data::ClassMap& map, int label)
{
    std::set<std::string> sources;
    for (const auto& [name, counts] : map.labels) {
        if (counts == label)
            sources.insert(name);
    }
    return sources;
}

/// What a class is called in `after` that holds the same source classes; its old name if none does.
std::string nameAfter(const std::string& name, const data::ClassMap& before, const data::ClassMap& after)
{
    const auto old = std::find(before.classes.begin(), before.classes.end(), name);
    const bool stays = std::find(after.classes.begin(), after.classes.end(), name) != after.classes.end();
    if (old == before.classes.end() || stays)
        return name;
    const auto sources = sourcesOf(before, static_cast<int>(std::distance(before.classes.begin(), old)));
    for (std::size_t label = 0; label < after.classes.size(); ++label) {
        if (sourcesOf(after, static_cast<int>(label)) == sources)
            return after.classes[label];
    }
    return name;
}

} // namespace

search::RunSpec withSpace(search::RunSpec spec, const space::SearchSpace& space)
{
    const bool shared = spec.space.familyModule().sharesWeights();
    spec.space = space;
    if (!space.familyModule().sharesWeights())
        spec.evaluator = search::EvaluatorKind::Scratch;
    else if (!shared)
        spec.evaluator = search::EvaluatorKind::Supernet;
    return spec;
}

search::RunSpec withDataset(search::RunSpec spec, const data::DatasetSpec& dataset, const std::set<std::string>& sourceClasses)
{
    const data::DatasetSpec before = std::exchange(spec.dataset, dataset);
    if (spec.search.positiveClass.empty() || sourceClasses.empty() || before.path != dataset.path)
        return spec;
    try {
        spec.search.positiveClass = nameAfter(spec.search.positiveClass, data::mapClasses(before, sourceClasses), data::mapClasses(dataset, sourceClasses));
    } catch (const Error&) { // reading the data will say what is wrong with these classes
    }
    return spec;
}

bool missesPositiveClass(const search::RunSpec& spec, const std::vector<std::string>& classes)
{
    return spec.search.strategy == "genetic2023" && !spec.search.positiveClass.empty()
        && std::find(classes.begin(), classes.end(), spec.search.positiveClass) == classes.end();
}

} // namespace danas::ui
