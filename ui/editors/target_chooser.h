// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_cost.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;

namespace danas::ui {

class ProjectDocument;
class TargetBox;
class TargetStore;

/// Board and engine that costs are counted for, the sensor that feeds them, and what is known of them in a quiet line.
class TargetChooser : public QWidget {
    Q_OBJECT
public:
    TargetChooser(ProjectDocument* document, TargetStore* store, QWidget* parent = nullptr);

signals:
    void editRequested();
    void customRequested(); ///< a board that is not in the list

private:
    void makeSensor(QHBoxLayout* layout);
    void refresh();
    void fillSensors(bool sounds);
    void refreshSensor();
    void chooseTarget(const std::optional<cost::Target>& target);
    void chooseSensor();

    ProjectDocument* m_document;
    TargetBox* m_target;
    QComboBox* m_sensorSize;
    QComboBox* m_sensorFormat;
    QLabel* m_facts;
    QLabel* m_source;
};

} // namespace danas::ui
