// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/data_look.h"

#include "ui/base/text.h"

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

QString ordinalText(data::Modality modality, int ordinal)
{
    if (modality == data::Modality::Image)
        return QCoreApplication::translate("DataLook", "%1\u202fpx").arg(ordinal);
    return ordinal >= 1000 ? QCoreApplication::translate("DataLook", "%1\u202fkHz").arg(ordinal / 1000.0)
                           : QCoreApplication::translate("DataLook", "%1\u202fHz").arg(ordinal);
}

QString featureWord(data::audio::Feature feature)
{
    using data::audio::Feature;
    return feature == Feature::Mfcc ? QCoreApplication::translate("DataLook", "MFCC")
        : feature == Feature::MelSpectrogram ? QCoreApplication::translate("DataLook", "mel")
                                             : QCoreApplication::translate("DataLook", "spectrogram");
}

QString shortLabel(const data::DataConfig& config)
{
    if (!config.isAudio())
        return toQt(config.label());
    return ordinalText(data::Modality::Audio, config.ordinal()) + QLatin1Char(' ') + featureWord(config.audio().feature);
}

QString labelRest(const data::DataConfig& config)
{
    if (!config.isAudio())
        return {};
    const data::audio::AudioConfig& audio = config.audio();
    const auto ms = [&](int samples) { return QString::number(1000.0 * samples / audio.sampleRate, 'g', 3); };
    const QString bands = audio.feature == data::audio::Feature::Mfcc ? QCoreApplication::translate("DataLook", " of %1 mel").arg(audio.melBands) : QString();
    return QCoreApplication::translate("DataLook", "%1×%2%3, %4/%5\u202fms, %6\u202fs").arg(QString::number(audio.rows()), QString::number(audio.frames()),
        bands, ms(audio.window), ms(audio.hop), QString::number(audio.clipMs / 1000.0));
}

bool sameKind(const data::DataConfig& a, const data::DataConfig& b)
{
    if (a.modality() != b.modality())
        return false;
    return a.isAudio() ? a.audio().feature == b.audio().feature : a.image().colour == b.image().colour;
}

DataWords dataWords(data::Modality modality)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("DataLook", text); };
    if (modality == data::Modality::Audio)
        return { tr("sample rate"), tr("MFCC"), tr("spectrum") };
    return { tr("resolution"), tr("RGB"), tr("gray") };
}

} // namespace danas::ui
