// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/bundle_folder.h"

#include "base/error.h"
#include "deploy/archive.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

namespace danas::deploy {
namespace fs = std::filesystem;
namespace {

std::string isThere(const fs::path& place)
{
    return fmt::format("{} is there already: name one that is not.", place.string());
}

constexpr const char* kBuilding = ".part-"; ///< in the name of the folder that a bundle grows in, before the process number

/// The path as the person will know it: what grows in the hidden folder "x/.bundle.part-12/bundle" is to be "x/bundle".
std::string shown(const fs::path& path)
{
    fs::path plain;
    for (const fs::path& part : path) {
        const std::string name = part.string();
        if (name.front() != '.' || name.find(kBuilding) == std::string::npos)
            plain /= part;
    }
    return plain.string();
}

/// Moves without replacing what another may have put there meanwhile.
void moveNew(const fs::path& from, const fs::path& to)
{
    int cause = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
    if (cause == EINVAL && !fs::exists(fs::symlink_status(to))) // a file system that cannot be asked so
        cause = ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    if (cause == EEXIST)
        throw Error(isThere(to));
    if (cause != 0)
        failToWrite(to, cause);
}

void makeFolders(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        failToWrite(folder, error.value());
}

struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

} // namespace

void failToWrite(const fs::path& file, int cause)
{
    if (cause == ENOSPC || cause == EFBIG || cause == EDQUOT)
        throw Error(fmt::format("{} cannot be written: there is no room left; free some, or choose another disk.", shown(file)));
    if (cause == EACCES || cause == EPERM || cause == EROFS)
        throw Error(fmt::format("{} cannot be written: you have no permission there; choose another folder.", shown(file)));
    throw Error(fmt::format("{} cannot be written ({}): choose another folder.", shown(file), std::strerror(cause)));
}

bool isArchive(const fs::path& place)
{
    return place.extension() == ".zip";
}

BundleFolder::BundleFolder(fs::path place)
    : m_place(fs::absolute(place).lexically_normal())
{
    if (!m_place.has_filename()) // "folder/"
        m_place = m_place.parent_path();
    const fs::path parent = m_place.parent_path();
    if (fs::exists(fs::symlink_status(m_place)))
        throw Error(isThere(m_place));
    if (!fs::is_directory(parent))
        throw Error(fmt::format("The folder {} does not exist: make it first, or name another.", parent.string()));
    m_building = parent / fmt::format(".{}{}{}", m_place.filename().string(), kBuilding, ::getpid());
    m_path = m_building / (isArchive(m_place) ? m_place.stem() : m_place.filename());
    makeFolders(m_path);
}

BundleFolder::~BundleFolder()
{
    std::error_code ignored;
    fs::remove_all(m_building, ignored);
}

void BundleFolder::commit()
{
    fs::path made = m_path;
    if (isArchive(m_place)) {
        made = m_building / "bundle.zip";
        pack(m_path, made);
    }
    moveNew(made, m_place);
}

ScratchFolder::ScratchFolder()
{
    std::string pattern = (fs::temp_directory_path() / "danas-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        failToWrite(pattern, errno);
    m_path = pattern;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void writeFile(const fs::path& file, std::string_view bytes)
{
    makeFolders(file.parent_path());
    File out(std::fopen(file.c_str(), "wb"));
    if (!out)
        failToWrite(file, errno);
    if (std::fwrite(bytes.data(), 1, bytes.size(), out.get()) != bytes.size())
        failToWrite(file, errno);
    if (std::fclose(out.release()) != 0) // what was buffered meets the full disk here
        failToWrite(file, errno);
}

void writeFile(const fs::path& file, std::span<const std::int8_t> bytes)
{
    writeFile(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void writeFile(const fs::path& file, std::span<const std::uint8_t> bytes)
{
    writeFile(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void writeFiles(const fs::path& folder, const std::vector<TextFile>& files)
{
    for (const TextFile& file : files)
        writeFile(folder / file.name, std::string_view(file.text));
}

std::vector<std::int8_t> readBytes(const fs::path& file)
{
    std::error_code error;
    const auto size = fs::file_size(file, error);
    const File in(error ? nullptr : std::fopen(file.c_str(), "rb"));
    std::vector<std::int8_t> bytes(error ? 0 : size);
    if (!in || std::fread(bytes.data(), 1, bytes.size(), in.get()) != bytes.size())
        throw Error(fmt::format("{} cannot be read: export the system again.", file.string()));
    return bytes;
}

} // namespace danas::deploy
