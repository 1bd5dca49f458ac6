// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QGridLayout;

namespace danas::ui {

class ValueChips;

/// The architecture parameters of families that are rows of layers (convolution chain, DS-CNN) as chips: one line for each
/// layer. MobileNetV2 has the BackboneEditor.
class LayerGrid : public QWidget {
    Q_OBJECT
public:
    explicit LayerGrid(QWidget* parent = nullptr);

    void setSpace(const space::SearchSpace& space);

signals:
    void edited(const std::string& parameter, const std::vector<danas::space::Value>& values);

private:
    void build(const space::SearchSpace& space);

    std::string m_family; ///< whose parameters the chips are of
    std::map<std::string, ValueChips*> m_chips;
};

} // namespace danas::ui
