// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/resources.h"
#include "cost/cost.h"

namespace danas::cost {
namespace {

std::vector<Board> readBoards()
{
    constexpr std::int64_t kMost = std::int64_t { 1 } << 40;
    const Json document = parseJson(resource("boards.json"), "boards.json");
    std::vector<Board> boards;
    for (const Json& entry : document.at("boards")) {
        const JsonObject object(entry, "boards.json");
        object.allowOnly({ "id", "name", "mcu", "clock_hz", "ram_bytes", "flash_bytes", "source" });
        boards.push_back({ object.text("id"), object.text("name"), object.text("mcu"), object.text("source"),
            object.integer("clock_hz", 1, kMost), object.integer("ram_bytes", 1, kMost), object.integer("flash_bytes", 1, kMost) });
    }
    return boards;
}

} // namespace

const std::vector<Board>& boards()
{
    static const std::vector<Board> all = readBoards();
    return all;
}

Json toJson(const Board& board)
{
    return { { "id", board.id }, { "board", board.name }, { "mcu", board.mcu }, { "clock_hz", board.clockHz },
        { "ram_bytes", board.ramBytes }, { "flash_bytes", board.flashBytes }, { "source", board.source } };
}

} // namespace danas::cost
