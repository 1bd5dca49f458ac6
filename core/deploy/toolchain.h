// SPDX-License-Identifier: GPL-3.0-or-later
// The computer's C compiler, and what it makes.
#pragma once

#include "base/control.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace danas::deploy {

/// The compiler named by the environment's CC, else cc, gcc or clang, whichever is found first on the PATH.
[[nodiscard]] std::optional<std::string> findCompiler();

struct ProgramResult {
    bool good = false;
    std::string said; ///< standard output and error, cut to what a person can read
};
/// Runs a program in a folder and waits for its end. @throws Error if the machine has no process left; Stopped, and then neither
/// the program nor what it started goes on
[[nodiscard]] ProgramResult runProgram(
    const std::string& program, const std::vector<std::string>& arguments, const std::filesystem::path& folder, RunControl& control);

/// What an object file will take on a board, by the sizes of its symbols and sections.
struct ObjectSizes {
    std::int64_t writable = 0;  ///< bytes of variables (.data and .bss)
    std::int64_t constants = 0; ///< bytes of constants that have names of their own (.rodata)
    std::int64_t code = 0;      ///< section .text
};
/// Of an ELF object for a 64-bit computer. @throws Error if it is none
[[nodiscard]] ObjectSizes objectSizes(const std::filesystem::path& object);

} // namespace danas::deploy
