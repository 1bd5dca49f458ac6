// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "data/dataset.h"
#include "dataset_options.h"
#include "text_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace danas::app {
namespace {

const char* problemName(data::ProblemKind kind)
{
    return kind == data::ProblemKind::Skipped ? "skipped" : "leakage";
}

Json soundsJson(const data::Dataset& dataset)
{
    const auto counts = [](const char* name, const std::map<int, int>& kinds) {
        Json list = Json::array();
        for (const auto& [kind, count] : kinds)
            list.push_back({ { name, kind }, { "samples", count } });
        return list;
    };
    const data::SoundFacts& facts = dataset.sounds;
    return { { "rates", counts("hz", facts.rates) }, { "channels", counts("channels", facts.channels) }, { "shortest_seconds", facts.shortest },
        { "longest_seconds", facts.longest }, { "total_seconds", facts.total }, { "noises", dataset.noises } };
}

Json inspectJson(const data::Dataset& dataset)
{
    Json classes = Json::array();
    for (std::size_t label = 0; label < dataset.classes.size(); ++label) {
        Json row { { "name", dataset.classes[label] } };
        for (const data::Split split : data::kSplits)
            row[data::splitName(split)] = dataset.count(split, static_cast<int>(label));
        classes.push_back(std::move(row));
    }
    Json sources = Json::object();
    for (const auto& [name, counts] : dataset.sourceCounts)
        sources[name] = { { "train", counts[0] }, { "validation", counts[1] }, { "test", counts[2] } };
    Json problems = Json::array();
    Json totals { { "skipped", 0 }, { "leakage", 0 } };
    for (const auto& problem : dataset.problems) {
        problems.push_back({ { "kind", problemName(problem.kind) }, { "file", problem.file }, { "reason", problem.reason } });
        totals[problemName(problem.kind)] = totals[problemName(problem.kind)].get<int>() + 1;
    }
    Json samples;
    for (const data::Split split : data::kSplits)
        samples[data::splitName(split)] = dataset.count(split);
    Json json { { "folder", dataset.root.string() }, { "modality", data::modalityName(dataset.modality) }, { "layout", dataset.layout },
        { "classes", std::move(classes) }, { "source_classes", std::move(sources) }, { "samples", std::move(samples) },
        { "problems", std::move(problems) }, { "problem_counts", std::move(totals) }, { "fingerprint", fmt::format("{:016x}", dataset.fingerprint) } };
    if (dataset.modality == data::Modality::Audio)
        json["sounds"] = soundsJson(dataset);
    return json;
}

std::string kindsText(const std::map<int, int>& kinds, const char* unit)
{
    std::vector<std::string> parts;
    for (const auto& [kind, count] : kinds)
        parts.push_back(kinds.size() == 1 ? fmt::format("{} {}", kind, unit) : fmt::format("{} {} ({})", kind, unit, count));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string soundsText(const data::Dataset& dataset)
{
    const data::SoundFacts& facts = dataset.sounds;
    const std::string lengths = facts.shortest == facts.longest ? fmt::format("{:.4g} s each", facts.longest)
                                                                : fmt::format("{:.4g} to {:.4g} s", facts.shortest, facts.longest);
    const std::string noise = dataset.noises.empty() ? "" : fmt::format("; {} recordings of noise", dataset.noises.size());
    return fmt::format("Sounds: {}; {}; {}, {:.4g} min in all{}\n", kindsText(facts.rates, "Hz"), kindsText(facts.channels, "channels"), lengths,
        facts.total / 60, noise);
}

std::string inspectText(const data::Dataset& dataset)
{
    TextTable table({ "class", ">train", ">validation", ">test" });
    for (std::size_t label = 0; label < dataset.classes.size(); ++label) {
        std::vector<std::string> row { dataset.classes[label] };
        for (const data::Split split : data::kSplits)
            row.push_back(std::to_string(dataset.count(split, static_cast<int>(label))));
        table.add(std::move(row));
    }
    std::vector<std::string> totals { "all" };
    for (const data::Split split : data::kSplits)
        totals.push_back(std::to_string(dataset.count(split)));
    table.add(std::move(totals));
    std::string text = fmt::format("{}: {}\n{}", dataset.root.string(), dataset.layout, table.text());
    if (dataset.modality == data::Modality::Audio)
        text += soundsText(dataset);
    if (dataset.problems.empty())
        return text + "No problems.\n";
    TextTable problems({ "problem", "file", "reason" });
    for (const auto& problem : dataset.problems)
        problems.add({ problemName(problem.kind), problem.file, problem.reason });
    return text + fmt::format("{} problems:\n{}", dataset.problems.size(), problems.text());
}

} // namespace

void addInspect(CommandLine& line)
{
    struct Options {
        std::string folder;
        DatasetOptions dataset;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "inspect", "Show what is in a folder of images or sounds: layout, classes, counts, problems, leakage",
        "  danas inspect photos\n"
        "  danas inspect photos --merge person=person --merge-rest no_person --json");
    command.add_option("FOLDER", options->folder, "The folder of images or sounds")->required();
    options->dataset.addTo(command);
    addJsonFlag(command, options->json);
    command.callback([&line, options] {
        line.chosen = [&line, options] {
            const data::Dataset dataset = data::openDataset(options->dataset.spec(options->folder), line.control);
            if (options->json)
                printJson(inspectJson(dataset));
            else
                fmt::print("{}", inspectText(dataset));
            return Exit::Done;
        };
    });
}

} // namespace danas::app
