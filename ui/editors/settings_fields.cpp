// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/settings_fields.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

#include <utility>

namespace danas::ui {

SettingsFields::SettingsFields(ProjectDocument* document, QGridLayout* grid, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_grid(grid)
{
}

void SettingsFields::place(int row, int column)
{
    m_row = row;
    m_column = column;
}

void SettingsFields::add(QWidget* widget, const Field& field)
{
    widget->setObjectName(QLatin1String(field.name));
    widget->setAccessibleName(field.label);
    widget->setToolTip(field.tip);
    widget->setWhatsThis(field.tip); // where `allow` finds it again
    widget->setMinimumWidth(120);
    auto* label = new QLabel(field.label);
    label->setBuddy(widget);
    m_grid->addWidget(label, m_row, m_column);
    m_grid->addWidget(widget, m_row, m_column + 1);
    ++m_row;
}

QSpinBox* SettingsFields::number(const Field& field, const Range& range, std::function<int(const Spec&)> get, std::function<void(Spec&, int)> set)
{
    auto* box = new QSpinBox;
    box->setRange(range.least, range.most);
    box->setSingleStep(range.step);
    box->setSuffix(range.suffix);
    box->setSpecialValueText(range.leastWord);
    box->setAlignment(Qt::AlignRight);
    box->setKeyboardTracking(false); // one undo step for a number, not for each digit
    add(box, field);
    m_show.emplace_back([box, get = std::move(get)](const Spec& spec) { box->setValue(get(spec)); });
    connect(box, &QSpinBox::valueChanged, this, [this, text = field.label, set = std::move(set)](int value) {
        edit(text, [&](Spec& spec) { set(spec, value); });
    });
    return box;
}

QSpinBox* SettingsFields::number(const Field& field, const Range& range, int& (*of)(Spec&))
{
    return number(field, range, [of](Spec spec) { return of(spec); }, [of](Spec& spec, int value) { of(spec) = value; });
}

QDoubleSpinBox* SettingsFields::rate(const Field& field, double& (*of)(Spec&))
{
    auto* box = new QDoubleSpinBox;
    box->setDecimals(5);
    box->setRange(1e-5, 1.0);
    box->setSingleStep(5e-4);
    box->setAlignment(Qt::AlignRight);
    box->setKeyboardTracking(false);
    add(box, field);
    m_show.emplace_back([box, of](Spec spec) { box->setValue(of(spec)); });
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, text = field.label, of](double value) {
        edit(text, [&](Spec& spec) { of(spec) = value; });
    });
    return box;
}

QComboBox* SettingsFields::choice(const Field& field, const Choices& choices, std::function<QVariant(const Spec&)> get, std::function<void(Spec&, const QVariant&)> set)
{
    auto* box = new QComboBox;
    for (const auto& [text, value] : choices)
        box->addItem(text, value);
    add(box, field);
    m_show.emplace_back([box, get = std::move(get)](const Spec& spec) { box->setCurrentIndex(box->findData(get(spec))); });
    connect(box, &QComboBox::activated, this, [this, box, text = field.label, set = std::move(set)] {
        edit(text, [&](Spec& spec) { set(spec, box->currentData()); });
    });
    return box;
}

void SettingsFields::edit(const QString& text, const std::function<void(Spec&)>& change)
{
    if (m_refreshing)
        return;
    Spec spec = m_document->spec();
    change(spec);
    m_document->setSettings(spec, text);
}

void SettingsFields::refresh()
{
    m_refreshing = true;
    for (const auto& show : m_show)
        show(m_document->spec());
    m_refreshing = false;
}

void SettingsFields::allow(QWidget* field, const QString& whyNot)
{
    field->setEnabled(whyNot.isEmpty());
    field->setToolTip(whyNot.isEmpty() ? field->whatsThis() : whyNot);
}

} // namespace danas::ui
