// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/audio/sound_source.h"

#include "data/audio/speech_commands.h"

#include <regex>

namespace danas::data::audio {

std::string sourceOf(std::string_view file)
{
    if (auto speaker = speakerOf(file))
        return std::move(*speaker);
    static const std::regex kEsc50("([0-9]-[0-9]+)-[A-Z]-[0-9]+.*");
    static const std::regex kChannel("(^|[^A-Za-z])ch[0-9]+");
    const std::string name(file.substr(file.rfind('/') + 1)); // npos + 1 == 0: all of it
    std::smatch found;
    if (std::regex_match(name, found, kEsc50))
        return found[1];
    return std::regex_replace(name, kChannel, "$1");
}

} // namespace danas::data::audio
