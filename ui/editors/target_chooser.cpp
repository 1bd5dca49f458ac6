// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/target_chooser.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/target_box.h"
#include "ui/models/project_document.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace danas::ui {
namespace {

QString sizeText(const cost::SensorSize& size)
{
    return toQt(size.name).toUpper() + QStringLiteral(" \u00b7 %1 \u00d7 %2").arg(size.width).arg(size.height);
}

QString microphoneText(const cost::Sensor& sensor)
{
    return (sensor.sliding ? TargetChooser::tr("microphone %1 bit, sliding") : TargetChooser::tr("microphone %1 bit, whole clip")).arg(sensor.sampleBits);
}

QString factsOf(const cost::Target& target)
{
    const cost::Board& board = target.board;
    const cost::Engine& engine = target.engine;
    const auto standing = [](const QString& what, bool known, cost::Trust trust) -> QString {
        return what + QLatin1Char(' ') + (known ? toQt(cost::trustName(trust)) : QObject::tr("not known"));
    };
    const bool timed = engine.cycles.has_value();
    const cost::Trust ofEnergy = board.energy ? std::min(board.energy->basis.trust, target.latencyTrust()) : cost::Trust::Estimated;
    const QStringList facts { toQt(board.mcu), toQt(formatFrequency(board.clockHz)), standing(QObject::tr("arena"), true, engine.memory.basis.trust),
        standing(QObject::tr("code size"), engine.code.has_value(), engine.code ? engine.code->basis.trust : cost::Trust::Estimated),
        standing(QObject::tr("latency"), timed, target.latencyTrust()), standing(QObject::tr("energy"), timed && board.energy.has_value(), ofEnergy) };
    return facts.join(QStringLiteral(" \u00b7 "));
}

} // namespace

TargetChooser::TargetChooser(ProjectDocument* document, TargetStore* store, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_target(new TargetBox(store, this))
    , m_sensorSize(new QComboBox(this))
    , m_sensorFormat(new QComboBox(this))
    , m_facts(new QLabel(this))
    , m_source(new QLabel(this))
{
    m_target->setObjectName(QStringLiteral("target"));
    auto* edit = new QPushButton(tr("Edit targets\u2026"), this);
    edit->setObjectName(QStringLiteral("editTargets"));
    edit->setToolTip(tr("See every figure with its source, and make targets of your own."));
    auto* line = new QHBoxLayout;
    line->setSpacing(kGap);
    line->addWidget(m_target, 1);
    line->addWidget(edit);
    line->addSpacing(kGap);
    makeSensor(line);
    line->addStretch(1);
    for (QLabel* label : { m_facts, m_source }) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setFont(smallFont());
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // long sources are cut, the tooltip has them whole
    }
    m_facts->setObjectName(QStringLiteral("targetFacts"));
    m_source->setObjectName(QStringLiteral("targetSource"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_facts);
    layout->addWidget(m_source);
    connect(m_target, &TargetBox::chosen, this, &TargetChooser::chooseTarget);
    connect(m_target, &TargetBox::customRequested, this, &TargetChooser::customRequested);
    connect(edit, &QPushButton::clicked, this, &TargetChooser::editRequested);
    connect(m_document, &ProjectDocument::targetChanged, this, &TargetChooser::refresh);
    connect(m_document, &ProjectDocument::spaceChanged, this, &TargetChooser::refreshSensor);
    refresh();
}

void TargetChooser::makeSensor(QHBoxLayout* layout)
{
    m_sensorSize->setObjectName(QStringLiteral("sensorSize"));
    m_sensorSize->setAccessibleName(tr("Sensor"));
    m_sensorFormat->setObjectName(QStringLiteral("sensorFormat"));
    m_sensorFormat->setAccessibleName(tr("Pixel format of the sensor's picture"));
    for (const cost::PixelFormat format : cost::pixelFormats())
        m_sensorFormat->addItem(toQt(cost::pixelFormatName(format)).toUpper(), static_cast<int>(format));
    auto* label = new QLabel(tr("Sensor"), this);
    label->setBuddy(m_sensorSize);
    layout->addWidget(label);
    layout->addWidget(m_sensorSize);
    layout->addWidget(m_sensorFormat);
    m_sensorSize->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sensorSize->setMinimumContentsLength(14);
    connect(m_sensorSize, &QComboBox::activated, this, &TargetChooser::chooseSensor);
    connect(m_sensorFormat, &QComboBox::activated, this, &TargetChooser::chooseSensor);
}

void TargetChooser::refresh()
{
    const auto& deployment = m_document->spec().deployment;
    m_target->showTarget(deployment ? std::optional(deployment->target) : std::nullopt);
    m_facts->setText(deployment ? factsOf(deployment->target) : tr("Weights, biases and a plain arena, exact for the graph: no engine's overheads, no latency, no energy."));
    m_source->setText(deployment ? toQt(deployment->target.board.source) : QString());
    m_source->setToolTip(m_source->text());
    m_source->setVisible(deployment.has_value());
    refreshSensor();
}

/// Cameras for pictures, microphones for sounds.
void TargetChooser::fillSensors(bool sounds)
{
    m_sensorSize->clear();
    m_sensorSize->addItem(tr("none"), QSize());
    if (!sounds) {
        for (const cost::SensorSize& size : cost::sensorSizes())
            m_sensorSize->addItem(sizeText(size), QSize(size.width, size.height));
        return;
    }
    for (const int bits : { 8, 16 }) {
        for (const bool sliding : { false, true }) {
            const cost::Sensor microphone { .sampleBits = bits, .sliding = sliding };
            m_sensorSize->addItem(microphoneText(microphone), toQt(microphone.text()));
        }
    }
}

void TargetChooser::refreshSensor()
{
    const bool sounds = m_document->spec().space.modality() == data::Modality::Audio;
    fillSensors(sounds);
    const auto& deployment = m_document->spec().deployment;
    const cost::Sensor sensor = deployment ? deployment->sensor : cost::Sensor {};
    const bool camera = sensor.width > 0;
    const QVariant wanted = sensor.sampleBits > 0 ? QVariant(toQt(sensor.text())) : QVariant(camera ? QSize(sensor.width, sensor.height) : QSize());
    if (m_sensorSize->findData(wanted) < 0)
        m_sensorSize->addItem(sensor.sampleBits > 0 ? microphoneText(sensor) : QStringLiteral("%1 \u00d7 %2").arg(sensor.width).arg(sensor.height), wanted);
    m_sensorSize->setCurrentIndex(m_sensorSize->findData(wanted));
    m_sensorSize->setEnabled(deployment.has_value());
    m_sensorSize->setToolTip(deployment ? tr("The picture or the samples that the sensor leaves in RAM, apart from the arena.")
                                        : tr("Without a target only the network's own memory is counted."));
    m_sensorFormat->setCurrentIndex(m_sensorFormat->findData(static_cast<int>(sensor.format)));
    m_sensorFormat->setVisible(!sounds || camera);
    m_sensorFormat->setEnabled(camera);
    m_sensorFormat->setToolTip(camera ? tr("Pixel format of that picture.") : tr("Choose the size of the sensor's picture first."));
}

void TargetChooser::chooseTarget(const std::optional<cost::Target>& target)
{
    if (!target) {
        m_document->setDeployment(std::nullopt, tr("No target"));
        return;
    }
    const auto& before = m_document->spec().deployment;
    m_document->setDeployment(cost::Deployment { *target, before ? before->sensor : cost::Sensor {} }, tr("Target %1").arg(toQt(target->id)));
}

void TargetChooser::chooseSensor()
{
    auto deployment = m_document->spec().deployment;
    if (!deployment)
        return;
    const QVariant chosen = m_sensorSize->currentData();
    const QSize size = chosen.toSize();
    const auto format = static_cast<cost::PixelFormat>(m_sensorFormat->currentData().toInt());
    deployment->sensor = chosen.typeId() == QMetaType::QString ? cost::sensorFromText(chosen.toString().toStdString(), "Sensor")
        : size.isValid()                                       ? cost::Sensor { .width = size.width(), .height = size.height(), .format = format }
                                                               : cost::Sensor {};
    m_document->setDeployment(deployment, tr("Sensor %1").arg(toQt(deployment->sensor.text())));
}

} // namespace danas::ui
