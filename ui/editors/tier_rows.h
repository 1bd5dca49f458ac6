// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace danas::ui {

/// Budgets of boards as lines of text, "64 KiB / 256 KiB" for RAM and flash; each can be changed or taken away, and more added.
class TierRows : public QWidget {
    Q_OBJECT
public:
    explicit TierRows(const std::vector<cost::Budget>& tiers, QWidget* parent = nullptr);

    /// Nothing if a line is not understood; see problem().
    [[nodiscard]] std::optional<std::vector<cost::Budget>> tiers() const;
    [[nodiscard]] QString problem() const; ///< why tiers() has nothing, in one sentence

signals:
    void changed();

private:
    void add(const QString& text);
    void refresh();

    struct Row {
        QWidget* box;
        QLineEdit* text;
        QToolButton* remove;
    };
    std::vector<Row> m_rows;
    QVBoxLayout* m_layout;
    QToolButton* m_more;
};

} // namespace danas::ui
