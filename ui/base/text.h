// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluation.h"

#include <QString>

#include <filesystem>
#include <string>

namespace danas::ui {

/// Core's texts for Qt. Numbers are formatted by core's base/units.h only.
[[nodiscard]] inline QString toQt(const std::string& text) { return QString::fromStdString(text); }
[[nodiscard]] inline QString toQt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
[[nodiscard]] QString toQt(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path toPath(const QString& text);

/// "61.4 %", "96 KiB", "1.20 MMAC": an objective's value as people read it.
[[nodiscard]] QString formatObjective(search::Objective objective, double value);
/// The full value for tooltips: "98 304 bytes".
[[nodiscard]] QString formatObjectiveFull(search::Objective objective, double value);

} // namespace danas::ui
