// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>

namespace danas {

spdlog::logger& log()
{
    static const std::shared_ptr<spdlog::logger> logger = [] {
        auto made = std::make_shared<spdlog::logger>("danas", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        made->set_pattern("%H:%M:%S %^%l%$ %v");
        return made;
    }();
    return *logger;
}

const char* version()
{
    return DANAS_VERSION;
}

} // namespace danas
