// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "space/parameter.h"

#include <QWidget>

#include <vector>

namespace danas::ui {

class Chip;

/// Values of one data parameter as chips, in the words of engineers. The row shows what it is told; a click only asks.
class ValueChips : public QWidget {
    Q_OBJECT
public:
    explicit ValueChips(std::string parameter, QWidget* parent = nullptr);

    /// `offered` in the order of the chips; values that are not among them get a chip of their own.
    void setValues(std::vector<space::Value> offered, const std::vector<space::Value>& values);
    [[nodiscard]] Chip* chip(const space::Value& value) const; ///< null: not offered

signals:
    void edited(const std::string& parameter, const std::vector<danas::space::Value>& values);

private:
    void rebuild();

    std::string m_parameter;
    std::vector<space::Value> m_offered;
    std::vector<Chip*> m_chips;
};

} // namespace danas::ui
