// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/figure_basis.h"
#include "cost/target_cost.h"
#include "search/metrics.h"

#include <QString>

#include <optional>

namespace danas::ui {

/// How far a figure may be trusted, and for which engine: "estimated for TinyEngine-like". What is not known: says so.
[[nodiscard]] QString trustText(const cost::Target& target, cost::Figure figure);
/// Where it comes from, as the target's preset says; empty if not known.
[[nodiscard]] QString sourceText(const cost::Target& target, cost::Figure figure);

/// One line for the tooltip of a cost, with or without a target.
[[nodiscard]] QString costTrust(const std::optional<cost::Deployment>& deployment, search::Objective objective);
/// The same and its sources, as lines.
[[nodiscard]] QString costTrustFull(const std::optional<cost::Deployment>& deployment, search::Objective objective);

/// Only how far and for which engine, "calibrated for ST Edge AI"; empty without a target, or for what needs none.
[[nodiscard]] QString shortTrust(const std::optional<cost::Deployment>& deployment, search::Objective objective);

/// Plain lines as a tooltip that breaks long ones.
[[nodiscard]] QString wrappedTip(const QString& lines);

/// One line for all costs of a candidate: "TinyEngine-like on STM32F746G-DISCO: RAM and latency estimated, energy not known".
[[nodiscard]] QString trustSummary(const std::optional<cost::Deployment>& deployment);

} // namespace danas::ui
