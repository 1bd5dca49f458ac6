// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "compare/comparison.h"

#include <string>

namespace danas::compare {

/// The whole comparison; a figure that is not there is null.
[[nodiscard]] Json toJson(const Comparison& comparison);
/// One page that needs no other file: verdict, remarks, tables, and the plots as SVG. Readable in light and dark, and in print.
[[nodiscard]] std::string toHtml(const Comparison& comparison);
/// One long table with one figure a line: record, arm, run, seed, tier, candidate, data, quantity, x, value. Records: verdict, remark,
/// run, tier, smallest_near_best, front, growth (x: evaluations; seconds as a quantity of its own), data, finding. Names with commas or quotes are quoted (RFC 4180).
[[nodiscard]] std::string toCsv(const Comparison& comparison);

} // namespace danas::compare
