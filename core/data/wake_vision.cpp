// SPDX-License-Identifier: GPL-3.0-or-later
// Wake Vision in the two forms of REFERENCE.md section 5.
#include "base/error.h"
#include "data/csv.h"
#include "data/folders.h"
#include "data/layout.h"
#include "data/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

namespace danas::data {
namespace fs = std::filesystem;
namespace {

constexpr auto kPreferred = "train_quality"; ///< smaller, and labelled with more care
constexpr auto kOther = "train_large";

const char* className(bool person) { return person ? "person" : "no_person"; }

bool isFolder(const fs::path& path)
{
    std::error_code failure;
    return fs::is_directory(path, failure);
}

std::string preferenceNote(bool preferred, bool other)
{
    if (preferred && other)
        return fmt::format("{} (not {}) for training", kPreferred, kOther);
    return fmt::format("{} for training", preferred ? kPreferred : kOther);
}

// --- CSV form --------------------------------------------------------------------------------------------------------

/// A CSV with the columns that decide, by header.
struct Table {
    fs::path file;
    std::size_t nameColumn = 0;
    std::size_t personColumn = 0;
};

std::optional<Table> openTable(const fs::path& file)
{
    const std::optional<std::vector<std::string>> header = CsvReader(file).next();
    if (!header)
        return std::nullopt;
    const auto column = [&](std::string_view name) { return std::find(header->begin(), header->end(), name) - header->begin(); };
    const auto size = static_cast<std::ptrdiff_t>(header->size());
    if (column("filename") == size || column("person") == size)
        return std::nullopt;
    return Table { file, static_cast<std::size_t>(column("filename")), static_cast<std::size_t>(column("person")) };
}

/// Which split a CSV describes, from its name: wake_vision_train_quality.csv, validation.csv, test.csv.
std::optional<Split> splitOfTable(const fs::path& file)
{
    const std::string name = lowerCase(displayName(file.stem()));
    if (name.find("train") != std::string::npos)
        return Split::Train;
    if (name.find("val") != std::string::npos)
        return Split::Validation;
    if (name.find("test") != std::string::npos)
        return Split::Test;
    return std::nullopt;
}

class CsvForm {
public:
    CsvForm(const fs::path& root, RunControl& control)
        : m_root(root)
        , m_control(control)
    {
        m_listing.classes = { className(false), className(true) };
        m_folders = FolderLister(root, control).subfolders("", m_listing);
        m_folders.insert(m_folders.begin(), ""); // beside the CSV itself
    }

    void read(const Table& table, Split split)
    {
        CsvReader reader(table.file);
        const std::string csv = displayName(table.file.filename());
        (void)reader.next(); // the header
        while (const auto row = reader.next()) {
            m_control.checkpoint();
            if (row->size() <= std::max(table.nameColumn, table.personColumn))
                m_listing.skip(fmt::format("{}, line {}", csv, reader.line()), "the row has too few columns");
            else
                addRow((*row)[table.nameColumn], (*row)[table.personColumn], split, csv);
        }
    }

    Listing take(const std::string& note)
    {
        m_listing.layout = fmt::format("Wake Vision, images with CSV; {}", note);
        if (m_excluded > 0)
            m_listing.layout += fmt::format("; {} rows with person = -1 left out", m_excluded);
        return std::move(m_listing);
    }

private:
    void addRow(const std::string& name, const std::string& person, Split split, const std::string& csv)
    {
        const fs::path path = pathFromUtf8(name);
        const bool outside = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
        if (person == "-1")
            ++m_excluded;
        else if (name.empty() || outside || !isUtf8(name))
            m_listing.skip(displayName(path), fmt::format("listed in {}, but it is no file name inside this folder", csv));
        else if (person != "0" && person != "1")
            m_listing.skip(name, fmt::format("its person column in {} is \"{}\", not 0, 1 or -1", csv, person));
        else if (!m_seen.insert(fmt::format("{}/{}", splitName(split), name)).second)
            m_listing.skip(name, fmt::format("listed more than once in {}", csv));
        else if (const std::optional<std::string> file = find(name, split))
            m_listing.files.push_back({ *file, className(person == "1"), split });
        else
            m_listing.skip(name, fmt::format("listed in {}, but the file is missing", csv));
    }

    /// Looks into the folders of the root, those of the same split first.
    std::optional<std::string> find(const std::string& name, Split split) const
    {
        for (const bool sameSplit : { true, false }) {
            for (const std::string& folder : m_folders) {
                std::string file = folder.empty() ? name : folder + "/" + name;
                std::error_code failure;
                if ((splitOfTable(folder) == split) == sameSplit && fs::exists(m_root / pathFromUtf8(file), failure))
                    return file;
            }
        }
        return std::nullopt;
    }

    fs::path m_root;
    RunControl& m_control;
    Listing m_listing;
    std::vector<std::string> m_folders;
    std::unordered_set<std::string> m_seen;
    std::int64_t m_excluded = 0;
};

/// The tables of a folder by split; of two training tables the preferred one.
std::map<Split, Table> findTables(const fs::path& root, std::string& note)
{
    std::map<Split, Table> tables;
    std::vector<fs::path> files;
    std::error_code failure;
    for (fs::directory_iterator at(root, failure), end; !failure && at != end; at.increment(failure)) {
        std::error_code odd;
        if (!isHidden(at->path()) && lowerCase(at->path().extension().native()) == ".csv" && at->is_regular_file(odd))
            files.push_back(at->path());
    }
    std::sort(files.begin(), files.end()); // so train_quality comes after train_large and replaces it
    bool preferred = false;
    bool other = false;
    for (const fs::path& file : files) {
        const std::optional<Split> split = splitOfTable(file);
        const std::optional<Table> table = split ? openTable(file) : std::nullopt;
        if (!table)
            continue;
        preferred = preferred || file.stem().native().find(kPreferred) != std::string::npos;
        other = other || file.stem().native().find(kOther) != std::string::npos;
        const auto [known, isNew] = tables.emplace(*split, *table);
        if (!isNew && file.stem().native().find(kPreferred) == std::string::npos)
            throw Error(fmt::format("\"{}\" and \"{}\" both describe the {} split: keep one of them in the folder.",
                displayName(known->second.file), displayName(file), splitName(*split)));
        known->second = *table;
    }
    note = preferred || other ? preferenceNote(preferred, other) : "one file for training";
    return tables;
}

} // namespace

std::optional<Listing> listWakeVisionFolders(const fs::path& root, RunControl& control)
{
    const std::string base = isFolder(root / "wake_vision") ? "wake_vision/" : "";
    const auto isSplit = [&](const char* name) {
        return isFolder(root / (base + name) / "0") || isFolder(root / (base + name) / "1");
    };
    const bool preferred = isSplit(kPreferred);
    const bool other = isSplit(kOther);
    if (!preferred && !other)
        return std::nullopt;

    const FolderLister lister(root, control);
    Listing listing;
    const std::array<std::pair<const char*, Split>, 3> folders { { { preferred ? kPreferred : kOther, Split::Train },
        { "validation", Split::Validation }, { "test", Split::Test } } };
    for (const auto& [name, split] : folders) {
        for (const bool person : { false, true }) {
            const std::string folder = base + name + (person ? "/1" : "/0");
            if (isFolder(root / folder))
                lister.addSamples(folder, className(person), split, listing);
        }
    }
    listing.layout = "Wake Vision folders; " + preferenceNote(preferred, other);
    ensureValidation(listing);
    return listing;
}

std::optional<Listing> listWakeVisionCsv(const fs::path& root, RunControl& control)
{
    std::string note;
    const std::map<Split, Table> tables = findTables(root, note);
    if (!tables.contains(Split::Train))
        return std::nullopt;
    CsvForm form(root, control);
    for (const auto& [split, table] : tables)
        form.read(table, split);
    Listing listing = form.take(note);
    ensureValidation(listing);
    return listing;
}

} // namespace danas::data
