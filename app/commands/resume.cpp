// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "report.h"
#include "run_session.h"

#include <memory>

namespace danas::app {

void addResume(CommandLine& line)
{
    struct Options {
        std::string project;
        std::int64_t run = 0;
        double checkpointSeconds = 30.0;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "resume", "Go on with a run that was stopped, killed or failed",
        "  danas resume person.danas\n"
        "  danas resume person.danas --run 2 --json");
    command.add_option("PROJECT", options->project, "The project file")->required()->type_name("PROJECT.danas");
    command.add_option("--run", options->run, "Which run; by default the last one")->check(CLI::Range(std::int64_t(1), INT64_MAX))->type_name("N");
    command.add_option("--checkpoint-seconds", options->checkpointSeconds, "Longest training time between two checkpoints")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    addJsonFlag(command, options->json);
    command.callback([&line, options] {
        line.chosen = [&line, options] {
            const std::int64_t id = readRun(store::Project(options->project, store::Project::Mode::ReadOnly), options->run).record.id;
            return carryOut({ options->project, id, {}, options->checkpointSeconds }, line.control, options->json);
        };
    });
}

} // namespace danas::app
