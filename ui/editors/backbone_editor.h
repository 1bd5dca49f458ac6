// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/search_space.h"

#include <QWidget>

#include <array>
#include <string>

class QLabel;

namespace danas::ui {

class ChipRow;
class DepthRange;

/// The backbone as a row of stages: what may vary in each is drawn and edited where it stands. Shows a space; a gesture
/// only asks.
class BackboneEditor : public QWidget {
    Q_OBJECT
public:
    explicit BackboneEditor(QWidget* parent = nullptr);

    /// Whether the space is of the family that this edits; LayerGrid edits the others.
    [[nodiscard]] static bool shows(const space::SearchSpace& space);
    void setSpace(const space::SearchSpace& space);

signals:
    /// New values for one parameter. Edits of one drag share `parameter` and `gesture`.
    void edited(const std::string& parameter, const std::vector<double>& values, int gesture);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Stage {
        QWidget* column = nullptr;
        QLabel* depthText = nullptr;
        DepthRange* depth = nullptr;
        ChipRow* expansion = nullptr;
        ChipRow* kernel = nullptr;
    };
    QWidget* fixedPart(const QString& title, const QString& text);
    Stage makeStage(std::size_t index);

    std::array<Stage, graph::kMobileNetV2Stages.size()> m_stages;
};

} // namespace danas::ui
