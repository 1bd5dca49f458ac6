// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/run_lock.h"

#include "store/store_error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace danas::store {
namespace {

/// Not the project file itself: closing a second descriptor of it would drop SQLite's own locks.
std::filesystem::path lockFile(const std::filesystem::path& project, std::int64_t run)
{
    return fmt::format("{}.run{}.lock", project.string(), run);
}

/// The whole file, by open file description (fcntl(2)): two engines of one process exclude each other as well.
struct flock wholeFile()
{
    struct flock lock { };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

/// False if the name was removed, or made anew by another engine, between opening and locking.
bool stillNamed(int descriptor, const std::filesystem::path& file)
{
    struct stat opened { };
    struct stat named { };
    return fstat(descriptor, &opened) == 0 && stat(file.c_str(), &named) == 0 && opened.st_ino == named.st_ino;
}

} // namespace

RunLock::RunLock(const std::filesystem::path& project, std::int64_t run)
    : m_file(lockFile(project, run))
{
    while (m_descriptor < 0) {
        const int descriptor = open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0)
            throw StoreError(fmt::format("{} cannot be made: check your permissions on the project's folder and its free space.", m_file.string()));
        auto lock = wholeFile();
        if (fcntl(descriptor, F_OFD_SETLK, &lock) != 0) {
            close(descriptor);
            throw StoreError(fmt::format("Run {} of {} is being worked on by another DANAS program: stop it there, or wait until it ends.",
                run, project.string()));
        }
        if (stillNamed(descriptor, m_file))
            m_descriptor = descriptor;
        else
            close(descriptor);
    }
}

RunLock::~RunLock()
{
    unlink(m_file.c_str()); // while it is still held, so that nobody else's is removed
    close(m_descriptor);
}

bool RunLock::held(const std::filesystem::path& project, std::int64_t run)
{
    const int descriptor = open(lockFile(project, run).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    auto lock = wholeFile();
    const bool asked = fcntl(descriptor, F_OFD_GETLK, &lock) == 0;
    close(descriptor);
    return asked && lock.l_type != F_UNLCK;
}

} // namespace danas::store
