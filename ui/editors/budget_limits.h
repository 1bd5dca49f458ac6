// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/run_spec.h"

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

namespace danas::ui {

class LimitRow;
class ProjectDocument;

/// The limits of the budget, one row each, over histograms of the space. Time and energy have a row as soon as the target
/// knows them. Each edit is one undo step of the document.
class BudgetLimits : public QWidget {
    Q_OBJECT
public:
    explicit BudgetLimits(ProjectDocument* document, QWidget* parent = nullptr);

    /// Costs of systems sampled from the space, on the document's target.
    void setSamples(const std::vector<cost::Cost>& samples);

signals:
    void edited();
    void notUnderstood(const QString& sentence);

private:
    void refresh();
    void refreshNotes();
    void edit(search::Objective objective, std::optional<double> value, int gesture);

    ProjectDocument* m_document;
    std::map<search::Objective, LimitRow*> m_rows;
    std::optional<search::Objective> m_gestureRow;
    int m_gesture = -1;
    int m_gestureMerge = -1;
};

} // namespace danas::ui
