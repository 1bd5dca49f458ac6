// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace danas::store {

/// The project file cannot be read or written (full disk, no permission, cut off, not a project, locked): the cause is
/// outside of the program, which decides the exit status of the command line.
class StoreError : public Error {
public:
    using Error::Error;
};

} // namespace danas::store
