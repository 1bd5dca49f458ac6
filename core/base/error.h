// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace danas {

/// The one error type that crosses a boundary (file, dataset, project, spec, argument). Its message is written for the
/// person at the screen: one sentence that says what is wrong, where, and what to do.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Thrown inside long work when its stop token was triggered; never shown as an error.
struct Stopped { };

} // namespace danas
