// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "report.h"

#include <fmt/format.h>

#include <memory>

namespace danas::app {

void addFront(CommandLine& line)
{
    struct Options {
        std::string project;
        std::int64_t run = 0;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "front", "Print the systems of a run that no other one beats",
        "  danas front person.danas\n"
        "  danas front person.danas --run 2 --json");
    command.add_option("PROJECT", options->project, "The project file")->required()->type_name("PROJECT.danas");
    command.add_option("--run", options->run, "Which run; by default the last one")->check(CLI::Range(std::int64_t(1), INT64_MAX))->type_name("N");
    addJsonFlag(command, options->json);
    command.callback([&line, options] {
        line.chosen = [options] {
            const store::Project project(options->project, store::Project::Mode::ReadOnly);
            const RunResult run = readRun(project, options->run);
            if (options->json)
                printJson(frontJson(project, run));
            else
                fmt::print("{}", frontText(run));
            return Exit::Done;
        };
    });
}

} // namespace danas::app
