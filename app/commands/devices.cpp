// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "command_line.h"
#include "cost/cost.h"
#include "learn/supernet_evaluator.h"
#include "text_table.h"

#include <fmt/format.h>

#include <memory>

namespace danas::app {
namespace {

void printDevices()
{
    TextTable boards({ "id", "board", "MCU", ">clock", ">RAM", ">flash" });
    for (const cost::Board& board : cost::boards())
        boards.add({ board.id, board.name, board.mcu, fmt::format("{} MHz", board.clockHz / 1'000'000), formatBytes(board.ramBytes),
            formatBytes(board.flashBytes) });
    fmt::print("Boards that a budget can be taken from:\n{}\n", boards.text());
    TextTable compute({ "id", "device" });
    for (const auto& device : learn::computeDevices())
        compute.add({ device.id, device.name });
    fmt::print("Devices that can search here ({}):\n{}", learn::libraryVersion(), compute.text());
}

} // namespace

void addDevices(CommandLine& line)
{
    const auto json = std::make_shared<bool>(false);
    CLI::App& command = addCommand(line, "devices", "List the known boards, and what this computer can search with",
        "  danas devices\n"
        "  danas devices --json      (the boards, as an array)");
    addJsonFlag(command, *json);
    command.callback([&line, json] {
        line.chosen = [json] {
            if (!*json) {
                printDevices();
                return Exit::Done;
            }
            Json list = Json::array();
            for (const cost::Board& board : cost::boards())
                list.push_back(cost::toJson(board));
            printJson(list);
            return Exit::Done;
        };
    });
}

} // namespace danas::app
