// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/observer.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace danas::search {

/// How a piece of work on the engine's thread came to its end.
struct Ending {
    enum class Cause : std::uint8_t {
        None,    ///< it did not fail
        Project, ///< a StoreError: the project file or its disk
        Refusal, ///< any other Error, whose text is for the person already
        Defect   ///< memory used up, or a failure that the program does not know
    };
    RunEnd end = RunEnd::Failed;
    Cause cause = Cause::None;
    std::string error; ///< one sentence if Failed
};

/// Carries `work` out to whatever end: nothing that it throws gets past this. Where the memory is used up, `relief` is what the person may
/// do ("choose a smaller batch, then resume"); `brokeOff` makes the sentence of a failure that the program does not know.
[[nodiscard]] Ending endOf(const std::function<void()>& work, std::string_view relief, const std::function<std::string(std::string_view what)>& brokeOff);

} // namespace danas::search
