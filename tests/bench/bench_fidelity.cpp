// SPDX-License-Identifier: GPL-3.0-or-later
// Is the supernet's ranking to be believed? Kendall's tau between its scores and those of the same candidates trained alone,
// next to the tau of MACs and of parameters. Candidates are spread over all data configurations of the space.
//   bench_fidelity <dataset folder | demo> [--space lean|paper|demo] [--resolutions 8,16,32] [--candidates n] [--seeds n]
//                  [--steps n] [--batch n] [--rate x] [--sandwich n] [--random n] [--calibration n] [--per-configuration]
//                  [--alone-steps n] [--alone-batch n] [--alone-rate x] [--alone-cache FILE.json]
//                  [--fine-tune n,n,...] [--fine-tune-rate x,x,...] [--threads n]
// Training alone takes most of the time and does not depend on the supernet: --alone-cache keeps its scores, so that several
// supernets are compared against the same truth. --fine-tune: how far the inherited weights get in so many steps.
#include "base/control.h"
#include "base/error.h"
#include "compare/fidelity.h"
#include "data/demo.h"
#include "learn/scratch_evaluator.h"
#include "learn/supernet_evaluator.h"
#include "search/spread_candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace danas;

namespace {

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Options {
    search::RunSpec spec;
    int candidates = 24, seeds = 1;
    std::vector<double> fineTuneSteps, fineTuneRates;
    std::filesystem::path aloneCache;
};

std::vector<double> numbers(const std::string& list)
{
    std::vector<double> values;
    std::istringstream text(list);
    for (std::string one; std::getline(text, one, ',');)
        values.push_back(std::stod(one));
    return values;
}

Options parse(int argc, char** argv)
{
    Options options;
    search::RunSpec& spec = options.spec;
    const std::string dataset = argc > 1 ? argv[1] : "demo";
    if (dataset == "demo") {
        RunControl control;
        const auto folder = std::filesystem::temp_directory_path() / "danas-bench-demo";
        data::writeDemoDataset(folder, 1, control);
        spec = search::demoSpec(folder);
    } else {
        spec.dataset.path = dataset;
    }
    std::vector<double> resolutions;
    for (int i = 2; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--per-configuration") {
            spec.supernet.scope = search::SupernetScope::PerConfiguration;
            continue;
        }
        if (++i == argc)
            throw Error(fmt::format("{} needs a value.", name));
        const std::string value = argv[i];
        if (name == "--space")
            spec.space = space::spacePreset(value);
        else if (name == "--resolutions")
            resolutions = numbers(value);
        else if (name == "--candidates")
            options.candidates = std::stoi(value);
        else if (name == "--seeds")
            options.seeds = std::stoi(value);
        else if (name == "--steps")
            spec.supernet.steps = std::stoi(value);
        else if (name == "--batch")
            spec.supernet.batch = std::stoi(value);
        else if (name == "--rate")
            spec.supernet.learningRate = std::stod(value);
        else if (name == "--sandwich")
            spec.supernet.sandwichEvery = std::stoi(value);
        else if (name == "--random")
            spec.supernet.randomSubnets = std::stoi(value);
        else if (name == "--calibration")
            spec.supernet.calibrationImages = std::stoi(value);
        else if (name == "--alone-steps")
            spec.scratch.steps = std::stoi(value);
        else if (name == "--alone-batch")
            spec.scratch.batch = std::stoi(value);
        else if (name == "--alone-rate")
            spec.scratch.learningRate = std::stod(value);
        else if (name == "--alone-cache")
            options.aloneCache = value;
        else if (name == "--fine-tune")
            options.fineTuneSteps = numbers(value);
        else if (name == "--fine-tune-rate")
            options.fineTuneRates = numbers(value);
        else if (name == "--threads")
            spec.threads = std::stoi(value);
        else
            throw Error(fmt::format("Unknown option {}.", name));
    }
    if (options.fineTuneRates.empty())
        options.fineTuneRates = { spec.finalise.learningRate };
    if (!resolutions.empty())
        spec.space = spec.space.withValues("resolution", { resolutions.begin(), resolutions.end() });
    return options;
}

class Bench {
public:
    explicit Bench(Options options)
        : m_options(std::move(options))
        , m_dataset(std::make_shared<const data::Dataset>(data::openDataset(spec().dataset, m_control)))
        , m_cache(data::loadSamples(*m_dataset, spec().space.dataConfigs(), m_control))
        , m_candidates(search::spreadCandidates(spec().space, classes(), m_options.candidates, spec().seed))
    {
        for (const int sample : m_dataset->indices(data::Split::Validation))
            m_truth.push_back(m_dataset->samples[static_cast<std::size_t>(sample)].label);
        for (const auto& genes : m_candidates) {
            const auto graph =
                graph::buildGraph(spec().space.architecture(genes), spec().space.dataConfig(genes).shape(), classes());
            std::int64_t macs = 0, parameters = 0;
            for (const auto& op : graph.ops) {
                macs += graph.macs(op);
                parameters += graph.parameters(op);
            }
            m_macs.push_back(static_cast<double>(macs));
            m_parameters.push_back(static_cast<double>(parameters));
        }
    }

    void trainAlone()
    {
        Json known = Json::object();
        if (std::ifstream file(m_options.aloneCache); file)
            known = Json::parse(file);
        const auto evaluator = learn::makeScratchEvaluator(input(spec()));
        fmt::print("{}\n", evaluator->describe());
        double trained = 0.0;
        int count = 0;
        for (const auto& genes : m_candidates) {
            const std::string key = aloneKey(genes);
            if (!known.contains(key)) {
                const double start = wallSeconds();
                const double reached = accuracy(evaluator->evaluate(genes, { m_control }).predictions);
                known[key] = { { "accuracy", reached }, { "seconds", wallSeconds() - start } };
                trained += wallSeconds() - start;
                ++count;
                if (!m_options.aloneCache.empty())
                    std::ofstream(m_options.aloneCache) << known.dump(1) << '\n';
            }
            m_alone.push_back(known.at(key).at("accuracy").get<double>());
            m_aloneSeconds += known.at(key).at("seconds").get<double>();
            fmt::print("alone {:>8} {:8.3f} MMAC {:8.0f} parameters {:5.1f} %  {}\n", spec().space.dataConfig(genes).key(),
                m_macs[m_alone.size() - 1] * 1e-6, m_parameters[m_alone.size() - 1], 100.0 * m_alone.back(),
                spec().space.architectureLabel(genes));
            std::fflush(stdout);
        }
        fmt::print("alone: {} steps each, {:.1f} s in all ({} trained now in {:.1f} s, the others from the cache)\n",
            spec().scratch.steps, m_aloneSeconds, count, trained);
        const auto counted = fidelity(m_alone);
        printTau("MACs", counted.macs);
        printTau("parameters", counted.parameters);
    }

    void compareSupernets()
    {
        std::vector<double> taus;
        for (int i = 0; i < m_options.seeds; ++i) {
            search::RunSpec one = spec();
            one.seed = spec().seed + static_cast<std::uint64_t>(i);
            double start = wallSeconds();
            const auto evaluator = learn::makeSupernetEvaluator(input(one));
            std::vector<std::uint8_t> state;
            search::TrainingHooks hooks;
            hooks.checkpoint = [&](int, const std::vector<std::uint8_t>& bytes) { state = bytes; };
            evaluator->train({}, hooks);
            const double trained = wallSeconds() - start;
            start = wallSeconds();
            std::vector<double> scores;
            for (const auto& genes : m_candidates)
                scores.push_back(accuracy(evaluator->evaluate(genes, { m_control }).predictions));
            fmt::print("supernet, seed {}: {} steps in {:.1f} s, {:.2f} s a candidate, mean accuracy {:.2f} % (alone {:.2f} %), "
                       "{:.1f} times faster than alone for these\n",
                one.seed, one.supernet.steps, trained, (wallSeconds() - start) / static_cast<double>(scores.size()),
                100.0 * mean(scores), 100.0 * mean(m_alone), m_aloneSeconds / (trained + wallSeconds() - start));
            if (const auto tau = printTau(fmt::format("supernet {}", one.seed), fidelity(scores).supernet))
                taus.push_back(*tau);
            printScores(scores);
            for (const double steps : m_options.fineTuneSteps) {
                for (const double rate : m_options.fineTuneRates) {
                    one.finalise.steps = static_cast<int>(steps);
                    one.finalise.learningRate = rate;
                    fineTune(one, state, scores);
                }
            }
            std::fflush(stdout);
        }
        const auto spread = compare::spreadOf(taus);
        if (spread.count > 1)
            fmt::print("tau of the supernet over {} seeds: median {:.3f}, {:.3f} to {:.3f}\n", spread.count, spread.median,
                spread.least, spread.most);
    }

private:
    [[nodiscard]] const search::RunSpec& spec() const { return m_options.spec; }
    [[nodiscard]] int classes() const { return static_cast<int>(m_dataset->classes.size()); }
    [[nodiscard]] search::EvaluatorInput input(const search::RunSpec& of) const { return { of, m_dataset, m_cache }; }

    [[nodiscard]] double accuracy(const std::vector<search::Prediction>& predictions) const
    {
        return search::ConfusionMatrix::from(m_truth, predictions, classes()).accuracy();
    }

    static double mean(const std::vector<double>& values)
    {
        double sum = 0.0;
        for (const double value : values)
            sum += value;
        return sum / static_cast<double>(values.size());
    }

    /// Everything that decides the accuracy of a candidate trained alone.
    [[nodiscard]] std::string aloneKey(const space::Genes& genes) const
    {
        const auto& alone = spec().scratch;
        return fmt::format("{:016x} {} steps of {} at {} seed {} calibration {} {}", m_dataset->fingerprint, alone.steps,
            alone.batch, alone.learningRate, spec().seed, spec().supernet.calibrationImages,
            spec().space.genesToJson(genes).dump());
    }

    /// The candidates with these scores in place of a supernet's.
    [[nodiscard]] compare::Fidelity fidelity(const std::vector<double>& scores) const
    {
        std::vector<compare::Probe> probes;
        for (std::size_t i = 0; i < scores.size(); ++i)
            probes.push_back({ spec().space.dataConfig(m_candidates[i]), scores[i], m_alone[i], std::llround(m_macs[i]),
                std::llround(m_parameters[i]) });
        return compare::fidelityOf(probes);
    }

    /// One line per candidate, best by itself first.
    void printScores(const std::vector<double>& scores) const
    {
        std::vector<std::size_t> order(scores.size());
        std::iota(order.begin(), order.end(), std::size_t { 0 });
        std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return m_alone[a] > m_alone[b]; });
        for (const std::size_t i : order)
            fmt::print("  alone {:5.1f} %  supernet {:5.1f} %  {:>8}  {}\n", 100.0 * m_alone[i], 100.0 * scores[i],
                spec().space.dataConfig(m_candidates[i]).key(), spec().space.architectureLabel(m_candidates[i]));
    }

    static std::optional<double> printTau(const std::string& name, const compare::Agreement& agreement)
    {
        const auto& tau = agreement.tau;
        if (!tau) {
            fmt::print("tau of {}: none, all scores are equal\n", name);
            return std::nullopt;
        }
        const auto text = [](const std::optional<double>& value) { return value ? fmt::format("{:.3f}", *value) : std::string("none"); };
        fmt::print("tau of {:12} {:6.3f} (95 % {:.3f} to {:.3f}, {} candidates)  within data configurations {}, across {}\n",
            name, tau->tau, tau->low, tau->high, tau->points, text(agreement.within), text(agreement.across));
        return tau->tau;
    }

    /// Every fourth candidate, from the trained weights in `state`.
    void fineTune(const search::RunSpec& one, const std::vector<std::uint8_t>& state, const std::vector<double>& scores)
    {
        const auto evaluator = learn::makeSupernetEvaluator(input(one));
        evaluator->restore(state);
        std::vector<double> before, after, alone;
        const double start = wallSeconds();
        for (std::size_t i = 0; i < m_candidates.size(); i += 4) {
            after.push_back(accuracy(evaluator->fineTune(m_candidates[i], { m_control }).validation));
            before.push_back(scores[i]);
            alone.push_back(m_alone[i]);
        }
        fmt::print("fine-tuned {} steps at {}: mean accuracy {:.2f} %, before {:.2f} %, alone {:.2f} %; {:.1f} s each\n",
            one.finalise.steps, one.finalise.learningRate, 100.0 * mean(after), 100.0 * mean(before), 100.0 * mean(alone),
            (wallSeconds() - start) / static_cast<double>(after.size()));
    }

    RunControl m_control;
    Options m_options;
    std::shared_ptr<const data::Dataset> m_dataset;
    std::shared_ptr<const data::SampleSource> m_cache;
    std::vector<space::Genes> m_candidates;
    std::vector<int> m_truth;
    std::vector<double> m_macs, m_parameters, m_alone;
    double m_aloneSeconds = 0.0;
};

} // namespace

int main(int argc, char** argv)
try {
    Bench bench(parse(argc, argv));
    bench.trainAlone();
    bench.compareSupernets();
    return 0;
} catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
}
