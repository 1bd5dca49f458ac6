// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/project_impl.h"
#include "store/schema.h"

namespace danas::store {
namespace {

Database::Access access(Project::Mode mode)
{
    switch (mode) {
    case Project::Mode::ReadOnly:
        return Database::Access::Read;
    case Project::Mode::Create:
        return Database::Access::Create;
    case Project::Mode::ReadWrite:
        break;
    }
    return Database::Access::Write;
}

std::optional<Json> setting(Database& db, std::string_view key, const std::string& what)
{
    Statement read(db, "SELECT value FROM setting WHERE key = ?");
    read.bind(key);
    if (!read.step())
        return std::nullopt;
    return parseJson(read.text(0), what);
}

void saveSetting(Database& db, std::string_view key, const Json& value)
{
    Statement(db, "INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value")
        .bind(key)
        .bind(value.dump())
        .run();
}

} // namespace

Project::Project(const std::filesystem::path& file, Mode mode)
    : m(std::make_unique<Impl>(file, access(mode)))
{
    Database& db = m->db;
    if (mode == Mode::Create && isBlank(db))
        createSchema(db);
    requireProject(db);
    if (mode == Mode::ReadOnly) {
        requireReadable(db);
        return;
    }
    db.execute("PRAGMA foreign_keys = ON");
    // With a write-ahead log NORMAL is safe against a killed process, and against a power cut up to the last few commits.
    db.execute("PRAGMA synchronous = NORMAL");
    migrate(db);
}

Project::~Project() = default;
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;

const std::filesystem::path& Project::file() const
{
    return m->db.file();
}

void Project::saveDraft(const search::RunSpec& spec)
{
    saveSetting(m->db, "draft", search::toJson(spec));
}

std::optional<search::RunSpec> Project::draft() const
{
    const std::string where = file().string() + ": draft";
    auto json = setting(m->db, "draft", where);
    if (!json)
        return std::nullopt;
    // Unlike a run, a draft may still be without a dataset.
    const Json::json_pointer path("/dataset/path");
    const bool chosen = !json->contains(path) || json->at(path) != "";
    if (!chosen)
        json->at(path) = "not chosen";
    search::RunSpec spec = search::runSpecFromJson(*json, where);
    if (!chosen)
        spec.dataset.path.clear();
    return spec;
}

void Project::saveViewState(const Json& state)
{
    saveSetting(m->db, "view", state);
}

Json Project::viewState() const
{
    return setting(m->db, "view", file().string() + ": view").value_or(Json());
}

} // namespace danas::store
