// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/speech_commands.h"

#include "base/sha1.h"

namespace danas::data::audio {
namespace {

constexpr std::string_view kMark = "_nohash_";

std::string_view fileName(std::string_view file)
{
    return file.substr(file.rfind('/') + 1); // npos + 1 == 0: all of it
}

} // namespace

std::optional<std::string> speakerOf(std::string_view file)
{
    const std::string_view name = fileName(file);
    const auto mark = name.find(kMark);
    return mark == std::string_view::npos || mark == 0 ? std::nullopt : std::optional<std::string>(name.substr(0, mark));
}

Split speechCommandsSplit(std::string_view file)
{
    constexpr std::uint64_t kMostFiles = (1U << 27U) - 1; // the data set's own constant
    const std::string_view name = fileName(file);
    std::uint64_t residue = 0; // of the digest, a number of 160 bits, modulo 2^27: its last bits
    for (const std::uint8_t byte : sha1(name.substr(0, name.find(kMark))))
        residue = ((residue << 8U) | byte) & kMostFiles;
    const double percent = static_cast<double>(residue) * 100 / static_cast<double>(kMostFiles);
    return percent < 10 ? Split::Validation : percent < 20 ? Split::Test : Split::Train;
}

DatasetSpec twelveClasses(DatasetSpec spec)
{
    for (const char* word : { "down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "_silence_" })
        spec.merge.insert_or_assign(word, word);
    spec.mergeRest = "_unknown_";
    spec.restKeep = 0.05;
    return spec;
}

} // namespace danas::data::audio
