// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace danas::ui {

/// One value that is in or out: a small rounded button, filled when in.
class Chip : public QAbstractButton {
    Q_OBJECT
public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Values of one ordered parameter as chips. The row shows what it is told; a click only asks.
class ChipRow : public QWidget {
    Q_OBJECT
public:
    /// `choices` are all that are offered; `name` is for screen readers ("expansion of stage 3").
    ChipRow(const QString& name, std::vector<double> choices, QWidget* parent = nullptr);

    /// Values that are not among the choices get a chip of their own.
    void setValues(const std::vector<double>& values);
    [[nodiscard]] std::vector<double> values() const;

signals:
    void edited(const std::vector<double>& values);

private:
    void rebuild();

    QString m_name;
    std::vector<double> m_choices;
    std::vector<Chip*> m_chips;
};

} // namespace danas::ui
