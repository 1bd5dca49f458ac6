// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/run_spec.h"

#include <optional>

namespace danas::ui {

/// The spec on another target or sensor (or none). A new target brings its usable RAM and flash as limits; when one goes, the
/// limits that it brought go with it, unless a hand has changed them. Objectives and limits on costs that are not known any
/// more go too.
[[nodiscard]] search::RunSpec withDeployment(search::RunSpec spec, const std::optional<cost::Deployment>& deployment);

} // namespace danas::ui
