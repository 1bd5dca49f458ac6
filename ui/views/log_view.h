// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <string>
#include <vector>

namespace danas::ui {

/// What the engine said of the shown run in this sitting, with the time of day.
class LogView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit LogView(QWidget* parent = nullptr);
    void append(const std::vector<std::string>& messages);
};

} // namespace danas::ui
