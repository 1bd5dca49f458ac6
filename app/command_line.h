// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/control.h"
#include "base/json.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace danas::app {

/// As DESIGN.md, section 6. An Error thrown by a command means bad input.
enum class Exit { Done = 0, Failed = 1, BadInput = 2, Stopped = 3 };

/// What every command gets: the person's Ctrl-C, and where the command leaves its work for main to do.
struct CommandLine {
    CLI::App& app;
    RunControl& control;
    std::function<Exit()> chosen; ///< set by the command that was named
};

/// A new command `name`. `examples` is shown at the end of its help, one command line each.
CLI::App& addCommand(CommandLine& line, const char* name, const char* description, const char* examples);
/// The flag --json of a command.
void addJsonFlag(CLI::App& command, bool& json);
/// Prints the one JSON document of a command to standard output.
void printJson(const Json& document);

void addDemo(CommandLine& line);
void addInspect(CommandLine& line);
void addRun(CommandLine& line);
void addResume(CommandLine& line);
void addFinalise(CommandLine& line);
void addFront(CommandLine& line);
void addShow(CommandLine& line);
void addEstimate(CommandLine& line);
void addDevices(CommandLine& line);
void addCompare(CommandLine& line);
void addExport(CommandLine& line);
void addVerify(CommandLine& line);
void addExperiment(CommandLine& line);
void addFidelity(CommandLine& line);

} // namespace danas::app
