// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/evaluators.h"

#include "learn/scratch_evaluator.h"
#include "learn/supernet_evaluator.h"

#include <utility>

namespace danas::learn {

std::unique_ptr<search::Evaluator> makeEvaluator(search::EvaluatorInput input)
{
    if (input.spec.evaluator == search::EvaluatorKind::Scratch)
        return makeScratchEvaluator(std::move(input));
    return makeSupernetEvaluator(std::move(input));
}

} // namespace danas::learn
