// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/config_menu.h"

#include "ui/base/data_look.h"

#include <QMenu>

#include <algorithm>
#include <utility>

namespace danas::ui {
namespace {

constexpr std::size_t kMany = 24; ///< entries that a menu can hold without scrolling
constexpr int kLevels = 3;

/// What tells menus of this level apart: resolution or rate, then feature, then frame.
QString wordOf(const data::DataConfig& config, int level)
{
    if (level == 0)
        return ordinalText(config.modality(), config.ordinal());
    if (!config.isAudio())
        return QString();
    const auto& audio = config.audio();
    const auto ms = [&](int samples) { return QString::number(1000.0 * samples / audio.sampleRate, 'g', 3); };
    return level == 1 ? featureWord(audio.feature) : QStringLiteral("%1/%2\u202fms").arg(ms(audio.window), ms(audio.hop));
}

void addBelow(QMenu& menu, const std::vector<data::DataConfig>& configs, int level, const std::function<void(QAction&, const data::DataConfig&)>& setUp)
{
    if (configs.size() <= kMany || level == kLevels) {
        for (const data::DataConfig& config : configs)
            setUp(*menu.addAction(QString()), config);
        return;
    }
    std::vector<std::pair<QString, std::vector<data::DataConfig>>> groups; // in the order of the configurations
    for (const data::DataConfig& config : configs) {
        const QString word = wordOf(config, level);
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == word; });
        if (group == groups.end())
            group = groups.insert(groups.end(), { word, {} });
        group->second.push_back(config);
    }
    for (const auto& [word, group] : groups) {
        QMenu* below = &menu;
        if (groups.size() > 1) {
            below = menu.addMenu(word);
            below->setToolTipsVisible(menu.toolTipsVisible());
        }
        addBelow(*below, group, level + 1, setUp);
    }
}

} // namespace

void clearMenu(QMenu& menu)
{
    menu.clear();
    qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly)); // clear() keeps menus below
}

void addConfigActions(QMenu& menu, const std::vector<data::DataConfig>& configs, const std::function<void(QAction&, const data::DataConfig&)>& setUp)
{
    addBelow(menu, configs, 0, setUp);
}

} // namespace danas::ui
