// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/large_sample.h"

#include "base/units.h"
#include "data/paths.h"
#include "data/sample_cache.h"
#include "ui/base/data_look.h"
#include "ui/base/image.h"
#include "ui/base/text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

constexpr double kMostSeconds = 60; ///< of a recording; more is no clip

QString tr(const char* text)
{
    return QCoreApplication::translate("LargeSample", text);
}

/// Of full scale.
QString decibels(float level)
{
    if (level <= 0)
        return tr("silence");
    return tr("%1\u202fdB").arg(QString::number(20 * std::log10(level), 'f', 1).replace(QLatin1Char('-'), QStringLiteral("\u2212")));
}

} // namespace

LargeSample largeSample(const data::Dataset& dataset, const data::Sample& sample, const QString& about)
{
    try {
        LargeSample large;
        const auto file = dataset.root / data::pathFromUtf8(sample.file);
        QString facts;
        if (dataset.modality == data::Modality::Image) {
            large.picture = toQImage(data::decodeImage(file));
            facts = QStringLiteral("%1 \u00d7 %2").arg(large.picture.width()).arg(large.picture.height());
        } else {
            large.sound = data::audio::readClip(dataset, sample, std::min(kMostSeconds, data::audio::ownSeconds(dataset, sample)));
            large.clip = std::make_shared<const ClipLook>(lookAt(large.sound, displayConfig(large.sound)));
            facts = tr("%1\u202fs \u00b7 %2 \u00b7 peak %3").arg(QString::number(large.sound.seconds(), 'g', 3),
                ordinalText(data::Modality::Audio, large.sound.rate), decibels(peakOf(large.sound)));
        }
        large.text = QStringList { about, facts, toQt(formatBytes(QFileInfo(toQt(file)).size())) }.join(QStringLiteral(" \u00b7 "));
        return large;
    } catch (const std::exception& error) {
        return { {}, nullptr, {}, about + QStringLiteral(": ") + toQt(std::string(error.what())) };
    }
}

QString soundFacts(const data::SoundFacts& facts)
{
    QStringList rates;
    for (const auto& [rate, count] : facts.rates)
        rates += ordinalText(data::Modality::Audio, rate);
    const QString shortest = QString::number(facts.shortest, 'g', 3), longest = QString::number(facts.longest, 'g', 3);
    return rates.join(QStringLiteral(", ")) + QStringLiteral(" \u00b7 ") + (shortest == longest ? tr("%1\u202fs").arg(longest) : tr("%1 to %2\u202fs").arg(shortest, longest));
}

} // namespace danas::ui
