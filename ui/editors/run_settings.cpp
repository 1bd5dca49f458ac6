// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/run_settings.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace danas::ui {
namespace {

template <typename Widget> Widget* named(Widget* widget, const char* name, const QString& label, const QString& tip)
{
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(label);
    widget->setToolTip(tip);
    widget->setMinimumWidth(120);
    return widget;
}

QSpinBox* number(QFormLayout* form, const QString& label, const char* name, const QString& tip, int least, int most, int step)
{
    auto* box = named(new QSpinBox, name, label, tip);
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setAlignment(Qt::AlignRight);
    box->setKeyboardTracking(false); // one undo step for a number, not for each digit
    form->addRow(label, box);
    return box;
}

QFormLayout* column(QHBoxLayout* layout)
{
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(kGap);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setLabelAlignment(Qt::AlignLeft);
    layout->addLayout(form);
    return form;
}

bool isScratch(const search::RunSpec& spec) { return spec.evaluator == search::EvaluatorKind::Scratch; }

} // namespace

RunSettings::RunSettings(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGroupGap);
    QFormLayout *const search = column(layout), *const supernet = column(layout), *const machine = column(layout);
    makeSearch(search);
    makeSupernet(supernet);
    makeMachine(machine);
    makeFinalise(search, supernet, machine);
    layout->addStretch(1);
    connect(m_document, &ProjectDocument::settingsChanged, this, &RunSettings::refresh);
    refresh();
}

void RunSettings::makeSearch(QFormLayout* form)
{
    m_strategy = named(new QComboBox, "strategy", tr("Strategy"), tr("How candidates are chosen."));
    for (const auto name : search::strategyNames())
        m_strategy->addItem(name == "nsga2" ? tr("NSGA-II") : name == "random" ? tr("Random") : tr("Genetic, as in 2023"), toQt(name));
    form->addRow(tr("Strategy"), m_strategy);
    connect(m_strategy, &QComboBox::activated, this, [this] {
        edit(tr("Strategy"),
            [this](search::RunSpec& spec) { spec.search = search::withStrategy(spec.search, m_strategy->currentData().toString().toStdString()); });
    });
    m_evaluations = number(form, tr("Candidates"), "evaluations", tr("How many candidates are scored."), 1, 100000, 20);
    connect(m_evaluations, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("Candidates"), [value](search::RunSpec& spec) { spec.search.evaluations = value; }); });
    m_seconds = number(form, tr("Time limit"), "seconds",
        tr("Longest time of supernet training and search together: the search ends at whichever comes first, the candidates or the time."), 0, 1'000'000, 60);
    m_seconds->setSpecialValueText(tr("None"));
    m_seconds->setSuffix(tr(" s"));
    connect(m_seconds, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Time limit"), [value](search::RunSpec& spec) { spec.search.seconds = value > 0 ? std::optional<double>(value) : std::nullopt; });
    });
    m_population = number(form, tr("Population"), "population", tr("Candidates in one generation."), 4, 1000, 4);
    connect(m_population, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("Population"), [value](search::RunSpec& spec) { spec.search.population = value; }); });
}

void RunSettings::makeSupernet(QFormLayout* form)
{
    m_evaluator = named(new QComboBox, "evaluator", tr("Scores"),
        tr("A supernet scores candidates that share its weights; from scratch each is trained by itself, as chains of convolutions must be."));
    m_evaluator->addItem(tr("By a supernet"), static_cast<int>(search::EvaluatorKind::Supernet));
    m_evaluator->addItem(tr("From scratch"), static_cast<int>(search::EvaluatorKind::Scratch));
    form->addRow(tr("Scores"), m_evaluator);
    connect(m_evaluator, &QComboBox::activated, this, [this] {
        edit(tr("Scores"), [this](search::RunSpec& spec) { spec.evaluator = static_cast<search::EvaluatorKind>(m_evaluator->currentData().toInt()); });
    });
    m_scope = named(new QComboBox, "scope", tr("Supernet"), tr("One supernet for all data configurations trains once; one for each, as in the paper, trains many times."));
    m_scope->addItem(tr("Shared by all data"), static_cast<int>(search::SupernetScope::Shared));
    m_scope->addItem(tr("One per configuration"), static_cast<int>(search::SupernetScope::PerConfiguration));
    form->addRow(tr("Supernet"), m_scope);
    connect(m_scope, &QComboBox::activated, this, [this] {
        edit(tr("Supernet"),
            [this](search::RunSpec& spec) { spec.supernet.scope = static_cast<search::SupernetScope>(m_scope->currentData().toInt()); });
    });
    m_steps = number(form, tr("Steps"), "steps", tr("Optimiser steps of each supernet; from scratch of each candidate."), 1, 1000000, 50);
    connect(m_steps, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Steps"), [value](search::RunSpec& spec) { (isScratch(spec) ? spec.scratch.steps : spec.supernet.steps) = value; });
    });
    m_batch = number(form, tr("Batch"), "batch", tr("Samples in one step."), 2, 1024, 8);
    connect(m_batch, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Batch"), [value](search::RunSpec& spec) { (isScratch(spec) ? spec.scratch.batch : spec.supernet.batch) = value; });
    });
    m_learningRate = named(new QDoubleSpinBox, "learningRate", tr("Learning rate"), tr("At its peak; it falls to zero as a cosine."));
    m_learningRate->setDecimals(5);
    m_learningRate->setRange(1e-5, 1.0);
    m_learningRate->setSingleStep(5e-4);
    m_learningRate->setAlignment(Qt::AlignRight);
    m_learningRate->setKeyboardTracking(false);
    form->addRow(tr("Learning rate"), m_learningRate);
    connect(m_learningRate, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit(tr("Learning rate"),
            [value](search::RunSpec& spec) { (isScratch(spec) ? spec.scratch.learningRate : spec.supernet.learningRate) = value; });
    });
}

void RunSettings::makeFinalise(QFormLayout* first, QFormLayout* second, QFormLayout* third)
{
    m_finalists = number(first, tr("Finalise"), "finalists",
        tr("How many of the front are trained to their end, quantised to int8 and scored once on the test split."), 0, 1000, 1);
    m_finalists->setSpecialValueText(tr("None"));
    connect(m_finalists, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("Finalise"), [value](search::RunSpec& spec) { spec.finalise.candidates = value; }); });
    m_tuningSteps = number(second, tr("Fine-tune"), "tuningSteps", tr("Optimiser steps of each, from the weights that it has after the search."), 1, 1000000, 50);
    m_tuningSteps->setSuffix(tr(" steps"));
    connect(m_tuningSteps, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("Fine-tune"), [value](search::RunSpec& spec) { spec.finalise.steps = value; }); });
    m_quantisationSteps = number(third, tr("For int8"), "quantisationSteps",
        tr("Further steps with int8 simulated, of those that int8 would cost more than half a point of accuracy on validation."), 0, 1000000, 50);
    m_quantisationSteps->setSuffix(tr(" steps"));
    m_quantisationSteps->setSpecialValueText(tr("Never"));
    connect(m_quantisationSteps, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("For int8"), [value](search::RunSpec& spec) { spec.finalise.quantisationSteps = value; }); });
}

void RunSettings::makeMachine(QFormLayout* form)
{
    m_seed = number(form, tr("Seed"), "seed", tr("The same seed gives the same run."), 0, std::numeric_limits<int>::max(), 1);
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Seed"), [value](search::RunSpec& spec) { spec.seed = static_cast<std::uint64_t>(value); });
    });
    m_device = named(new QComboBox, "device", tr("Device"), tr("Automatic takes CUDA where LibTorch has it."));
    m_device->addItem(tr("Automatic"), static_cast<int>(search::Device::Auto));
    m_device->addItem(tr("CPU"), static_cast<int>(search::Device::Cpu));
    m_device->addItem(tr("CUDA"), static_cast<int>(search::Device::Cuda));
    form->addRow(tr("Device"), m_device);
    connect(m_device, &QComboBox::activated, this, [this] {
        edit(tr("Device"), [this](search::RunSpec& spec) { spec.device = static_cast<search::Device>(m_device->currentData().toInt()); });
    });
    m_threads = number(form, tr("Threads"), "threads", tr("Threads of the training."), 0, 256, 1);
    m_threads->setSpecialValueText(tr("All %1 cores").arg(std::thread::hardware_concurrency()));
    connect(m_threads, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("Threads"), [value](search::RunSpec& spec) { spec.threads = value; }); });
    m_calibration = number(form, tr("Calibration"), "calibration", tr("Training samples that recalibrate the batch norm of each candidate."), 2, 100000, 32);
    connect(m_calibration, &QSpinBox::valueChanged, this,
        [this](int value) { edit(tr("Calibration"), [value](search::RunSpec& spec) { spec.supernet.calibrationImages = value; }); });
}

void RunSettings::edit(const QString& text, const std::function<void(search::RunSpec&)>& change)
{
    if (m_refreshing)
        return;
    search::RunSpec spec = m_document->spec();
    change(spec);
    m_document->setSettings(spec, text);
}

void RunSettings::refresh()
{
    const search::RunSpec& spec = m_document->spec();
    m_refreshing = true;
    m_strategy->setCurrentIndex(m_strategy->findData(toQt(spec.search.strategy)));
    m_evaluations->setValue(spec.search.evaluations);
    m_seconds->setValue(static_cast<int>(std::ceil(spec.search.seconds.value_or(0.0)))); // 0: none
    m_population->setValue(spec.search.population);
    m_population->setEnabled(spec.search.strategy != "random");
    m_population->setToolTip(m_population->isEnabled() ? tr("Candidates in one generation.") : tr("Random search has no population."));
    const bool scratch = isScratch(spec);
    m_evaluator->setCurrentIndex(m_evaluator->findData(static_cast<int>(spec.evaluator)));
    m_scope->setCurrentIndex(m_scope->findData(static_cast<int>(spec.supernet.scope)));
    m_scope->setEnabled(!scratch);
    m_steps->setValue(scratch ? spec.scratch.steps : spec.supernet.steps);
    m_batch->setValue(scratch ? spec.scratch.batch : spec.supernet.batch);
    m_learningRate->setValue(scratch ? spec.scratch.learningRate : spec.supernet.learningRate);
    m_calibration->setValue(spec.supernet.calibrationImages);
    m_finalists->setValue(spec.finalise.candidates);
    m_tuningSteps->setValue(spec.finalise.steps);
    m_quantisationSteps->setValue(spec.finalise.quantisationSteps);
    m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(spec.seed, std::numeric_limits<int>::max())));
    m_device->setCurrentIndex(m_device->findData(static_cast<int>(spec.device)));
    m_threads->setValue(spec.threads);
    m_refreshing = false;
}

} // namespace danas::ui
