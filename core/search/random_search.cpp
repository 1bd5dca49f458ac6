// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/random_search.h"

namespace danas::search {
namespace {

constexpr int kDraws = 1000;

} // namespace

RandomSearch::RandomSearch(const RunSpec& spec, ViolationOf violationOf)
    : m_picker(spec.space, std::move(violationOf))
    , m_seed(spec.seed)
{
}

std::optional<Proposal> RandomSearch::ask()
{
    if (m_picker.exhausted())
        return std::nullopt;
    Rng rng(m_seed, RandomPhase::Search, m_asks++);
    auto genes = m_picker.pick([&] { return m_picker.space().sample(rng); }, kDraws);
    if (!genes)
        genes = m_picker.neighbour();
    m_picker.take(*genes);
    return Proposal { *genes, "random", 0 };
}

} // namespace danas::search
