// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/toolchain.h"

#include "base/error.h"
#include "deploy/bundle_folder.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <thread>

#include <elf.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace danas::deploy {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostSaid = 2000;

bool isProgram(const std::string& name)
{
    if (name.find('/') != std::string::npos)
        return ::access(name.c_str(), X_OK) == 0;
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (::access((fs::path(folder) / name).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

/// Where a new process reads from, writes to and works.
class SpawnActions {
public:
    SpawnActions(const fs::path& folder, const fs::path& output)
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawn_file_actions_addchdir_np(&m_actions, folder.c_str());
        posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&m_actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_adddup2(&m_actions, STDOUT_FILENO, STDERR_FILENO);
    }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&m_actions); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions {};
};

/// A new process leads a group, so that what it starts ends with it.
class OwnGroup {
public:
    OwnGroup()
    {
        posix_spawnattr_init(&m_attributes);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setpgroup(&m_attributes, 0);
    }
    ~OwnGroup() { posix_spawnattr_destroy(&m_attributes); }
    OwnGroup(const OwnGroup&) = delete;
    OwnGroup& operator=(const OwnGroup&) = delete;
    [[nodiscard]] const posix_spawnattr_t* get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes {};
};

/// Waits for the process, or ends its group. @throws Stopped
int endOf(pid_t process, RunControl& control)
{
    constexpr auto look = std::chrono::milliseconds(5); // a compiler takes a thousand of them
    int status = 0;
    for (;;) {
        const pid_t ended = ::waitpid(process, &status, WNOHANG);
        if (ended == process || (ended < 0 && errno != EINTR))
            return status;
        if (control.stopRequested()) {
            ::kill(-process, SIGKILL);
            while (::waitpid(process, &status, 0) < 0 && errno == EINTR) { }
            throw Stopped {};
        }
        std::this_thread::sleep_for(look);
    }
}

/// A structure at a place of the file, checked.
template <typename T> T structure(const std::vector<std::int8_t>& bytes, std::uint64_t at, const fs::path& file)
{
    if (at > bytes.size() || bytes.size() - at < sizeof(T))
        throw Error(fmt::format("{} is not an object file of this computer: use its own C compiler (environment variable CC).", file.string()));
    T value {};
    std::memcpy(&value, bytes.data() + at, sizeof(T));
    return value;
}

bool startsWith(const std::vector<std::int8_t>& bytes, std::uint64_t at, std::string_view text)
{
    return at < bytes.size() && bytes.size() - at >= text.size() && std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

} // namespace

std::optional<std::string> findCompiler()
{
    if (const char* wish = std::getenv("CC"); wish && *wish)
        return isProgram(wish) ? std::optional<std::string>(wish) : std::nullopt;
    for (const char* name : { "cc", "gcc", "clang" }) {
        if (isProgram(name))
            return name;
    }
    return std::nullopt;
}

ProgramResult runProgram(
    const std::string& program, const std::vector<std::string>& arguments, const fs::path& folder, RunControl& control)
{
    const ScratchFolder scratch;
    const fs::path output = scratch.path() / "said";
    std::vector<std::string> words { program };
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (std::string& word : words)
        raw.push_back(word.data());
    raw.push_back(nullptr);

    const SpawnActions actions(folder, output);
    const OwnGroup group;
    pid_t process = 0;
    if (const int cause = ::posix_spawnp(&process, program.c_str(), actions.get(), group.get(), raw.data(), environ); cause != 0)
        throw Error(fmt::format("The program {} cannot be started ({}).", program, std::strerror(cause)));
    const int status = endOf(process, control);
    const auto said = readBytes(output);
    std::string text(said.begin(), said.end());
    if (text.size() > kMostSaid)
        text = text.substr(0, kMostSaid) + " ...";
    return { WIFEXITED(status) && WEXITSTATUS(status) == 0, std::move(text) };
}

ObjectSizes objectSizes(const fs::path& object)
{
    const auto bytes = readBytes(object);
    const auto head = structure<Elf64_Ehdr>(bytes, 0, object);
    if (std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_ident[EI_CLASS] != ELFCLASS64)
        throw Error(fmt::format("{} is not an object file of this computer: use its own C compiler (environment variable CC).", object.string()));
    std::vector<Elf64_Shdr> sections;
    for (std::uint64_t i = 0; i < head.e_shnum; ++i)
        sections.push_back(structure<Elf64_Shdr>(bytes, head.e_shoff + i * sizeof(Elf64_Shdr), object));

    ObjectSizes sizes;
    for (const Elf64_Shdr& section : sections) {
        if ((section.sh_flags & SHF_EXECINSTR) != 0)
            sizes.code += static_cast<std::int64_t>(section.sh_size);
        if (section.sh_type != SHT_SYMTAB)
            continue;
        for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= section.sh_size; at += sizeof(Elf64_Sym)) {
            const auto symbol = structure<Elf64_Sym>(bytes, section.sh_offset + at, object);
            if (ELF64_ST_TYPE(symbol.st_info) != STT_OBJECT || symbol.st_shndx >= sections.size())
                continue;
            // Constants that hold addresses are relocated on this computer (.data.rel.ro), but lie in flash on a board.
            const auto& home = sections[symbol.st_shndx];
            const std::uint64_t name = structure<Elf64_Shdr>(bytes, head.e_shoff + head.e_shstrndx * sizeof(Elf64_Shdr), object).sh_offset + home.sh_name;
            const bool constant = (home.sh_flags & SHF_WRITE) == 0 || startsWith(bytes, name, ".data.rel.ro");
            (constant ? sizes.constants : sizes.writable) += static_cast<std::int64_t>(symbol.st_size);
        }
    }
    return sizes;
}

} // namespace danas::deploy
