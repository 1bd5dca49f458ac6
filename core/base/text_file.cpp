// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_file.h"

#include "base/error.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

namespace danas {

void writeTextFile(const std::filesystem::path& path, std::string_view text)
{
    auto temporary = path;
    temporary += ".part";
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    std::error_code failed;
    if (file)
        std::filesystem::rename(temporary, path, failed);
    if (!file || failed) {
        std::filesystem::remove(temporary, failed);
        throw Error(fmt::format("{} cannot be written: check the free space and that you may write there.", path.string()));
    }
}

} // namespace danas
