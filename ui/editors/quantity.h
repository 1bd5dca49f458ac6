// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace danas::ui {

enum class QuantityKind { Bytes, Macs };

/// What a person typed for a limit: a value, "no limit", or something that is neither.
struct ParsedLimit {
    bool understood = false;
    std::optional<std::int64_t> value; ///< nothing = no limit
};
/// "96 KiB", "96k", "1.2 MB" (prefixes of bytes are binary), "98304"; "1.2 MMAC", "9k" (decimal); "no limit", "none", "".
[[nodiscard]] ParsedLimit parseLimit(const QString& text, QuantityKind kind);

[[nodiscard]] QString formatLimit(std::optional<std::int64_t> value, QuantityKind kind); ///< what parseLimit reads back

} // namespace danas::ui
