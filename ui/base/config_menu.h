// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <functional>
#include <vector>

class QAction;
class QMenu;

namespace danas::ui {

/// Empties the menu, menus below it and all.
void clearMenu(QMenu& menu);
/// One action for each configuration; where there are many, in menus below by sample rate, feature and frame. `setUp` gives
/// it its text and what it does.
void addConfigActions(QMenu& menu, const std::vector<data::DataConfig>& configs, const std::function<void(QAction&, const data::DataConfig&)>& setUp);

} // namespace danas::ui
