// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"

#include <QWidget>

#include <memory>

class QGridLayout;

namespace danas::ui {

/// Source classes with their counts per split as bars, and beside each what it counts as: used, merged into another class,
/// or left out. Shows a spec; a choice only asks.
class ClassTable : public QWidget {
    Q_OBJECT
public:
    explicit ClassTable(QWidget* parent = nullptr);

    void setContent(const std::shared_ptr<const data::Dataset>& dataset, const data::DatasetSpec& spec);

signals:
    void edited(const danas::data::DatasetSpec& spec, const QString& text);

private:
    void addRow(int row, const std::string& name, int most);
    void addRest(int row);
    [[nodiscard]] QString targetOf(const std::string& name) const;
    void use(const std::string& name, bool used);
    void count(const std::string& name, const QString& as);

    QGridLayout* m_grid;
    std::shared_ptr<const data::Dataset> m_dataset;
    data::DatasetSpec m_spec;
};

} // namespace danas::ui
