// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "command_line.h"
#include "deployment_options.h"
#include "learn/supernet_evaluator.h"
#include "text_table.h"

#include <fmt/format.h>

#include <memory>

namespace danas::app {
namespace {

void printDevices(const std::vector<cost::Target>& targets)
{
    TextTable table({ "id", "board", "engine", ">clock", ">RAM", ">flash", "latency" });
    for (const cost::Target& target : targets) {
        const cost::Board& board = target.board;
        table.add({ target.id, board.name, target.engine.name, fmt::format("{} MHz", board.clockHz / 1'000'000), formatBytes(board.ramBytes),
            formatBytes(board.flashBytes), target.engine.cycles ? std::string(cost::trustName(target.latencyTrust())) : "not known" });
    }
    fmt::print("Targets, each a board with an engine:\n{}\n", table.text());
    TextTable compute({ "id", "device" });
    for (const auto& device : learn::computeDevices())
        compute.add({ device.id, device.name });
    fmt::print("Devices that can search here ({}):\n{}", learn::libraryVersion(), compute.text());
}

} // namespace

void addDevices(CommandLine& line)
{
    const auto json = std::make_shared<bool>(false);
    const auto folder = std::make_shared<std::string>(cost::userTargetsFolder().string());
    CLI::App& command = addCommand(line, "devices", "List the known targets (a board with an engine), and what this computer can search with",
        "  danas devices\n"
        "  danas devices --json      (the targets, as an array)");
    addTargetsOption(command, *folder);
    addJsonFlag(command, *json);
    command.callback([&line, json, folder] {
        line.chosen = [json, folder] {
            const auto targets = readableTargets(*folder);
            if (!*json) {
                printDevices(targets);
                return Exit::Done;
            }
            Json list = Json::array();
            for (const cost::Target& target : targets)
                list.push_back(cost::summaryJson(target));
            printJson(list);
            return Exit::Done;
        };
    });
}

} // namespace danas::app
