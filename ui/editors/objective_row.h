// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/metrics.h"

#include <QWidget>

#include <map>

class QCheckBox;

namespace danas::ui {

class ProjectDocument;

/// What the search trades against each other: a box for each objective that systems have on the chosen target.
class ObjectiveRow : public QWidget {
    Q_OBJECT
public:
    explicit ObjectiveRow(ProjectDocument* document, QWidget* parent = nullptr);

private:
    void refresh();
    void edit();

    ProjectDocument* m_document;
    std::map<search::Objective, QCheckBox*> m_boxes;
};

} // namespace danas::ui
