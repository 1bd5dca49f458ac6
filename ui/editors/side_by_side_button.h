// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"

#include <QPushButton>

namespace danas::ui {

/// "Run data-aware and fixed, side by side…": asks in its menu which data configuration the second run is fixed at.
class SideBySideButton : public QPushButton {
    Q_OBJECT
public:
    explicit SideBySideButton(ProjectDocument& document, QWidget* parent = nullptr);

    /// Why no run can start; empty: it can.
    void setObstacle(const QString& why);

signals:
    void chosen(const danas::data::DataConfig& fixed);

private:
    void fillMenu();
    void refresh();

    ProjectDocument& m_document;
    QString m_obstacle;
};

/// The draft twice: as it is, and with its data fixed; named so that they can be told apart.
[[nodiscard]] std::vector<search::RunSpec> sideBySideSpecs(const search::RunSpec& draft, const data::DataConfig& fixed);

} // namespace danas::ui
