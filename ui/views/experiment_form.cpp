// SPDX-License-Identifier: GPL-3.0-or-later
// ExperimentDialog: what stands where.
#include "base/error.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/tier_rows.h"
#include "ui/views/experiment_dialog.h"
#include "ui/views/page_layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {
namespace {

QSpinBox* number(const char* name, const QString& label, int least, int most, int value, const QString& suffix, QWidget* parent)
{
    auto* const box = new QSpinBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(suffix);
    box->setAlignment(Qt::AlignRight);
    return box;
}

QHBoxLayout* row(std::initializer_list<QWidget*> widgets)
{
    auto* const layout = new QHBoxLayout;
    layout->setSpacing(8);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    layout->addStretch();
    return layout;
}

/// "experiment", or with the first number that is free.
QString freeName(const std::set<std::string>& taken)
{
    std::string name = "experiment";
    for (int i = 2; taken.contains(name); ++i)
        name = "experiment " + std::to_string(i);
    return toQt(name);
}

} // namespace

ExperimentDialog::ExperimentDialog(ProjectDocument& document, QWidget* parent)
    : QDialog(parent)
    , m_document(document)
    , m_reader(this)
{
    m_initial.base = document.spec();
    try {
        for (const auto& experiment : document.project().experiments())
            m_taken.insert(experiment.name);
    } catch (const Error&) {
        m_taken.clear(); // a name that is taken is refused when the experiment starts
    }
    setObjectName(QStringLiteral("experimentDialog"));
    setWindowTitle(tr("Experiment"));
    auto* const caption = new QLabel(tr("Each way of searching runs with each seed under each budget, one run after another, all on the same data and "
                                        "split. It can be stopped and gone on with at any time."), this);
    caption->setWordWrap(true);
    auto* const form = new QFormLayout;
    form->setHorizontalSpacing(kGroupGap);
    form->setVerticalSpacing(kGap);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    makeForm(form);
    m_estimate = new QLabel(this);
    m_estimate->setObjectName(QStringLiteral("experimentEstimate"));
    m_estimate->setWordWrap(true);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("experimentProblem"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * fontMetrics().lineSpacing()); // nothing moves when it has something to say
    m_problem->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Start experiment"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("startExperiment"));
    makePrimary(m_start);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kGap);
    layout->addWidget(heading(tr("Compare ways of searching"), this));
    layout->addWidget(caption);
    layout->addLayout(form);
    layout->addSpacing(kGap);
    layout->addWidget(m_estimate);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(std::max(660, layout->minimumSize().width())); // long names of data configurations too
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
    m_reader.start(
        [file = document.file()](const LatestJob::IsStale&) {
            try {
                return compare::paceOf(store::Project(file, store::Project::Mode::ReadOnly));
            } catch (const Error&) {
                return compare::Pace {}; // then nothing is estimated
            }
        },
        [this](const compare::Pace& pace) {
            m_pace = pace;
            refresh();
        });
}

ExperimentDialog::~ExperimentDialog() = default;

void ExperimentDialog::makeForm(QFormLayout* form)
{
    m_name = new QLineEdit(freeName(m_taken), this);
    m_name->setObjectName(QStringLiteral("experimentName"));
    m_name->setMinimumWidth(220);
    m_seeds = new QLineEdit(QStringLiteral("1, 2, 3"), this);
    m_seeds->setObjectName(QStringLiteral("experimentSeeds"));
    m_seeds->setMinimumWidth(220);
    m_seeds->setToolTip(tr("A run of each way with each seed; arms are compared seed by seed."));
    m_tiers = new TierRows(m_initial.tiers, this);
    m_scratchSteps = number("experimentScratchSteps", tr("Training steps of each candidate from scratch"), 1, 10'000'000, m_initial.base.scratch.steps, tr(" steps"), this);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Ways of searching"), makeArms());
    form->addRow(tr("Seeds"), m_seeds);
    form->addRow(tr("Budgets, RAM / flash"), m_tiers);
    form->addRow(tr("Each run gets"), makeEqual());
    form->addRow(tr("Each from scratch"), m_scratchSteps);
    m_scratchSteps->setToolTip(tr("How long a candidate is trained that is trained by itself."));
    connect(m_name, &QLineEdit::textChanged, this, &ExperimentDialog::refresh);
    connect(m_seeds, &QLineEdit::textChanged, this, &ExperimentDialog::refresh);
    connect(m_tiers, &TierRows::changed, this, &ExperimentDialog::refresh);
    connect(m_scratchSteps, &QSpinBox::valueChanged, this, &ExperimentDialog::refresh);
}

QWidget* ExperimentDialog::makeArms()
{
    auto* const box = new QWidget(this);
    const std::array names { tr("with a supernet"), tr("with a supernet"), tr("from scratch"), tr("from scratch") };
    const std::array labels { tr("Data-aware with a supernet"), tr("Fixed data with a supernet"), tr("Data-aware from scratch"), tr("Fixed data from scratch") };
    const auto& family = m_initial.base.space.familyModule();
    const bool shared = family.sharesWeights();
    for (std::size_t i = 0; i < m_arms.size(); ++i) {
        m_arms[i] = new QCheckBox(names[i], box);
        m_arms[i]->setObjectName(QStringLiteral("experimentArm%1").arg(i));
        m_arms[i]->setAccessibleName(labels[i]);
        m_arms[i]->setChecked(shared == (i < 2));
        m_arms[i]->setEnabled(shared || i >= 2);
        if (!m_arms[i]->isEnabled())
            m_arms[i]->setToolTip(tr("%1: networks of this family share no weights, so no supernet can score them.").arg(toQt(family.title())));
        connect(m_arms[i], &QCheckBox::toggled, this, &ExperimentDialog::refresh);
    }
    m_fixed = new QComboBox(box);
    m_fixed->setObjectName(QStringLiteral("experimentFixed"));
    m_fixed->setAccessibleName(tr("Data configuration of the fixed arms"));
    const auto& configs = m_initial.base.space.dataConfigs();
    for (const data::DataConfig& config : configs)
        m_fixed->addItem(toQt(config.label()));
    m_fixed->setCurrentIndex(static_cast<int>(std::find(configs.begin(), configs.end(), compare::commonData(m_initial.base.space)) - configs.begin()));
    connect(m_fixed, &QComboBox::currentIndexChanged, this, &ExperimentDialog::refresh);
    auto* const grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(6);
    grid->addWidget(new QLabel(tr("Data and network searched together"), box), 0, 0, 1, 2);
    grid->addWidget(m_arms[0], 0, 2);
    grid->addWidget(m_arms[2], 0, 3);
    grid->addWidget(new QLabel(tr("Network only, data fixed at"), box), 1, 0);
    grid->addWidget(m_fixed, 1, 1);
    grid->addWidget(m_arms[1], 1, 2);
    grid->addWidget(m_arms[3], 1, 3);
    return box;
}

QWidget* ExperimentDialog::makeEqual()
{
    auto* const box = new QWidget(this);
    m_equalTime = new QRadioButton(tr("equal time:"), box);
    m_equalTime->setObjectName(QStringLiteral("experimentEqualTime"));
    m_equalEvaluations = new QRadioButton(tr("equal candidates:"), box);
    m_equalEvaluations->setObjectName(QStringLiteral("experimentEqualEvaluations"));
    m_equalTime->setChecked(true);
    m_minutes = new QDoubleSpinBox(box);
    m_minutes->setObjectName(QStringLiteral("experimentMinutes"));
    m_minutes->setAccessibleName(tr("Minutes of each run"));
    m_minutes->setDecimals(1);
    m_minutes->setRange(0.1, 10'000.0);
    m_minutes->setValue(m_initial.seconds / 60.0);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setAlignment(Qt::AlignRight);
    m_share = number("experimentShare", tr("Share of the time that trains the supernet"), 1, 99, static_cast<int>(m_initial.trainingShare * 100.0), tr(" %"), box);
    m_candidates = number("experimentCandidates", tr("Candidates of each run"), 1, 1'000'000, m_initial.base.search.evaluations, {}, box);
    m_steps = number("experimentSteps", tr("Steps of the supernet's training"), 1, 10'000'000, m_initial.base.supernet.steps, {}, box);
    auto* const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row({ m_equalTime, m_minutes, new QLabel(tr("of which"), box), m_share, new QLabel(tr("train the supernet"), box) }));
    layout->addLayout(row({ m_equalEvaluations, m_candidates, new QLabel(tr("scored, after"), box), m_steps, new QLabel(tr("steps of the supernet"), box) }));
    connect(m_equalTime, &QRadioButton::toggled, this, &ExperimentDialog::refresh);
    connect(m_minutes, &QDoubleSpinBox::valueChanged, this, &ExperimentDialog::refresh);
    for (QSpinBox* field : { m_share, m_candidates, m_steps })
        connect(field, &QSpinBox::valueChanged, this, &ExperimentDialog::refresh);
    return box;
}

} // namespace danas::ui
