// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/archive.h"

#include "base/error.h"
#include "deploy/bundle_folder.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>

namespace danas::deploy {
namespace fs = std::filesystem;
namespace {

// Far more than a bundle holds; less than a computer does.
constexpr zip_int64_t kMostFiles = 10'000;
constexpr std::uint64_t kMostBytes = std::uint64_t { 1 } << 30;

/// Closed or, if it never comes to that, forgotten without a trace.
struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

[[noreturn]] void failToPack(const fs::path& file, zip_error_t* error)
{
    const int cause = zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : EIO;
    failToWrite(file, cause);
}

[[noreturn]] void damaged(const fs::path& file)
{
    throw Error(fmt::format("{} is no bundle, or damaged: export the system again.", file.string()));
}

/// Below the folder that it is unpacked to, whatever an archive of unknown origin says.
bool leadsInside(const fs::path& name)
{
    return name.is_relative() && !name.empty() && std::ranges::none_of(name, [](const fs::path& part) { return part == ".."; });
}

std::vector<std::int8_t> contents(zip_t* archive, const zip_stat_t& entry, const fs::path& file)
{
    const std::unique_ptr<zip_file_t, Close> in(zip_fopen_index(archive, entry.index, 0));
    std::vector<std::int8_t> bytes(entry.size);
    if (!in || zip_fread(in.get(), bytes.data(), bytes.size()) != std::ssize(bytes))
        damaged(file);
    std::int8_t beyond = 0;
    if (zip_fread(in.get(), &beyond, 1) != 0) // the check sum is compared here
        damaged(file);
    return bytes;
}

} // namespace

void pack(const fs::path& folder, const fs::path& archive)
{
    std::set<fs::path> files; // in order: the same bundle gives the same archive
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files.insert(entry.path());
    }
    int code = 0;
    Archive out(zip_open(archive.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
    if (!out)
        failToWrite(archive, errno);
    for (const fs::path& file : files) {
        const std::string name = file.lexically_relative(folder.parent_path()).generic_string();
        zip_source_t* const source = zip_source_file(out.get(), file.c_str(), 0, -1);
        if (source == nullptr || zip_file_add(out.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
            zip_source_free(source);
            failToPack(archive, zip_get_error(out.get()));
        }
    }
    if (zip_close(out.get()) != 0)
        failToPack(archive, zip_get_error(out.get()));
    static_cast<void>(out.release()); // closing has freed it
}

fs::path unpack(const fs::path& archive, const fs::path& into)
{
    int code = 0;
    const Archive in(zip_open(archive.c_str(), ZIP_RDONLY, &code));
    if (!in || zip_get_num_entries(in.get(), 0) > kMostFiles)
        damaged(archive);
    std::uint64_t bytes = 0;
    std::set<fs::path> heads;
    for (zip_int64_t i = 0; i < zip_get_num_entries(in.get(), 0); ++i) {
        zip_stat_t entry;
        if (zip_stat_index(in.get(), static_cast<zip_uint64_t>(i), 0, &entry) != 0 || entry.size > kMostBytes - bytes || !leadsInside(entry.name))
            damaged(archive);
        bytes += entry.size;
        const fs::path name(entry.name);
        if (!name.has_filename()) // a folder
            continue;
        writeFile(into / name, std::span<const std::int8_t>(contents(in.get(), entry, archive)));
        heads.insert(name.has_parent_path() ? *name.begin() : fs::path());
    }
    return heads.size() == 1 ? into / *heads.begin() : into;
}

} // namespace danas::deploy
