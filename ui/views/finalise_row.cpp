// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/finalise_row.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace danas::ui {

namespace {

QString accuracy(const search::Finalised& final, search::FinalScore which)
{
    return toQt(formatPercent(final.score(which).accuracy()));
}

} // namespace

FinaliseRow::FinaliseRow(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_button(new QPushButton(tr("Finalise"), this))
    , m_export(new QPushButton(tr("Export…"), this))
{
    m_text->setObjectName(QStringLiteral("finalScores"));
    m_text->setWordWrap(true);
    m_text->setFont(smallFont());
    m_button->setObjectName(QStringLiteral("finaliseButton"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_export);
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setToolTip(tr("Write this candidate as a bundle for a board (Ctrl+E)"));
    connect(m_export, &QPushButton::clicked, this, [this] { emit exportRequested(m_id); });
    connect(m_button, &QPushButton::clicked, this, [this] { emit requested(m_id); });
    refresh();
}

void FinaliseRow::show(const RunModel& run, int id)
{
    using search::FinalScore;
    m_id = id;
    m_project = run.project();
    m_runDone = run.record().state == store::RunState::Done;
    const search::Finalised* const final = run.finalised(id);
    m_finalised = final != nullptr;
    if (final == nullptr) {
        m_text->setText(tr("Not finalised: not trained to its end, not quantised, not tested."));
    } else {
        const bool tested = final->score(FinalScore::FloatTest).total() > 0;
        m_text->setText(tr("Validation: %1 fine-tuned, %2 int8 · %3")
                            .arg(accuracy(*final, FinalScore::FloatValidation), accuracy(*final, FinalScore::Int8Validation),
                                tested ? tr("test: %1 fine-tuned, %2 int8")
                                             .arg(accuracy(*final, FinalScore::FloatTest), accuracy(*final, FinalScore::Int8Test))
                                       : tr("no test split")));
        if (final->tuning.outcome != search::QuantisationTuning::Outcome::Off)
            m_text->setText(m_text->text() + QLatin1Char('\n') + tr("Quantisation-aware fine-tune: %1").arg(toQt(search::tuningText(final->tuning))));
        m_text->setToolTip(tr("Accuracy after training to its end, finalised as %1. Ranges of int8 from %2 training samples. The test split was "
                              "read once for this candidate and chose nothing.")
                               .arg(toQt(search::finalReasonLabel(final->reason)))
                               .arg(final->calibrationImages));
    }
    refresh();
}

void FinaliseRow::setBusy(bool busy)
{
    m_busy = busy;
    refresh();
}

void FinaliseRow::setOwnProject(const std::filesystem::path& file)
{
    m_own = file;
    refresh();
}

void FinaliseRow::refresh()
{
    const bool foreign = !m_own.empty() && !m_project.empty() && m_project != m_own;
    m_button->setVisible(!m_finalised);
    m_button->setEnabled(m_runDone && !m_busy && m_id >= 0 && !foreign);
    m_button->setToolTip(foreign ? tr("This run is in %1: open that project to finalise its candidates").arg(toQt(m_project.filename()))
            : m_busy     ? tr("A run is under way: stop it first, or wait for its end")
            : !m_runDone ? tr("Possible once the run is done")
                         : tr("Train this candidate to its end, quantise it to int8 and score it once on the test split"));
}

} // namespace danas::ui
