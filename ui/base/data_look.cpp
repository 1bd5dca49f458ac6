// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/data_look.h"

#include <QCoreApplication>

#include <algorithm>

namespace danas::ui {

bool isDiamond(const data::DataConfig& config)
{
    return config.isAudio() ? config.audio().feature != data::audio::Feature::Mfcc : config.image().colour == data::Colour::Gray;
}

std::vector<int> dataOrdinals(const std::vector<data::DataConfig>& configs)
{
    std::vector<int> all;
    for (const data::DataConfig& config : configs)
        all.push_back(config.ordinal());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

DataWords dataWords(data::Modality modality)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("DataLook", text); };
    if (modality == data::Modality::Audio)
        return { tr("sample rate"), tr("Hz"), tr("MFCC"), tr("spectrum") };
    return { tr("resolution"), tr("px"), tr("RGB"), tr("gray") };
}

} // namespace danas::ui
