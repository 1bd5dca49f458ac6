// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "command_line.h"
#include "data/demo.h"
#include "run_session.h"

#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <optional>

namespace danas::app {
namespace {

struct Options {
    std::string folder, out;
    std::optional<int> evaluations;
    std::optional<std::uint64_t> seed;
    bool sounds = false, noRun = false, json = false;
};

/// $XDG_DATA_HOME or ~/.local/share (XDG base directory specification).
std::filesystem::path dataHome()
{
    for (const auto& [variable, below] : { std::pair("XDG_DATA_HOME", ""), std::pair("HOME", ".local/share") }) {
        const char* value = std::getenv(variable);
        if (value && *value)
            return std::filesystem::path(value) / below / "danas-studio";
    }
    throw Error("There is no home folder to keep the demo in: name places with --folder and --out.");
}

Exit demo(const Options& options, RunControl& control)
{
    const std::string name = options.sounds ? "demo-sounds" : "demo";
    const std::filesystem::path folder = options.folder.empty() ? dataHome() / name : std::filesystem::absolute(options.folder);
    const std::filesystem::path out = options.out.empty() ? dataHome() / (name + ".danas") : std::filesystem::path(options.out);
    search::RunSpec spec = options.sounds ? search::demoSoundSpec(folder) : search::demoSpec(folder);
    spec.search.evaluations = options.evaluations.value_or(spec.search.evaluations);
    spec.seed = options.seed.value_or(spec.seed);
    const auto write = options.sounds ? data::writeDemoSounds : data::writeDemoDataset;
    write(folder, search::RunSpec {}.seed, control, {}); // always the same samples: --seed varies the search
    log().info("The demo's {} are in {}.", options.sounds ? "sounds" : "pictures", folder.string());
    if (!options.noRun)
        return carryOut({ out, 0, spec, 30.0 }, control, options.json);
    if (options.json)
        printJson({ { "folder", folder.string() }, { "spec", search::toJson(spec) } });
    return Exit::Done;
}

} // namespace

void addDemo(CommandLine& line)
{
    const auto options = std::make_shared<Options>();
    CLI::App& command = addCommand(line, "demo", "Make a small set of pictures or sounds with a known right answer, and search it (about 2 minutes)",
        "  danas demo\n"
        "  danas demo --folder demo-pictures --out demo.danas\n"
        "  danas demo --folder demo-pictures --no-run\n"
        "  danas demo --sounds");
    command.add_option("--folder", options->folder, "Where the pictures or sounds go; by default below ~/.local/share/danas-studio")->type_name("DIR");
    auto* out = command.add_option("--out", options->out, "The project file; by default beside that folder")->type_name("PROJECT.danas");
    command.add_option("--evaluations", options->evaluations, "Candidates to score")->check(CLI::Range(1, 1'000'000));
    command.add_option("--seed", options->seed, "Of the search");
    command.add_flag("--sounds", options->sounds, "Sounds of machines instead of pictures");
    command.add_flag("--no-run", options->noRun, "Only make the set")->excludes(out);
    addJsonFlag(command, options->json);
    command.callback([&line, options] { line.chosen = [&line, options] { return demo(*options, line.control); }; });
}

} // namespace danas::app
