// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <fmt/format.h>

#include <system_error>

namespace danas::store {
namespace {

constexpr int kBusyMilliseconds = 5000;

bool isEmptyOrMissing(const std::filesystem::path& file)
{
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file, unknown);
    return unknown || size == 0;
}

/// The name as an SQLite URI; every byte that could mean something there is escaped.
std::string uri(const std::filesystem::path& file, std::string_view options)
{
    std::string escaped;
    for (const char c : std::filesystem::absolute(file).string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-'
            || c == '_';
        escaped += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return fmt::format("file:{}?{}", escaped, options);
}

std::string cannotOpen(const std::filesystem::path& file)
{
    std::error_code unknown;
    const auto folder = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(folder, unknown))
        return fmt::format("The folder {} does not exist: make it first, or choose another place for the project.", folder.string());
    if (std::filesystem::is_directory(file, unknown))
        return fmt::format("{} is a folder, not a project file: choose a file.", file.string());
    if (!std::filesystem::exists(file, unknown) && !unknown)
        return fmt::format("The project {} does not exist or cannot be made there: check the name and your permissions.", file.string());
    return fmt::format("The project {} cannot be opened: check that you may read and write it and its folder.", file.string());
}

} // namespace

Database::Database(std::filesystem::path file, Access access)
    : m_file(std::move(file))
{
    std::error_code unknown;
    if (access != Access::Create && !std::filesystem::exists(m_file, unknown))
        fail(SQLITE_CANTOPEN);
    if (access != Access::Read) {
        open(m_file.string(), SQLITE_OPEN_READWRITE | (access == Access::Create ? SQLITE_OPEN_CREATE : 0));
        // SQLite falls back to read-only by itself; a project that cannot be saved must be refused here, not at the first write.
        if (sqlite3_db_readonly(handle(), "main") == 1)
            fail(SQLITE_READONLY);
        return;
    }
    open(m_file.string(), SQLITE_OPEN_READONLY);
    // A WAL database in a folder that cannot be written needs a promise that nobody writes; without a log there is none to miss.
    const int readable = sqlite3_exec(handle(), "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    auto log = m_file;
    log += "-wal";
    if ((readable == SQLITE_CANTOPEN || readable == SQLITE_READONLY) && isEmptyOrMissing(log))
        open(uri(m_file, "immutable=1"), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

void Database::open(const std::string& name, int flags)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    m_handle.reset(opened);
    if (code != SQLITE_OK)
        fail(code);
    sqlite3_busy_timeout(opened, kBusyMilliseconds);
}

void Database::execute(const char* sql)
{
    const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code);
}

std::int64_t Database::integer(std::string_view sql)
{
    Statement statement(*this, sql);
    if (!statement.step())
        fail(SQLITE_CORRUPT);
    return statement.integer(0);
}

void Database::fail(int code) const
{
    const std::string name = m_file.string();
    switch (code & 0xff) {
    case SQLITE_FULL:
        throw StoreError(fmt::format("The project {} cannot be saved, the disk is full: free some space, then resume the run.", name));
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ)
            throw StoreError(fmt::format("The project {} cannot be read from its disk: it may be cut off; use a copy of it.", name));
        throw StoreError(fmt::format("The project {} cannot be saved, the disk is full or refuses to write: check its space, then resume the run.", name));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw StoreError(fmt::format("The project {} is locked by another program: close that program or wait, then try again.", name));
    case SQLITE_CORRUPT:
        throw StoreError(fmt::format("The project {} is damaged or cut off: use a copy of it, or start a new project.", name));
    case SQLITE_NOTADB:
        throw StoreError(fmt::format("{} is not a DANAS project: choose a file that DANAS Studio wrote (*.danas).", name));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        throw StoreError(fmt::format("The project {} cannot be written: check your permissions on it and on its folder.", name));
    case SQLITE_CANTOPEN:
        throw StoreError(cannotOpen(m_file));
    case SQLITE_TOOBIG:
        throw StoreError(fmt::format("The project {} cannot hold so large a checkpoint (1 GB at most): use a smaller search space.", name));
    case SQLITE_NOMEM:
        throw std::bad_alloc();
    default:
        throw StoreError(fmt::format("The project {} cannot be used ({}): use a copy of it, or update DANAS Studio.", name,
            m_handle ? sqlite3_errmsg(handle()) : sqlite3_errstr(code)));
    }
}

Statement::Statement(Database& database, std::string_view sql)
    : m_database(database)
{
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
    m_statement.reset(prepared);
    if (code != SQLITE_OK)
        database.fail(code);
}

Statement& Statement::bind(std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), ++m_bound, value);
    return *this;
}

Statement& Statement::bind(double value)
{
    sqlite3_bind_double(m_statement.get(), ++m_bound, value);
    return *this;
}

Statement& Statement::bind(const std::optional<double>& value)
{
    if (value)
        return bind(*value);
    sqlite3_bind_null(m_statement.get(), ++m_bound);
    return *this;
}

Statement& Statement::bind(std::string_view text)
{
    const int code = sqlite3_bind_text64(m_statement.get(), ++m_bound, text.data() ? text.data() : "", text.size(),
        SQLITE_TRANSIENT, SQLITE_UTF8); // NOLINT: SQLite's own macro casts
    if (code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

Statement& Statement::bind(std::span<const std::uint8_t> blob)
{
    const int code = blob.empty() ? sqlite3_bind_zeroblob(m_statement.get(), ++m_bound, 0)
                                  : sqlite3_bind_blob64(m_statement.get(), ++m_bound, blob.data(), blob.size(), SQLITE_TRANSIENT);
    if (code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        m_database.fail(code);
    return code == SQLITE_ROW;
}

void Statement::run()
{
    while (step()) { }
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string Statement::text(int column) const
{
    const std::vector<std::uint8_t> bytes = blob(column); // SQLite gives a text's bytes here
    return { bytes.begin(), bytes.end() };
}

std::vector<std::uint8_t> Statement::blob(int column) const
{
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes ? std::vector<std::uint8_t>(bytes, bytes + size) : std::vector<std::uint8_t> {};
}

bool Statement::null(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Transaction::Transaction(Database& database)
    : m_database(database)
{
    database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (m_open) // a failed write may have rolled back by itself; then this has nothing to do
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.execute("COMMIT");
    m_open = false;
}

} // namespace danas::store
