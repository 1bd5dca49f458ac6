// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/experiment_estimate.h"
#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"

#include <QDialog>

#include <array>
#include <optional>
#include <set>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace danas::ui {

class TierRows;

/// Asks for a whole experiment over the project's draft: which ways of searching, with which seeds, under which budgets, and what
/// every run gets as much of. Says how long all of it will take as far as that is known.
class ExperimentDialog : public QDialog {
    Q_OBJECT
public:
    explicit ExperimentDialog(ProjectDocument& document, QWidget* parent = nullptr);
    ~ExperimentDialog() override;

    /// What is asked for; nothing while problem() says why.
    [[nodiscard]] std::optional<compare::ExperimentSpec> spec() const;
    [[nodiscard]] QString problem() const;

private:
    [[nodiscard]] QWidget* makeArms();
    [[nodiscard]] QWidget* makeEqual();
    void makeForm(QFormLayout* form);
    [[nodiscard]] std::optional<std::vector<std::uint64_t>> seeds() const;
    [[nodiscard]] std::vector<compare::ExperimentArm> arms() const;
    [[nodiscard]] compare::ExperimentSpec read() const; ///< of fields that are all understood
    [[nodiscard]] QString warning(const compare::ExperimentSpec& spec) const; ///< what will not come out as hoped
    void refresh();

    ProjectDocument& m_document;
    compare::ExperimentSpec m_initial;
    std::set<std::string> m_taken; ///< names of the project's experiments
    std::optional<compare::Pace> m_pace; ///< once read
    QLineEdit* m_name = nullptr;
    std::array<QCheckBox*, 4> m_arms {}; ///< data-aware, fixed; data-aware from scratch, fixed from scratch
    QComboBox* m_fixed = nullptr;
    QLineEdit* m_seeds = nullptr;
    TierRows* m_tiers = nullptr;
    QRadioButton* m_equalTime = nullptr;
    QRadioButton* m_equalEvaluations = nullptr;
    QDoubleSpinBox* m_minutes = nullptr;
    QSpinBox* m_share = nullptr;
    QSpinBox* m_candidates = nullptr;
    QSpinBox* m_steps = nullptr;
    QSpinBox* m_scratchSteps = nullptr;
    QLabel* m_estimate = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_start = nullptr;
    LatestJob m_reader; ///< last member: joins before the rest dies
};

} // namespace danas::ui
