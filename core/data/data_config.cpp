// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/data_config.h"

namespace danas::data {

std::string_view modalityName(Modality modality)
{
    return modality == Modality::Audio ? "audio" : "image";
}

Shape DataConfig::shape() const
{
    return std::visit([](const auto& config) { return config.shape(); }, m_config);
}

std::string DataConfig::label() const
{
    return std::visit([](const auto& config) { return config.label(); }, m_config);
}

std::string DataConfig::key() const
{
    return std::visit([](const auto& config) { return config.key(); }, m_config);
}

std::optional<DataConfig> DataConfig::fromKey(std::string_view key)
{
    if (const auto image = ImageConfig::fromKey(key))
        return *image;
    if (const auto sound = audio::AudioConfig::fromKey(key))
        return *sound;
    return std::nullopt;
}

} // namespace danas::data
