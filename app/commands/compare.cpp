// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_file.h"
#include "base/units.h"
#include "command_line.h"
#include "comparison_text.h"
#include "compare/report.h"
#include "quantity.h"
#include "text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <sstream>

namespace danas::app {
namespace {

struct Options {
    std::vector<std::string> projects, arms, budgets;
    std::vector<std::string> runs;
    std::string html, csv;
    bool fineTuned = false, json = false;
};

std::vector<std::string> parts(const std::string& text, char separator)
{
    std::vector<std::string> found;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        found.push_back(part);
    return found;
}

/// Runs by name, "3" of the first project or "2:3" for run 3 of the second; each is read once.
class Runs {
public:
    explicit Runs(const std::vector<std::string>& files)
    {
        for (const std::string& file : files)
            m_projects.emplace_back(file, store::Project::Mode::ReadOnly);
    }

    std::shared_ptr<const compare::StoredRun> read(const std::string& name)
    {
        std::size_t project = 0;
        std::int64_t id = 0;
        const auto colon = name.find(':');
        const bool fine = (colon == std::string::npos || number(name.substr(0, colon), project)) && number(name.substr(colon == std::string::npos ? 0 : colon + 1), id);
        if (colon != std::string::npos)
            --project;
        if (!fine || id < 1 || project >= m_projects.size())
            throw Error(fmt::format("\"{}\" is not a run: write its number, such as 3, or 2:3 for run 3 of the second project; list them with \"danas show\".", name));
        auto& run = m_read[{ project, id }];
        if (!run)
            run = compare::readStoredRun(m_projects[project], id, m_projects.size() > 1);
        return run;
    }

    std::vector<std::shared_ptr<const compare::StoredRun>> readAll()
    {
        std::vector<std::shared_ptr<const compare::StoredRun>> all;
        for (std::size_t i = 0; i < m_projects.size(); ++i) {
            for (const auto& record : m_projects[i].runs())
                all.push_back(read(fmt::format("{}:{}", i + 1, record.id)));
        }
        return all;
    }

private:
    template <typename Number> static bool number(const std::string& text, Number& value)
    {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size();
    }
    std::vector<store::Project> m_projects;
    std::map<std::pair<std::size_t, std::int64_t>, std::shared_ptr<const compare::StoredRun>> m_read;
};

std::vector<compare::Arm> armsOf(const Options& options)
{
    Runs runs(options.projects);
    if (options.arms.empty()) {
        std::vector<std::shared_ptr<const compare::StoredRun>> chosen;
        for (const std::string& name : options.runs)
            chosen.push_back(runs.read(name));
        return compare::groupBySpec(options.runs.empty() ? runs.readAll() : chosen);
    }
    std::vector<compare::Arm> arms;
    for (const std::string& text : options.arms) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == text.size())
            throw Error(fmt::format("--arm: \"{}\" is not NAME=RUNS: write a name and its runs, such as fixed=4,5,6.", text));
        compare::Arm arm { text.substr(0, equals), {} };
        for (const std::string& name : parts(text.substr(equals + 1), ','))
            arm.runs.push_back(runs.read(name));
        arms.push_back(std::move(arm));
    }
    return arms;
}

/// "128KiB", or "128KiB/512KiB" for RAM and flash.
compare::Tier tierOf(const std::string& text)
{
    const auto slash = text.find('/');
    compare::Tier tier { parseBytes(text.substr(0, slash), "--budget-ram"), {} };
    if (slash != std::string::npos)
        tier.flashBytes = parseBytes(text.substr(slash + 1), "--budget-ram");
    return tier;
}

Exit carryOutComparison(const Options& options)
{
    compare::Options settings;
    for (const std::string& text : options.budgets)
        settings.tiers.push_back(tierOf(text));
    settings.fineTuned = options.fineTuned;
    const compare::Comparison comparison = compare::compare(armsOf(options), settings);
    if (!options.html.empty())
        writeTextFile(options.html, compare::toHtml(comparison));
    if (!options.csv.empty())
        writeTextFile(options.csv, compare::toCsv(comparison));
    if (options.json)
        printJson(compare::toJson(comparison));
    else
        fmt::print("{}", comparisonText(comparison));
    return Exit::Done;
}

} // namespace

void addCompare(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "compare", "Set runs side by side: fronts, hypervolume, best at each budget, spread over the seeds",
        "  danas compare person.danas --runs 1,2\n"
        "  danas compare person.danas --runs 1,2,3,4,5,6 --html report.html --csv report.csv\n"
        "  danas compare person.danas --arm data-aware=1,2,3 --arm fixed=4,5,6 --budget-ram 64KiB,128KiB --json\n"
        "  danas compare mine.danas theirs.danas --runs 1:3,2:1\n"
        "Runs that differ in the seed only become one arm, unless --arm says otherwise.");
    command.add_option("PROJECT", options->projects, "The project files")->required()->type_name("PROJECT.danas");
    auto* runs = command.add_option("--runs", options->runs, "Which runs, 2:3 for run 3 of the second project; by default all")->delimiter(',')->type_name("N,N");
    command.add_option("--arm,--arms", options->arms, "Runs that are compared as one, for each arm")->type_name("NAME=N,N")->excludes(runs);
    command.add_option("--budget-ram", options->budgets, "Budgets to find the best system for, with flash as in 128KiB/512KiB; by default 64, 128 and 256 KiB within the limits")
        ->delimiter(',')
        ->type_name("BYTES");
    command.add_flag("--fine-tuned", options->fineTuned, "Count what the finalise phase fine-tuned too, each network as one more candidate with its own time");
    command.add_option("--html", options->html, "Write a report with plots")->type_name("FILE");
    command.add_option("--csv", options->csv, "Write all figures as one long table")->type_name("FILE");
    addJsonFlag(command, options->json);
    command.callback([&line, options] { line.chosen = [options] { return carryOutComparison(*options); }; });
}

} // namespace danas::app
