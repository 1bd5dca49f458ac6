// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <fmt/format.h>

namespace danas::app {

CLI::App& addCommand(CommandLine& line, const char* name, const char* description, const char* examples)
{
    CLI::App* command = line.app.add_subcommand(name, description);
    command->footer(fmt::format("Examples:\n{}", examples));
    return *command;
}

void addJsonFlag(CLI::App& command, bool& json)
{
    command.add_flag("--json", json, "Print one JSON document on standard output, nothing else there");
}

void printJson(const Json& document)
{
    // A class or file name that is not UTF-8 must not break the document.
    fmt::print("{}\n", document.dump(2, ' ', false, Json::error_handler_t::replace));
}

} // namespace danas::app
