// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace danas::store {

/// "DANA" in ASCII: tells a project from other SQLite files (PRAGMA application_id).
inline constexpr std::int64_t kApplicationId = 0x44414e41;

/// True for a database without any content: a new file, or one whose making was interrupted.
[[nodiscard]] bool isBlank(Database& database);
/// Makes the tables of the current schema in a blank database.
void createSchema(Database& database);
/// Checks that the file is a whole project, cheaply. @throws StoreError
void requireProject(Database& database);
/// Brings an older project to the current schema, one rung of the ladder after the other, all or nothing.
/// @throws StoreError for a newer one, naming both versions
void migrate(Database& database);
/// The schema of a project that is only read: the current, an older, or a newer one whose tables still have what is read.
/// @throws StoreError otherwise
void requireReadable(Database& database);

} // namespace danas::store
