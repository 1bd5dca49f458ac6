// SPDX-License-Identifier: GPL-3.0-or-later
// bench_data FOLDER [LARGEST_RESOLUTION]: seconds to open a dataset and to fill the cache, and preprocessed images a
// second on one thread.
#include "data/dataset.h"
#include "data/sample_cache.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <exception>

using namespace danas;

namespace {

template <typename Work>
double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void printPreprocessing(const data::SampleCache& cache, const data::DataConfig& config)
{
    const auto count = static_cast<int>(cache.size());
    std::vector<float> batch(static_cast<std::size_t>(config.inputBytes()));
    const double train = secondsOf([&] {
        for (int i = 0; i < count; ++i)
            data::normalise(data::trainingImage(cache.image(i), config.image(), static_cast<std::uint64_t>(i)).pixels, batch);
    });
    const double evaluation = secondsOf([&] {
        for (int i = 0; i < count; ++i)
            data::normalise(data::evaluationImage(cache.image(i), config.image()).pixels, batch);
    });
    fmt::print("{:10} training {:8.0f} images/s, evaluation {:8.0f} images/s (one thread)\n", config.key(), count / train, count / evaluation);
}

void measure(const std::string& folder, int largest)
{
    RunControl control;
    data::DatasetSpec spec;
    spec.path = folder;
    data::Dataset dataset;
    const double scan = secondsOf([&] { dataset = data::openDataset(spec, control); });
    fmt::print("layout: {}\nsamples: {}, problems: {}\nopen: {:.2f} s\n", dataset.layout, dataset.samples.size(), dataset.problems.size(), scan);
    for (std::size_t i = 0; i < std::min<std::size_t>(dataset.problems.size(), 50); ++i)
        fmt::print("  {}: {}\n", dataset.problems[i].file, dataset.problems[i].reason);

    std::unique_ptr<data::SampleCache> cache;
    const double fill = secondsOf([&] { cache = std::make_unique<data::SampleCache>(dataset, largest, control); });
    fmt::print("cache at {} px: {:.2f} s, {:.1f} MB\n", largest, fill, static_cast<double>(cache->bytes()) / 1e6);
    for (const int resolution : { 32, 64, 96, 160 }) {
        for (const data::Colour colour : { data::Colour::Rgb, data::Colour::Gray })
            printPreprocessing(*cache, { resolution, colour });
    }
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc < 2) {
            fmt::print(stderr, "usage: bench_data FOLDER [LARGEST_RESOLUTION]\n");
            return 2;
        }
        measure(argv[1], argc > 2 ? std::atoi(argv[2]) : 160);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
