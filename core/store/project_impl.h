// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/project.h"

namespace danas::store {

struct Project::Impl {
    Impl(const std::filesystem::path& file, Database::Access access)
        : db(file, access)
    {
    }
    mutable Database db;
};

} // namespace danas::store
