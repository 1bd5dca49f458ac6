// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/family.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace danas::space {

/// The architecture half of a search space: a family's parameters, which are the last genes of every system. Which of their
/// combinations are systems may depend on the input. Immutable.
class ArchitectureSpace {
public:
    using Choices = std::span<const std::uint8_t>; ///< the genes of these parameters alone

    /// `parameters` must be the family's, all of them, in any order; `inputs` every shape that the other functions are asked
    /// about. @throws Error naming the parameter, or the family if it is unknown
    ArchitectureSpace(const std::string& family, std::vector<Parameter> parameters, const std::vector<data::Shape>& inputs);

    [[nodiscard]] const Family& family() const { return *m_family; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return m_parameters; }
    [[nodiscard]] std::size_t size() const { return m_parameters.size(); }

    [[nodiscard]] std::uint64_t count(const data::Shape& input) const; ///< distinct systems
    /// One of them, by its number. @pre index < count(input)
    void set(std::span<std::uint8_t> choices, const data::Shape& input, std::uint64_t index) const;
    /// One of them, each as likely.
    void draw(std::span<std::uint8_t> choices, const data::Shape& input, Rng& rng) const;
    /// Each choice stays if it may, else becomes the nearest that may (of two the lower); index 0 where it does not matter.
    /// @pre count(input) > 0
    void repair(std::span<std::uint8_t> choices, const data::Shape& input) const;
    [[nodiscard]] bool valid(Choices choices, const data::Shape& input) const; ///< indices in range, the family's rule kept
    [[nodiscard]] std::vector<bool> matter(Choices choices, const data::Shape& input) const; ///< of valid ones

    [[nodiscard]] Family::Values values(Choices choices) const;
    [[nodiscard]] std::string label(Choices choices) const;

    bool operator==(const ArchitectureSpace& other) const { return m_family == other.m_family && m_parameters == other.m_parameters; }

private:
    std::uint64_t countFrom(std::size_t parameter, Family::State state); ///< fills m_counts
    [[nodiscard]] std::uint64_t remainingFrom(std::size_t parameter, Family::State state) const { return parameter == size() ? 1 : m_counts.at({ parameter, state }); }
    /// Systems that remain after parameter has this value; 0 if it may not have it.
    [[nodiscard]] std::uint64_t remaining(std::size_t parameter, Family::State state, std::size_t index) const;
    [[nodiscard]] Family::State stateAfter(std::size_t parameter, Family::State state, std::size_t index) const;

    const Family* m_family;
    std::vector<Parameter> m_parameters;
    std::map<std::pair<std::size_t, Family::State>, std::uint64_t> m_counts; ///< systems from a parameter and state on
};

} // namespace danas::space
