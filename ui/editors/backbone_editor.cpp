// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/backbone_editor.h"

#include "ui/base/theme.h"
#include "ui/editors/chip_row.h"
#include "ui/editors/depth_range.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace danas::ui {
namespace {

QLabel* caption(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(smallFont());
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QString depthText(const std::vector<double>& depths)
{
    const bool contiguous = depths.back() - depths.front() == static_cast<double>(depths.size() - 1);
    if (depths.size() == 1)
        return BackboneEditor::tr("depth %1").arg(depths.front());
    if (contiguous)
        return BackboneEditor::tr("depth %1\u2013%2").arg(depths.front()).arg(depths.back());
    QStringList all;
    std::transform(depths.begin(), depths.end(), std::back_inserter(all), [](double depth) { return QString::number(depth); });
    return BackboneEditor::tr("depth %1").arg(all.join(QStringLiteral(", ")));
}

} // namespace

BackboneEditor::BackboneEditor(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("backbone"));
    setAccessibleName(tr("Stages of the network"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(fixedPart(tr("stem"), tr("32 ch\nstride 2")));
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        m_stages[i] = makeStage(i);
        layout->addWidget(m_stages[i].column, 1);
    }
    layout->addWidget(fixedPart(tr("head"), tr("pool\ndense")));
}

QWidget* BackboneEditor::fixedPart(const QString& title, const QString& text)
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new QLabel(title, column));
    layout->addWidget(caption(text, column));
    layout->addStretch(1);
    return column;
}

BackboneEditor::Stage BackboneEditor::makeStage(std::size_t index)
{
    const graph::MobileNetV2Stage& table = graph::kMobileNetV2Stages[index];
    const int number = static_cast<int>(index) + graph::kFirstStage;
    const std::string prefix = "stage" + std::to_string(number) + ".";
    Stage stage;
    stage.column = new QWidget(this);
    auto* layout = new QVBoxLayout(stage.column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new QLabel(tr("stage %1").arg(number), stage.column));
    auto* about = caption(tr("%1 ch, stride %2").arg(table.channels).arg(table.stride), stage.column);
    about->setToolTip(tr("%1 channels at width 1; the first block has stride %2.").arg(table.channels).arg(table.stride));
    layout->addWidget(about);

    stage.depth = new DepthRange(index == 0 ? 1 : 0, stage.column);
    stage.depth->setObjectName(QString::fromStdString(prefix + "depth"));
    stage.depth->setAccessibleName(tr("depth of stage %1").arg(number));
    layout->addWidget(stage.depth);
    stage.depthText = caption({}, stage.column);
    layout->addWidget(stage.depthText);
    connect(stage.depth, &DepthRange::edited, this, [this, prefix](int low, int high, int gesture) {
        std::vector<double> depths;
        for (int depth = low; depth <= high; ++depth)
            depths.push_back(depth);
        emit edited(prefix + "depth", depths, gesture);
    });

    const auto chips = [&](const char* kind, const QString& label, const QString& name, std::vector<double> choices) {
        layout->addSpacing(4);
        layout->addWidget(caption(label, stage.column));
        auto* row = new ChipRow(name, std::move(choices), stage.column);
        row->setObjectName(QString::fromStdString(prefix + kind));
        layout->addWidget(row, 0, Qt::AlignLeft);
        connect(row, &ChipRow::edited, this,
            [this, parameter = prefix + kind](const std::vector<double>& values) { emit edited(parameter, values, -1); });
        return row;
    };
    stage.expansion = chips("expansion", tr("expansion"), tr("expansion of stage %1").arg(number), { 3, 4, 6 });
    stage.kernel = chips("kernel", tr("kernel"), tr("kernel of stage %1").arg(number), { 3, 5 });
    layout->addStretch(1);
    return stage;
}

bool BackboneEditor::shows(const space::SearchSpace& space)
{
    return std::holds_alternative<graph::MobileNetV2>(space.architecture(space.smallest()));
}

void BackboneEditor::setSpace(const space::SearchSpace& space)
{
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const std::string prefix = "stage" + std::to_string(i + graph::kFirstStage) + ".";
        const std::vector<double> depths = space.parameter(prefix + "depth").numbers();
        const bool absent = depths.back() == 0.0;
        m_stages[i].depth->setRange(static_cast<int>(depths.front()), static_cast<int>(depths.back()));
        m_stages[i].depthText->setText(absent ? tr("not used") : depthText(depths));
        m_stages[i].expansion->setValues(space.parameter(prefix + "expansion").numbers());
        m_stages[i].kernel->setValues(space.parameter(prefix + "kernel").numbers());
        m_stages[i].expansion->setEnabled(!absent);
        m_stages[i].kernel->setEnabled(!absent);
        const QString why = absent ? tr("The stage is not used: give it blocks first.") : QString();
        m_stages[i].expansion->setToolTip(why);
        m_stages[i].kernel->setToolTip(why);
    }
}

void BackboneEditor::paintEvent(QPaintEvent*)
{
    // The line that the data runs along, behind the stages.
    QPainter painter(this);
    painter.setPen(QPen(hairline(palette()), 2.0));
    const int y = m_stages[0].depth->mapTo(this, QPoint(0, m_stages[0].depth->height() / 2)).y();
    painter.drawLine(8, y, width() - 8, y);
}

} // namespace danas::ui
