// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/value_chips.h"

#include "ui/editors/chip_row.h"
#include "ui/editors/tile_grid.h"
#include "ui/base/text.h"

#include <QHBoxLayout>

#include <algorithm>

namespace danas::ui {

ValueChips::ValueChips(std::string parameter, QWidget* parent)
    : QWidget(parent)
    , m_parameter(std::move(parameter))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    setObjectName(QStringLiteral("values.") + toQt(m_parameter));
    setAccessibleName(parameterWord(m_parameter));
}

void ValueChips::setValues(std::vector<space::Value> offered, const std::vector<space::Value>& values)
{
    const auto isIn = [](const std::vector<space::Value>& all, const space::Value& value) { return std::find(all.begin(), all.end(), value) != all.end(); };
    std::copy_if(values.begin(), values.end(), std::back_inserter(offered), [&](const space::Value& value) { return !isIn(offered, value); });
    std::stable_sort(offered.begin(), offered.end(), [](const space::Value& a, const space::Value& b) {
        const auto* first = std::get_if<double>(&a);
        const auto* second = std::get_if<double>(&b);
        return first != nullptr && second != nullptr && *first < *second; // texts stay as they are offered
    });
    if (offered != m_offered) {
        m_offered = std::move(offered);
        rebuild();
    }
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setChecked(isIn(values, m_offered[i]));
}

void ValueChips::rebuild()
{
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const space::Value& value : m_offered) {
        auto* chip = new Chip(valueWord(m_parameter, value), this);
        chip->setAccessibleName(parameterWord(m_parameter) + QLatin1Char(' ') + chip->text());
        layout()->addWidget(chip);
        chip->show();
        m_chips.push_back(chip);
        connect(chip, &Chip::clicked, this, [this] {
            std::vector<space::Value> on;
            for (std::size_t i = 0; i < m_chips.size(); ++i) {
                if (m_chips[i]->isChecked())
                    on.push_back(m_offered[i]);
            }
            emit edited(m_parameter, on);
        });
    }
}

Chip* ValueChips::chip(const space::Value& value) const
{
    const auto found = std::find(m_offered.begin(), m_offered.end(), value);
    return found == m_offered.end() ? nullptr : m_chips[static_cast<std::size_t>(found - m_offered.begin())];
}

} // namespace danas::ui
