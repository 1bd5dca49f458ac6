// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/config_menu.h"

#include "ui/base/data_look.h"

#include <QMenu>

#include <map>

namespace danas::ui {
namespace {

constexpr std::size_t kMany = 24; ///< entries that a menu can hold without scrolling

} // namespace

void clearMenu(QMenu& menu)
{
    menu.clear();
    qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly)); // clear() keeps menus below
}

void addConfigActions(QMenu& menu, const std::vector<data::DataConfig>& configs, const std::function<void(QAction&, const data::DataConfig&)>& setUp)
{
    std::map<int, QMenu*> below;
    for (const data::DataConfig& config : configs) {
        QMenu*& into = below[configs.size() > kMany ? config.ordinal() : 0];
        if (into == nullptr)
            into = configs.size() > kMany ? menu.addMenu(ordinalText(config.modality(), config.ordinal())) : &menu;
        into->setToolTipsVisible(menu.toolTipsVisible());
        setUp(*into->addAction(QString()), config);
    }
}

} // namespace danas::ui
