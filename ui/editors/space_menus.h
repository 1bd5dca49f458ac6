// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"

#include <QMenu>

#include <string_view>
#include <vector>

namespace danas::ui {

/// The resolutions of the space to tick, and a field for others. Filled anew whenever it opens, as the menus below are.
class ResolutionMenu : public QMenu {
    Q_OBJECT
public:
    ResolutionMenu(const ProjectDocument* document, QWidget* parent);

signals:
    void ticked(int resolution, bool on);

private:
    void fill();
    void addOther();

    const ProjectDocument* m_document;
};

/// Each data configuration as the only one, or all of them.
class PinMenu : public QMenu {
    Q_OBJECT
public:
    PinMenu(const ProjectDocument* document, QWidget* parent);

signals:
    void chosen(const std::vector<danas::data::DataConfig>& on);

private:
    void fill();

    const ProjectDocument* m_document;
};

/// The presets for what the dataset holds; without a dataset all.
class PresetMenu : public QMenu {
    Q_OBJECT
public:
    PresetMenu(const ProjectDocument* document, QWidget* parent);

signals:
    void chosen(std::string_view preset);

private:
    void fill();

    const ProjectDocument* m_document;
};

} // namespace danas::ui
