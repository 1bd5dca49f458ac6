// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace danas::store {

/// Held by the one engine that works on a run. An advisory lock of the system on a small file beside the project: it goes
/// with its process, however that ends, so a killed run can be resumed at once.
class RunLock {
public:
    /// @throws StoreError if another engine works on the run
    RunLock(const std::filesystem::path& project, std::int64_t run);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

    /// True while an engine, of this or another process, works on the run.
    [[nodiscard]] static bool held(const std::filesystem::path& project, std::int64_t run);

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
};

} // namespace danas::store
