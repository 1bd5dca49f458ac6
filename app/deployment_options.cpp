// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment_options.h"

#include "base/log.h"

namespace danas::app {

std::vector<cost::Target> readableTargets(const std::string& folder)
{
    const cost::TargetLibrary library = cost::readTargets(folder);
    for (const std::string& problem : library.problems)
        log().warn("{} The other targets can be used.", problem);
    return library.targets();
}

void addTargetsOption(CLI::App& command, std::string& folder)
{
    command.add_option("--targets", folder, "Folder of your own targets, one JSON file each (resources/target.schema.json); the environment's DANAS_TARGETS sets another default")
        ->type_name("FOLDER")
        ->capture_default_str();
}

void DeploymentOptions::addTo(CLI::App& command)
{
    auto* named = command.add_option("--target", target, "Board and engine to count costs for, as \"danas devices\" lists them")->type_name("ID");
    command.add_option("--sensor", sensor, "With --target: what the sensor leaves in RAM, such as qvga-rgb565 or mic-16bit; none by default")
        ->needs(named)
        ->type_name("SENSOR");
    addTargetsOption(command, folder);
}

std::optional<cost::Deployment> DeploymentOptions::deployment() const
{
    if (target.empty())
        return std::nullopt;
    return cost::Deployment { cost::findTarget(targets(), target), cost::sensorFromText(sensor.empty() ? "none" : sensor, "--sensor") };
}

} // namespace danas::app
