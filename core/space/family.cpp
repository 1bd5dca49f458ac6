// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/family.h"

#include "base/error.h"
#include "space/conv_chain_family.h"
#include "space/ds_cnn_family.h"
#include "space/mobilenet_v2_family.h"

#include <fmt/format.h>

#include <algorithm>

namespace danas::space {

const std::vector<const Family*>& families()
{
    static const MobileNetV2Family mobileNetV2;
    static const ConvChainFamily convChain;
    static const DsCnnFamily dsCnn;
    static const std::vector<const Family*> all { &mobileNetV2, &convChain, &dsCnn };
    return all;
}

const Family& familyNamed(std::string_view name)
{
    const auto found = std::find_if(families().begin(), families().end(), [name](const Family* family) { return family->name() == name; });
    if (found != families().end())
        return **found;
    std::string known;
    for (const Family* family : families())
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", family->name());
    throw Error(fmt::format("Search space: unknown architecture family \"{}\"; known are {}.", name, known));
}

} // namespace danas::space
