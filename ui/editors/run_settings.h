// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace danas::ui {

/// How a run searches, how its supernet is trained and how its chosen few are finalised: quiet columns. Each edit is one undo step of the document.
class RunSettings : public QWidget {
    Q_OBJECT
public:
    explicit RunSettings(ProjectDocument* document, QWidget* parent = nullptr);

private:
    void makeSearch(QFormLayout* form);
    void makeSupernet(QFormLayout* form);
    void makeMachine(QFormLayout* form);
    void makeFinalise(QFormLayout* first, QFormLayout* second, QFormLayout* third); ///< the last row across the columns
    void refresh();
    void edit(const QString& text, const std::function<void(search::RunSpec&)>& change);

    ProjectDocument* m_document;
    QComboBox* m_strategy = nullptr;
    QSpinBox* m_evaluations = nullptr;
    QSpinBox* m_seconds = nullptr;
    QSpinBox* m_population = nullptr;
    QSpinBox* m_seed = nullptr;
    QComboBox* m_evaluator = nullptr;
    QComboBox* m_scope = nullptr;
    QSpinBox* m_steps = nullptr;
    QSpinBox* m_batch = nullptr;
    QDoubleSpinBox* m_learningRate = nullptr;
    QSpinBox* m_calibration = nullptr;
    QSpinBox* m_finalists = nullptr;
    QSpinBox* m_tuningSteps = nullptr;
    QSpinBox* m_quantisationSteps = nullptr;
    QComboBox* m_device = nullptr;
    QSpinBox* m_threads = nullptr;
    bool m_refreshing = false;
};

} // namespace danas::ui
