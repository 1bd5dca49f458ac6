// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QAbstractButton;

namespace danas::ui {

/// The places of the window, each an icon with its word, down the left side.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    /// `name` is the icon's and, capitalised by the caller, `word` what stands below it.
    void addPlace(const QString& name, const QString& word);
    void setCurrent(int place);
    /// A small dot beside the icon: something goes on there.
    void setBusy(int place, bool busy);

signals:
    void chosen(int place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Button;
    std::vector<Button*> m_buttons;
};

} // namespace danas::ui
