// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/experiment_dialog.h"

#include "base/error.h"
#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/tier_rows.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSpinBox>

#include <algorithm>

namespace danas::ui {

std::optional<std::vector<std::uint64_t>> ExperimentDialog::seeds() const
{
    constexpr std::size_t kMost = 100; // as in an experiment's document
    std::vector<std::uint64_t> found;
    for (const QString& part : m_seeds->text().split(QRegularExpression(QStringLiteral("[,;\\s]+")), Qt::SkipEmptyParts)) {
        bool fine = false;
        found.push_back(part.toULongLong(&fine));
        if (!fine || std::count(found.begin(), found.end(), found.back()) > 1)
            return std::nullopt;
    }
    return found.empty() || found.size() > kMost ? std::nullopt : std::optional(found);
}

std::vector<compare::ExperimentArm> ExperimentDialog::arms() const
{
    using search::EvaluatorKind;
    const std::array<compare::ExperimentArm, 4> all { compare::ExperimentArm {}, { true, EvaluatorKind::Supernet }, { false, EvaluatorKind::Scratch },
        { true, EvaluatorKind::Scratch } };
    std::vector<compare::ExperimentArm> ticked;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (m_arms[i]->isChecked())
            ticked.push_back(all[i]);
    }
    return ticked;
}

compare::ExperimentSpec ExperimentDialog::read() const
{
    compare::ExperimentSpec spec = m_initial;
    spec.name = m_name->text().trimmed().toStdString();
    spec.arms = arms();
    spec.seeds = *seeds();
    spec.tiers = *m_tiers->tiers();
    spec.fixedData = spec.base.space.dataConfigs()[static_cast<std::size_t>(m_fixed->currentIndex())];
    spec.equal = m_equalTime->isChecked() ? compare::Equal::Time : compare::Equal::Evaluations;
    spec.seconds = m_minutes->value() * 60.0;
    spec.trainingShare = m_share->value() / 100.0;
    spec.base.search.evaluations = m_candidates->value();
    spec.base.supernet.steps = m_steps->value();
    spec.base.scratch.steps = m_scratchSteps->value();
    return spec;
}

std::optional<compare::ExperimentSpec> ExperimentDialog::spec() const
{
    return problem().isEmpty() ? std::optional(read()) : std::nullopt;
}

QString ExperimentDialog::problem() const
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty() || name.toStdString().size() > 100)
        return tr("Give the experiment a name of up to 100 characters.");
    if (m_taken.contains(name.toStdString()))
        return tr("This project has an experiment \u201c%1\u201d already; give this one another name.").arg(name);
    if (arms().size() < 2)
        return tr("Tick at least two ways of searching: there is nothing to compare otherwise.");
    if (!seeds())
        return tr("Seeds are different whole numbers from 0 up with commas between them, such as 1, 2, 3.");
    if (!m_tiers->tiers())
        return m_tiers->problem();
    try {
        const compare::ExperimentSpec wanted = read();
        static_cast<void>(compare::experimentFromJson(compare::toJson(wanted), "experiment"));
        return {};
    } catch (const Error& error) {
        return toQt(std::string(error.what()));
    }
}

QString ExperimentDialog::warning(const compare::ExperimentSpec& spec) const
{
    const bool fixed = std::any_of(spec.arms.begin(), spec.arms.end(), [](const auto& arm) { return arm.fixedData; });
    const cost::Cost least = search::costOf(spec.base, spec.base.space.withData(spec.base.space.smallest(), *spec.fixedData), m_document.classes());
    for (const cost::Budget& tier : spec.tiers) {
        if (fixed && !tier.fits(least))
            return tr("Even the smallest network with %1 needs %2 RAM and %3 flash: the runs with fixed data under %4 may find nothing.")
                .arg(toQt(spec.fixedData->label()), toQt(formatBytes(least.ramBytes)), toQt(formatBytes(least.flashBytes)), toQt(compare::tierLabel(tier)));
    }
    if (spec.seeds.size() < 3)
        return tr("With fewer than three seeds, little can be said of chance.");
    return {};
}

void ExperimentDialog::refresh()
{
    const bool timed = m_equalTime->isChecked(), supernet = m_arms[0]->isChecked() || m_arms[1]->isChecked();
    m_minutes->setEnabled(timed);
    m_share->setEnabled(timed && supernet);
    m_candidates->setEnabled(!timed);
    m_steps->setEnabled(!timed && supernet);
    const QString none = tr("No way with a supernet is ticked.");
    m_share->setToolTip(supernet ? tr("A step of the training is timed once, so that its number of steps, not the clock, ends it.") : none);
    m_steps->setToolTip(supernet ? QString() : none);
    m_fixed->setEnabled(m_arms[1]->isChecked() || m_arms[3]->isChecked());
    m_scratchSteps->setEnabled(m_arms[2]->isChecked() || m_arms[3]->isChecked());
    const QString why = problem();
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, why.isEmpty() ? subtleText(palette()) : errorColour(palette()));
    m_problem->setPalette(colours);
    if (!why.isEmpty()) {
        m_problem->setText(why);
        m_estimate->clear();
        return;
    }
    const compare::ExperimentSpec wanted = read();
    m_problem->setText(warning(wanted));
    const auto seconds = compare::expectedSeconds(wanted, m_pace.value_or(compare::Pace {}));
    const auto runs = static_cast<qulonglong>(compare::runCount(wanted));
    m_estimate->setText(seconds ? tr("%1 runs, about %2 in all, without reading the data and finalising.").arg(runs).arg(toQt(formatDuration(*seconds)))
                                : tr("%1 runs. How long they take is known once a run of this project has shown the pace of each way.").arg(runs));
}

} // namespace danas::ui
