// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/target_choice.h"

#include <utility>
#include <vector>

namespace danas::ui {

search::RunSpec withDeployment(search::RunSpec spec, const std::optional<cost::Deployment>& deployment)
{
    const std::optional<cost::Deployment> before = std::exchange(spec.deployment, deployment);
    cost::Budget& budget = spec.budget;
    if (deployment && (!before || before->target != deployment->target)) {
        budget.ramBytes = deployment->target.board.usableRamBytes();
        budget.flashBytes = deployment->target.board.usableFlashBytes();
    }
    if (before && !deployment) {
        if (budget.ramBytes == before->target.board.usableRamBytes())
            budget.ramBytes.reset();
        if (budget.flashBytes == before->target.board.usableFlashBytes())
            budget.flashBytes.reset();
    }
    if (!search::known(spec, search::Objective::Latency))
        budget.latencyMs.reset();
    if (!search::known(spec, search::Objective::Energy))
        budget.energyUj.reset();
    std::erase_if(spec.objectives, [&spec](search::Objective objective) { return !search::known(spec, objective); });
    return spec;
}

} // namespace danas::ui
