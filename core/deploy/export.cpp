// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/export.h"

namespace danas::deploy {

ExportResult exportCandidate(const ExportOrder& order, RunControl& control, ExportObserver& observer)
{
    const store::Project project(order.project, store::Project::Mode::ReadOnly);
    const Deployable system = deployable(project, order.run, order.candidate, order.deployment);
    requireExportable(order.bundle);
    observer.opened(system);
    const Evidence evidence = gatherEvidence(system, control);
    observer.proving(evidence);
    return { exportBundle(system, evidence, order.bundle, control, [&](const Gate& gate) { observer.gate(gate); }), system.title(), system.arenaShown(),
        system.weightsShown() };
}

} // namespace danas::deploy
