// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/audio/demo_machine.h"
#include "data/audio/wav_writer.h"
#include "ui/base/text.h"

#include <QDir>
#include <QStringList>

namespace danas::test {

/// A small <split>/<class>/*.wav tree of machine sounds: `each` a class and split, all different; every second class is faulty.
inline QString writeSounds(const QString& folder, const QStringList& classes, int each)
{
    std::uint64_t number = 0;
    for (const char* split : { "train", "validation", "test" }) {
        for (qsizetype label = 0; label < classes.size(); ++label) {
            const QString path = folder + QLatin1Char('/') + QLatin1String(split) + QLatin1Char('/') + classes[label];
            QDir().mkpath(path);
            for (int i = 0; i < each; ++i, ++number)
                data::audio::writeWav(ui::toPath(path + QStringLiteral("/%1.wav").arg(number)), data::audio::machineSound(1, number, label % 2 == 1));
        }
    }
    return folder;
}

} // namespace danas::test
