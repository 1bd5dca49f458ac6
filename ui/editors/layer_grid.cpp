// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/layer_grid.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/value_chips.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <cctype>

namespace danas::ui {
namespace {

using Values = std::vector<space::Value>;

/// What is usual, by the name without its layer: Table 1 of 2023 (REFERENCE.md section 2), DS-CNN (section 6).
const std::map<std::string, Values> kOffered { { "layers", { 1., 2., 3., 4., 5. } }, { "filters", { 2., 4., 8., 16., 32., 64., 128. } },
    { "kernel", { 3., 5., 7. } }, { "activation", { std::string("relu"), std::string("sigmoid") } }, { "channels", { 16., 24., 32., 48., 64., 128., 172., 276. } },
    { "rows", { 3., 4., 10. } }, { "columns", { 3., 4., 10. } }, { "stride", { 1., 2. } }, { "blocks", { 1., 2., 3., 4., 5., 6. } } };

struct Name {
    std::string layer, part; ///< "layer3", "filters"; no layer: of the whole network
};
Name nameOf(const std::string& parameter)
{
    const auto dot = parameter.find('.');
    return dot == std::string::npos ? Name { {}, parameter } : Name { parameter.substr(0, dot), parameter.substr(dot + 1) };
}

/// "layer3" as "layer 3".
QString lineTitle(std::string layer)
{
    const auto digit = std::find_if(layer.begin(), layer.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (digit != layer.end())
        layer.insert(digit, ' ');
    return toQt(layer);
}

} // namespace

LayerGrid::LayerGrid(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("layerGrid"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void LayerGrid::setSpace(const space::SearchSpace& space)
{
    const std::string family(space.familyModule().name());
    if (family != m_family) {
        m_family = family;
        build(space);
    }
    for (const auto& [parameter, chips] : m_chips)
        chips->setValues(kOffered.at(nameOf(parameter).part), space.parameter(parameter).values);
}

void LayerGrid::build(const space::SearchSpace& space)
{
    m_chips.clear();
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete layout();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(6);
    int line = -1, column = 0;
    std::string layer;
    for (const space::Parameter& parameter : space.parameters()) {
        if (parameter.role == space::Parameter::Role::Data)
            continue;
        const Name name = nameOf(parameter.name);
        const bool first = name.layer.empty() || name.layer != layer;
        layer = name.layer;
        if (first) {
            ++line;
            column = 0;
            grid->addWidget(new QLabel(name.layer.empty() ? toQt(name.part) : lineTitle(name.layer), this), line, column++);
        }
        if (!name.layer.empty()) {
            auto* part = new QLabel(toQt(name.part), this);
            part->setForegroundRole(QPalette::PlaceholderText);
            grid->addWidget(part, line, column++);
        }
        auto* chips = new ValueChips(parameter.name, this);
        grid->addWidget(chips, line, column, 1, name.layer.empty() ? -1 : 1, Qt::AlignLeft);
        column += 1;
        connect(chips, &ValueChips::edited, this, &LayerGrid::edited);
        m_chips[parameter.name] = chips;
    }
    grid->setColumnStretch(grid->columnCount(), 1);
}

} // namespace danas::ui
