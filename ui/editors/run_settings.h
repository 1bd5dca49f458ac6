// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSpinBox;

namespace danas::ui {

class SettingsFields;

/// How a run searches, how its candidates are trained and how its chosen few are finalised: quiet columns. Each edit is one undo
/// step of the document. What a setting of the run makes useless is disabled and says why.
class RunSettings : public QWidget {
    Q_OBJECT
public:
    explicit RunSettings(ProjectDocument* document, QWidget* parent = nullptr);

private:
    [[nodiscard]] QHBoxLayout* makeTitle();
    void makeSearch();
    void makeGenetic();
    void makeTraining();
    void makeMachine();
    void makeFinalise(); ///< the last row across the columns
    void refresh();
    void refreshScores();
    void fillClasses();
    [[nodiscard]] QString whyNoPositiveClass() const;

    ProjectDocument* m_document;
    SettingsFields* m_fields;
    QComboBox* m_positiveClass = nullptr;
    QComboBox* m_start = nullptr;
    QSpinBox* m_population = nullptr;
    QComboBox* m_evaluator = nullptr;
    QComboBox* m_scope = nullptr;
    QLabel* m_note; ///< what the space decides
};

} // namespace danas::ui
