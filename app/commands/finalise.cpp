// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "report.h"
#include "run_session.h"

#include <memory>

namespace danas::app {

void addFinalise(CommandLine& line)
{
    struct Options {
        std::string project;
        std::int64_t run = 0;
        std::vector<int> candidates;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "finalise", "Fine-tune candidates of a finished run, quantise them to int8 and score each once on the test split",
        "  danas finalise person.danas --candidates 12\n"
        "  danas finalise person.danas --run 2 --candidates 12,40 --json");
    command.add_option("PROJECT", options->project, "The project file")->required()->type_name("PROJECT.danas");
    command.add_option("--run", options->run, "Which run; by default the last one")->check(CLI::Range(std::int64_t(1), INT64_MAX))->type_name("N");
    command.add_option("--candidates", options->candidates, "Which candidates, as numbered by \"front\"; those that are finalised already stay as they are")
        ->required()
        ->delimiter(',')
        ->check(CLI::Range(0, INT32_MAX))
        ->type_name("N,N,...");
    addJsonFlag(command, options->json);
    command.callback([&line, options] {
        line.chosen = [&line, options] {
            search::RunRequest request;
            request.project = options->project;
            request.runId = readRun(store::Project(options->project, store::Project::Mode::ReadOnly), options->run).record.id;
            request.picks = options->candidates;
            return carryOut(request, line.control, options->json);
        };
    });
}

} // namespace danas::app
