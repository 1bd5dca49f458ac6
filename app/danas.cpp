// SPDX-License-Identifier: GPL-3.0-or-later
// danas: the engine on the command line. Exit status: see Exit in command_line.h.
#include "base/error.h"
#include "base/log.h"
#include "command_line.h"
#include "interruption.h"
#include "quiet_threads.h"

#include <fmt/format.h>

#include <clocale>
#include <new>

namespace danas::app {
namespace {

/// Parses the arguments; a wish for help or the version, or wrong usage, ends here with its exit status.
std::optional<Exit> parse(CLI::App& app, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        const bool wanted = app.exit(error, std::cout, std::cerr) == 0;
        return wanted ? Exit::Done : Exit::BadInput;
    }
}

Exit execute(const CommandLine& line)
{
    try {
        return line.chosen();
    } catch (const Stopped&) {
        return Exit::Stopped;
    } catch (const Error& error) {
        log().error("{}", error.what());
        return Exit::BadInput;
    } catch (const std::bad_alloc&) {
        log().error("The memory is used up: close other programs or use less data.");
    } catch (const std::exception& error) {
        log().error("An internal error ended the command ({}): please report it with this line.", error.what());
    }
    return Exit::Failed;
}

Exit main(int argc, char** argv)
{
    const Interruption interruption;
    RunControl control(interruption.token());
    CLI::App app("DANAS: searches the input data and the network together, for a microcontroller.", "danas");
    app.set_version_flag("--version", fmt::format("danas {}", version()));
    app.require_subcommand(1);
    app.footer("Exit status: 0 done, 1 failed, 2 bad usage or bad input, 3 stopped with everything saved.\n"
               "Results go to standard output, progress and messages to standard error.");
    CommandLine line { app, control, {} };
    for (const auto add : { addDemo, addInspect, addRun, addResume, addFinalise, addFront, addShow, addCompare, addExperiment, addFidelity, addExport, addVerify, addEstimate,
             addDevices })
        add(line);
    if (const auto ended = parse(app, argc, argv))
        return *ended;
    return execute(line);
}

} // namespace
} // namespace danas::app

int main(int argc, char** argv)
{
    danas::app::quietThreads(argv);
    return static_cast<int>(danas::app::main(argc, argv));
}
