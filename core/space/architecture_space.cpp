// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/architecture_space.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace danas::space {

ArchitectureSpace::ArchitectureSpace(const std::string& family, std::vector<Parameter> parameters, const std::vector<data::Shape>& inputs)
    : m_family(&familyNamed(family))
    , m_parameters(takeChecked(m_family->rules(), parameters))
{
    if (!parameters.empty())
        throw Error(fmt::format("Search space: unknown parameter \"{}\"; take it out.", parameters.front().name));
    for (const data::Shape& input : inputs)
        countFrom(0, m_family->start(input));
}

std::uint64_t ArchitectureSpace::countFrom(std::size_t parameter, Family::State state)
{
    if (parameter == size())
        return 1;
    const auto known = m_counts.find({ parameter, state });
    if (known != m_counts.end())
        return known->second;
    std::uint64_t count = 0;
    if (!m_family->matters(state, parameter)) {
        count = countFrom(parameter + 1, state);
    } else {
        for (const Value& value : m_parameters[parameter].values) {
            if (const auto next = m_family->after(state, parameter, value))
                count += countFrom(parameter + 1, *next);
        }
    }
    m_counts[{ parameter, state }] = count;
    return count;
}

std::uint64_t ArchitectureSpace::count(const data::Shape& input) const
{
    return m_counts.at({ 0, m_family->start(input) });
}

std::uint64_t ArchitectureSpace::remaining(std::size_t parameter, Family::State state, std::size_t index) const
{
    const auto next = m_family->after(state, parameter, m_parameters[parameter].values[index]);
    return next ? remainingFrom(parameter + 1, *next) : 0;
}

Family::State ArchitectureSpace::stateAfter(std::size_t parameter, Family::State state, std::size_t index) const
{
    return *m_family->after(state, parameter, m_parameters[parameter].values[index]);
}

void ArchitectureSpace::set(std::span<std::uint8_t> choices, const data::Shape& input, std::uint64_t index) const
{
    assert(index < count(input));
    Family::State state = m_family->start(input);
    for (std::size_t i = 0; i < size(); ++i) {
        choices[i] = 0;
        if (!m_family->matters(state, i))
            continue;
        for (std::uint64_t here = remaining(i, state, 0); index >= here; here = remaining(i, state, choices[i])) {
            index -= here;
            ++choices[i];
        }
        state = stateAfter(i, state, choices[i]);
    }
}

void ArchitectureSpace::draw(std::span<std::uint8_t> choices, const data::Shape& input, Rng& rng) const
{
    std::ranges::fill(choices, std::uint8_t { 0 });
    const auto remaining = [this](std::size_t parameter, Family::State state) { return remainingFrom(parameter, state); };
    if (!m_family->draw(choices, m_parameters, remaining, rng))
        set(choices, input, rng.below(count(input)));
}

void ArchitectureSpace::repair(std::span<std::uint8_t> choices, const data::Shape& input) const
{
    Family::State state = m_family->start(input);
    for (std::size_t i = 0; i < size(); ++i) {
        if (!m_family->matters(state, i)) {
            choices[i] = 0;
            continue;
        }
        const int wanted = choices[i];
        int nearest = -1;
        for (int index = 0; index < static_cast<int>(m_parameters[i].values.size()); ++index) {
            if (remaining(i, state, static_cast<std::size_t>(index)) > 0 && (nearest < 0 || std::abs(index - wanted) < std::abs(nearest - wanted)))
                nearest = index;
        }
        assert(nearest >= 0);
        choices[i] = static_cast<std::uint8_t>(nearest);
        state = stateAfter(i, state, choices[i]);
    }
}

bool ArchitectureSpace::valid(Choices choices, const data::Shape& input) const
{
    Family::State state = m_family->start(input);
    for (std::size_t i = 0; i < size(); ++i) {
        if (choices[i] >= m_parameters[i].values.size())
            return false;
        if (!m_family->matters(state, i))
            continue;
        if (remaining(i, state, choices[i]) == 0)
            return false;
        state = stateAfter(i, state, choices[i]);
    }
    return true;
}

std::vector<bool> ArchitectureSpace::matter(Choices choices, const data::Shape& input) const
{
    std::vector<bool> result;
    Family::State state = m_family->start(input);
    for (std::size_t i = 0; i < size(); ++i) {
        result.push_back(m_family->matters(state, i));
        if (result.back())
            state = stateAfter(i, state, choices[i]);
    }
    return result;
}

Family::Values ArchitectureSpace::values(Choices choices) const
{
    Family::Values values;
    for (std::size_t i = 0; i < size(); ++i)
        values.push_back(m_parameters[i].values[choices[i]]);
    return values;
}

std::string ArchitectureSpace::label(Choices choices) const
{
    std::vector<bool> varies;
    for (const Parameter& parameter : m_parameters)
        varies.push_back(parameter.values.size() > 1);
    return m_family->label(values(choices), varies);
}

} // namespace danas::space
