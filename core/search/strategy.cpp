// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/strategy.h"

#include "base/error.h"
#include "search/genetic2023.h"
#include "search/nsga2.h"
#include "search/random_search.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace danas::search {

std::unique_ptr<Strategy> makeStrategy(const RunSpec& spec, ViolationOf violationOf, const std::vector<std::string>& classes)
{
    if (spec.search.strategy == "nsga2")
        return std::make_unique<Nsga2>(spec, std::move(violationOf));
    if (spec.search.strategy == "random")
        return std::make_unique<RandomSearch>(spec, std::move(violationOf));
    if (spec.search.strategy == "genetic2023")
        return std::make_unique<Genetic2023>(spec, std::move(violationOf), classes);
    throw Error(fmt::format("There is no search strategy \"{}\"; known are {}.", spec.search.strategy,
        fmt::join(strategyNames(), ", ")));
}

} // namespace danas::search
