// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/run_data.h"

#include "base/error.h"

#include <fmt/format.h>

namespace danas::search {

void requireSameData(const store::RunRecord& run, const data::Dataset& dataset)
{
    const bool preparedBefore = !run.classes.empty();
    if (preparedBefore && (dataset.fingerprint != run.datasetFingerprint || dataset.classes != run.classes))
        throw Error(fmt::format("The dataset {} changed since run {} began (files, sizes or classes differ), so its scores would not "
                                "compare: bring the old files back, or start a new run.",
            run.spec.dataset.path, run.id));
}

} // namespace danas::search
