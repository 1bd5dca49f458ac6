// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deploy/gates.h"

#include <QScrollArea>

#include <vector>

class QLabel;

namespace danas::ui {

/// The gates of an export as a list that ticks itself, each with its figures.
class GateList : public QScrollArea {
    Q_OBJECT
public:
    explicit GateList(QWidget* parent = nullptr);

    void clear();               ///< none has begun
    void begin();               ///< the first is at work
    void end(const deploy::Gate& gate);
    void stop();                ///< none is at work any more
    [[nodiscard]] int passed() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Look { Waiting, Working, Passed, Failed, NotRun };
    struct Row {
        Look look = Look::Waiting;
        QLabel* sign;
        QLabel* name;
        QLabel* sentence;
    };
    void show(Row& row, Look look, const QString& sentence);
    void restyle();

    std::vector<Row> m_rows;
};

} // namespace danas::ui
