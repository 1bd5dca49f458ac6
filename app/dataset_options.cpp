// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_options.h"

#include "base/error.h"
#include "data/audio/speech_commands.h"

#include <fmt/format.h>

namespace danas::app {

void DatasetOptions::addTo(CLI::App& command)
{
    const char* group = "Data";
    command.add_option("--leave-out", leaveOut, "A class of the data that is not used (may be repeated)")->group(group)->type_name("CLASS");
    command.add_option("--merge", merge, "Count one class as another: dog=no_person (may be repeated)")->group(group)->type_name("SOURCE=CLASS");
    command.add_option("--merge-rest", mergeRest, "Count every class without --merge as this one")->group(group)->type_name("CLASS");
    command.add_option("--keep-rest", keepRest, "Share of the samples of --merge-rest that is used")->group(group)->check(CLI::Range(1e-6, 1.0));
    command.add_flag("--twelve-classes", twelveClasses, "Google Speech Commands: ten words, _silence_, and every other word as _unknown_")->group(group);
    command.add_option("--noise-gain", noiseGainDb, "Sounds with recordings of noise beside them: mix it into every clip, this much louder or softer")
        ->group(group)
        ->type_name("DB")
        ->check(CLI::Range(-60.0, 60.0));
    for (const data::Split split : data::kSplits)
        command.add_option(fmt::format("--keep-{}", data::splitName(split)), keep[static_cast<std::size_t>(split)],
                   fmt::format("Share of the {} split that is used", data::splitName(split)))
            ->group(group)
            ->check(CLI::Range(1e-6, 1.0));
}

data::DatasetSpec DatasetOptions::spec(const std::string& folder) const
{
    data::DatasetSpec spec;
    spec.path = folder;
    spec.leaveOut = leaveOut;
    spec.mergeRest = mergeRest;
    spec.keep = keep;
    spec.noiseGainDb = noiseGainDb;
    if (twelveClasses)
        spec = data::audio::twelveClasses(std::move(spec));
    spec.restKeep = keepRest.value_or(spec.restKeep);
    for (const std::string& rule : merge) {
        const auto equals = rule.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == rule.size())
            throw Error(fmt::format("--merge: \"{}\" is not SOURCE=CLASS, such as dog=no_person.", rule));
        spec.merge[rule.substr(0, equals)] = rule.substr(equals + 1);
    }
    return spec;
}

} // namespace danas::app
