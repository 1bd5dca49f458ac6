// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store_error.h"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace danas::store {

class Database;

/// One prepared statement. Parameters are bound in order by `bind(...)`, columns read by index after `step()`.
class Statement {
public:
    Statement(Database& database, std::string_view sql);

    /// Binds the next parameter.
    Statement& bind(std::int64_t value);
    Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(double value);
    Statement& bind(const std::optional<double>& value); ///< NULL if absent
    Statement& bind(std::string_view text);
    Statement& bind(std::span<const std::uint8_t> blob);

    /// True while there is a row. @throws StoreError
    bool step();
    /// Steps a statement that returns no rows.
    void run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] int smallInteger(int column) const { return static_cast<int>(integer(column)); }
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::vector<std::uint8_t> blob(int column) const;
    [[nodiscard]] bool null(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    Database& m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bound = 0;
};

/// One connection. Turns every failure of SQLite into a sentence for the person.
class Database {
public:
    enum class Access { Read, Write, Create };
    Database(std::filesystem::path file, Access access);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void execute(const char* sql);
    /// First column of the first row, which must exist.
    [[nodiscard]] std::int64_t integer(std::string_view sql);

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }
    /// @throws StoreError that says what `code` means for this file
    [[noreturn]] void fail(int code) const;

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    };
    void open(const std::string& name, int flags);

    std::filesystem::path m_file;
    std::unique_ptr<sqlite3, Close> m_handle;
};

/// Takes the write lock at once (so that two writers queue up instead of failing half-way); rolls back unless committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

} // namespace danas::store
