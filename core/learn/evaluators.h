// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/evaluator.h"

#include <memory>

namespace danas::learn {

/// The evaluator that the spec names. @throws Error as that one's maker does
[[nodiscard]] std::unique_ptr<search::Evaluator> makeEvaluator(search::EvaluatorInput input);

} // namespace danas::learn
