// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/memory_tab.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/figure_text.h"
#include "ui/plots/memory_plot.h"

#include <QEvent>
#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>

namespace danas::ui {

namespace {

QString bytes(std::int64_t value)
{
    return toQt(formatBytes(value));
}

QString answerText(const CandidateCosts& costs, const cost::Budget& budget)
{
    const auto& plan = costs.plan;
    const int op = plan.order[static_cast<std::size_t>(plan.peakStep)];
    QString text = QObject::tr("Peak %1 at %2 (%3)")
                       .arg(bytes(plan.peakBytes), toQt(costs.graph.ops[static_cast<std::size_t>(op)].name()), QObject::tr("layer %1").arg(op + 1));
    if (budget.ramBytes && costs.cost.ramBytes > *budget.ramBytes)
        text += QObject::tr(" · RAM is %1 over the budget").arg(bytes(costs.cost.ramBytes - *budget.ramBytes));
    return text;
}

QString basisText(const CandidateCosts& costs)
{
    if (!costs.deployment) {
        QString text = QObject::tr("No target is set: a plain arena of the int8 tensors, without any engine's rules, sensor or runtime.");
        if (costs.plan.arenaBytes > costs.plan.peakBytes)
            text += QObject::tr(" Laid out first-fit it takes %1.").arg(bytes(costs.plan.arenaBytes));
        return text;
    }
    const cost::Target& target = costs.deployment->target;
    QString text = QObject::tr("Arena %1, %2").arg(bytes(costs.plan.arenaBytes), trustText(target, cost::Figure::Arena));
    if (!costs.problem.empty())
        text += QStringLiteral(". ") + toQt(costs.problem);
    return text;
}

QString ramText(const CandidateCosts& costs)
{
    if (!costs.deployment)
        return QObject::tr("<b>RAM %1</b> = arena; sensor and runtime unknown without a target").arg(bytes(costs.cost.ramBytes));
    const cost::RamParts& ram = costs.ram;
    const cost::Sensor& sensor = costs.deployment->sensor;
    QStringList parts { QObject::tr("arena %1").arg(bytes(ram.arena)),
        sensor.present() ? QObject::tr("sensor %1 (%2)").arg(bytes(ram.sensor), toQt(sensor.text())) : QObject::tr("no sensor buffer") };
    if (sensor.present())
        parts += QObject::tr("preprocessing %1").arg(bytes(ram.preprocessing));
    parts += ram.runtime ? QObject::tr("runtime %1").arg(bytes(*ram.runtime)) : QObject::tr("runtime unknown");
    return QObject::tr("<b>RAM %1</b> = %2").arg(bytes(costs.cost.ramBytes), parts.join(QStringLiteral(" + ")));
}

QString flashText(const CandidateCosts& costs)
{
    QStringList parts { QObject::tr("weights %1").arg(bytes(costs.flash.weights - costs.biasBytes)), QObject::tr("biases %1").arg(bytes(costs.biasBytes)) };
    if (costs.flash.preprocessing > 0)
        parts += QObject::tr("tables of preprocessing %1").arg(bytes(costs.flash.preprocessing));
    parts += costs.flash.code ? QObject::tr("code of operators and runtime %1").arg(bytes(*costs.flash.code)) : QObject::tr("code unknown");
    return QObject::tr("<b>Flash %1</b> = %2").arg(bytes(costs.cost.flashBytes), parts.join(QStringLiteral(" + ")));
}

QString ramTip(const CandidateCosts& costs)
{
    if (!costs.deployment)
        return costTrustFull(costs.deployment, search::Objective::Ram);
    const cost::Target& target = costs.deployment->target;
    QString text = QObject::tr("Arena: %1. %2").arg(trustText(target, cost::Figure::Arena), sourceText(target, cost::Figure::Arena));
    text += QObject::tr("\n\nSensor and preprocessing: counted from the sensor's format and the network's input.");
    return text + QObject::tr("\n\nRuntime: %1. %2").arg(trustText(target, cost::Figure::RuntimeRam), sourceText(target, cost::Figure::RuntimeRam));
}

QString flashTip(const CandidateCosts& costs)
{
    QString text = QObject::tr("Weights and biases: counted, int8 and int32, batch norm folded.");
    if (costs.flash.preprocessing > 0)
        text += QObject::tr("\n\nTables of preprocessing: counted, as the exported C declares them.");
    if (!costs.deployment)
        return text + QObject::tr("\n\nCode: unknown without a target.");
    const cost::Target& target = costs.deployment->target;
    return text + QObject::tr("\n\nCode: %1. %2").arg(trustText(target, cost::Figure::Code), sourceText(target, cost::Figure::Code));
}

} // namespace

MemoryTab::MemoryTab(QWidget* parent)
    : QWidget(parent)
    , m_answer(makeLine(QStringLiteral("memoryAnswer"), tr("Peak of memory")))
    , m_basis(makeLine(QStringLiteral("memoryBasis"), tr("What the memory plan rests on")))
    , m_ram(makeLine(QStringLiteral("memoryRamParts"), tr("Parts of RAM")))
    , m_flash(makeLine(QStringLiteral("memoryFlashParts"), tr("Parts of flash")))
    , m_plot(new MemoryPlot(this))
{
    QFont font = m_answer->font();
    font.setBold(true);
    m_answer->setFont(font);
    for (QLabel* label : { m_basis, m_ram, m_flash })
        label->setFont(smallFont());
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_answer);
    layout->addWidget(m_basis);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_ram);
    layout->addWidget(m_flash);
    setQuiet();
}

QLabel* MemoryTab::makeLine(const QString& name, const QString& accessible)
{
    auto* const label = new QLabel(this);
    label->setObjectName(name);
    label->setAccessibleDescription(accessible); // its name is its text
    label->setWordWrap(true);
    return label;
}

void MemoryTab::show(const SharedCosts& costs, const cost::Budget& budget)
{
    const bool known = costs && !costs->graph.ops.empty();
    std::optional<std::int64_t> limit;
    if (known && budget.ramBytes)
        limit = *budget.ramBytes - costs->besideArena();
    m_plot->show(known ? costs : nullptr, limit);
    m_answer->setText(known ? answerText(*costs, budget) : QString());
    m_basis->setText(known ? basisText(*costs) : QString());
    m_ram->setText(known ? ramText(*costs) : QString());
    m_flash->setText(known ? flashText(*costs) : QString());
    m_ram->setToolTip(known ? wrappedTip(ramTip(*costs)) : QString());
    m_flash->setToolTip(known ? wrappedTip(flashTip(*costs)) : QString());
    m_basis->setToolTip(known && costs->deployment ? wrappedTip(sourceText(costs->deployment->target, cost::Figure::Arena)) : QString());
}

void MemoryTab::setQuiet()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, subtleText(palette()));
    m_basis->setPalette(quiet);
}

void MemoryTab::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setQuiet();
}

} // namespace danas::ui
