// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/run_settings.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/settings_fields.h"
#include "ui/models/draft_rules.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace danas::ui {
namespace {

using Spec = search::RunSpec;

enum Column { Search = 0, Training = 3, Machine = 6 }; ///< each of label, field and a gap
constexpr int kFinaliseRow = 7;

bool isScratch(const Spec& spec) { return spec.evaluator == search::EvaluatorKind::Scratch; }
bool isGenetic(const Spec& spec) { return spec.search.strategy == "genetic2023"; }

} // namespace

RunSettings::RunSettings(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_note(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(makeTitle());
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(8);
    for (const int gap : { Search + 2, Training + 2 })
        grid->setColumnMinimumWidth(gap, kGroupGap);
    grid->setColumnStretch(Machine + 2, 1);
    grid->setRowMinimumHeight(kFinaliseRow - 1, 4); // apart from what is done before
    layout->addLayout(grid);
    m_fields = new SettingsFields(m_document, grid, this);
    makeSearch();
    makeTraining();
    makeMachine();
    makeFinalise();
    connect(m_document, &ProjectDocument::settingsChanged, this, &RunSettings::refresh);
    connect(m_document, &ProjectDocument::spaceChanged, this, &RunSettings::refresh);
    connect(m_document, &ProjectDocument::datasetChanged, this, &RunSettings::refresh);
    refresh();
}

QHBoxLayout* RunSettings::makeTitle()
{
    auto* title = new QLabel(tr("Search and training"), this);
    title->setFont(headingFont());
    m_note->setObjectName(QStringLiteral("settingsNote"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    auto* line = new QHBoxLayout;
    line->setSpacing(kGap);
    line->addWidget(title);
    line->addWidget(m_note, 1);
    return line;
}

void RunSettings::makeSearch()
{
    m_fields->place(0, Search);
    SettingsFields::Choices strategies;
    for (const auto name : search::strategyNames())
        strategies.append({ name == "nsga2" ? tr("NSGA-II") : name == "random" ? tr("Random") : tr("Genetic (2023)"), toQt(name) });
    m_fields->choice({ "strategy", tr("Strategy"), tr("How candidates are chosen.") }, strategies,
        [](const Spec& spec) { return toQt(spec.search.strategy); },
        [](Spec& spec, const QVariant& name) { spec.search = search::withStrategy(spec.search, name.toString().toStdString()); });
    makeGenetic();
    m_fields->number({ "evaluations", tr("Candidates"), tr("How many candidates are scored.") }, { 1, 100000, 20 },
        [](Spec& spec) -> int& { return spec.search.evaluations; });
    m_fields->number({ "seconds", tr("Time limit"),
                         tr("Longest time of supernet training and search together: the search ends at whichever comes first, the candidates or the time.") },
        { 0, 1'000'000, 60, tr(" s"), tr("None") }, [](const Spec& spec) { return static_cast<int>(std::ceil(spec.search.seconds.value_or(0.0))); },
        [](Spec& spec, int value) { spec.search.seconds = value > 0 ? std::optional<double>(value) : std::nullopt; });
    m_population = m_fields->number({ "population", tr("Population"), tr("Candidates in one generation.") }, { 4, 1000, 4 },
        [](Spec& spec) -> int& { return spec.search.population; });
}

void RunSettings::makeGenetic()
{
    m_positiveClass = m_fields->choice(
        { "positiveClass", tr("Positive class"), tr("The class whose precision and recall count in the fitness; with none, their means over all classes.") }, {},
        [](const Spec& spec) { return toQt(spec.search.positiveClass); },
        [](Spec& spec, const QVariant& name) { spec.search.positiveClass = name.toString().toStdString(); });
    m_positiveClass->setMaximumWidth(200);
    m_start = m_fields->choice<search::SearchStart>(
        { "start", tr("Start"), tr("The first generation: networks of one layer (the smallest, where layers are not counted), or any of the space.") },
        { { tr("Trivial networks"), static_cast<int>(search::SearchStart::Trivial) }, { tr("Random networks"), static_cast<int>(search::SearchStart::Random) } },
        [](Spec& spec) -> search::SearchStart& { return spec.search.start; });
}

void RunSettings::makeTraining()
{
    m_fields->place(0, Training);
    m_evaluator = m_fields->choice<search::EvaluatorKind>(
        { "evaluator", tr("Scores"),
            tr("A supernet scores candidates that share its weights; from scratch each is trained by itself, as chains of convolutions must be.") },
        { { tr("By a supernet"), static_cast<int>(search::EvaluatorKind::Supernet) }, { tr("From scratch"), static_cast<int>(search::EvaluatorKind::Scratch) } },
        [](Spec& spec) -> search::EvaluatorKind& { return spec.evaluator; });
    m_scope = m_fields->choice<search::SupernetScope>(
        { "scope", tr("Supernet"), tr("One supernet for all data configurations trains once; one for each, as in the paper, trains many times.") },
        { { tr("Shared by all data"), static_cast<int>(search::SupernetScope::Shared) },
            { tr("One per configuration"), static_cast<int>(search::SupernetScope::PerConfiguration) } },
        [](Spec& spec) -> search::SupernetScope& { return spec.supernet.scope; });
    m_fields->number({ "steps", tr("Steps"), tr("Optimiser steps of each supernet; from scratch of each candidate.") }, { 1, 1000000, 50 },
        [](Spec& spec) -> int& { return isScratch(spec) ? spec.scratch.steps : spec.supernet.steps; });
    m_fields->number({ "batch", tr("Batch"), tr("Samples in one step.") }, { 2, 1024, 8 },
        [](Spec& spec) -> int& { return isScratch(spec) ? spec.scratch.batch : spec.supernet.batch; });
    m_fields->rate({ "learningRate", tr("Learning rate"), tr("At its peak; it falls to zero as a cosine.") },
        [](Spec& spec) -> double& { return isScratch(spec) ? spec.scratch.learningRate : spec.supernet.learningRate; });
    m_fields->choice<search::ClassWeights>(
        { "classWeights", tr("Class weights"), tr("Balanced: the fewer samples a class has, the more each counts in training, so that all classes count the same.") },
        { { tr("None"), static_cast<int>(search::ClassWeights::Equal) }, { tr("Balanced"), static_cast<int>(search::ClassWeights::Balanced) } },
        [](Spec& spec) -> search::ClassWeights& { return spec.classWeights; });
}

void RunSettings::makeMachine()
{
    m_fields->place(0, Machine);
    m_fields->number({ "seed", tr("Seed"), tr("The same seed gives the same run.") }, { 0, std::numeric_limits<int>::max(), 1 },
        [](const Spec& spec) { return static_cast<int>(std::min<std::uint64_t>(spec.seed, std::numeric_limits<int>::max())); },
        [](Spec& spec, int value) { spec.seed = static_cast<std::uint64_t>(value); });
    m_fields->choice<search::Device>({ "device", tr("Device"), tr("Automatic takes CUDA where LibTorch has it.") },
        { { tr("Automatic"), static_cast<int>(search::Device::Auto) }, { tr("CPU"), static_cast<int>(search::Device::Cpu) },
            { tr("CUDA"), static_cast<int>(search::Device::Cuda) } },
        [](Spec& spec) -> search::Device& { return spec.device; });
    m_fields->number({ "threads", tr("Threads"), tr("Threads of the training.") },
        { 0, 256, 1, {}, tr("All %1 cores").arg(std::thread::hardware_concurrency()) }, [](Spec& spec) -> int& { return spec.threads; });
    m_fields->number({ "calibration", tr("Calibration"), tr("Training samples that recalibrate the batch norm of each candidate.") }, { 2, 100000, 32 },
        [](Spec& spec) -> int& { return spec.supernet.calibrationImages; });
}

void RunSettings::makeFinalise()
{
    m_fields->place(kFinaliseRow, Search);
    m_fields->number({ "finalists", tr("Finalise"), tr("How many of the front are trained to their end, quantised to int8 and scored once on the test split.") },
        { 0, 1000, 1, {}, tr("None") }, [](Spec& spec) -> int& { return spec.finalise.candidates; });
    m_fields->place(kFinaliseRow, Training);
    m_fields->number({ "tuningSteps", tr("Fine-tune"), tr("Optimiser steps of each, from the weights that it has after the search.") },
        { 1, 1000000, 50, tr(" steps") }, [](Spec& spec) -> int& { return spec.finalise.steps; });
    m_fields->place(kFinaliseRow, Machine);
    m_fields->number({ "quantisationSteps", tr("For int8"),
                         tr("Further steps with int8 simulated, of those that int8 would cost more than half a point of accuracy on validation.") },
        { 0, 1000000, 50, tr(" steps"), tr("Never") }, [](Spec& spec) -> int& { return spec.finalise.quantisationSteps; });
}

/// The dataset's classes as they count now, and whatever is chosen, there or not.
void RunSettings::fillClasses()
{
    const Spec& spec = m_document->spec();
    const auto dataset = m_document->dataset();
    m_positiveClass->clear();
    m_positiveClass->addItem(tr("None"), QString());
    for (const std::string& name : dataset ? dataset->classes : std::vector<std::string>())
        m_positiveClass->addItem(toQt(name), toQt(name));
    const QString chosen = toQt(spec.search.positiveClass);
    if (m_positiveClass->findData(chosen) < 0)
        m_positiveClass->addItem(dataset ? tr("%1 (gone)").arg(chosen) : chosen, chosen);
}

QString RunSettings::whyNoPositiveClass() const
{
    if (!isGenetic(m_document->spec()))
        return tr("Only the genetic search of 2023 counts the precision and recall of one class.");
    switch (m_document->dataState()) {
    case ProjectDocument::DataState::None: return tr("Choose a dataset on the Data page first.");
    case ProjectDocument::DataState::Scanning: return tr("The dataset is still being read.");
    case ProjectDocument::DataState::Failed: return tr("The dataset cannot be used, so its classes are not known.");
    case ProjectDocument::DataState::Ready: break;
    }
    return {};
}

void RunSettings::refreshScores()
{
    const Spec& spec = m_document->spec();
    const auto& family = spec.space.familyModule();
    const QString why = family.sharesWeights() ? QString()
                                               : tr("%1: networks of this family share no weights, so each candidate is trained from scratch.").arg(toQt(family.title()));
    const int supernet = m_evaluator->findData(static_cast<int>(search::EvaluatorKind::Supernet));
    auto* items = qobject_cast<QStandardItemModel*>(m_evaluator->model());
    items->item(supernet)->setEnabled(why.isEmpty());
    items->item(supernet)->setToolTip(why);
    m_evaluator->setToolTip(why.isEmpty() ? m_evaluator->whatsThis() : why);
    m_note->setText(why);
    SettingsFields::allow(m_scope, isScratch(spec) ? tr("From scratch there is no supernet.") : QString());
}

void RunSettings::refresh()
{
    const Spec& spec = m_document->spec();
    fillClasses();
    m_fields->refresh();
    refreshScores();
    SettingsFields::allow(m_positiveClass, whyNoPositiveClass());
    SettingsFields::allow(m_start, isGenetic(spec) ? QString() : tr("Only the genetic search of 2023 can begin with trivial networks."));
    SettingsFields::allow(m_population, spec.search.strategy == "random" ? tr("Random search has no population.") : QString());
}

} // namespace danas::ui
