// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "search/metrics.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace danas::ui {

/// RAM, flash and MACs of a candidate as bars against the run's budget: "92 KiB of 128 KiB". Too much is hollow, not red.
class BudgetBars : public QWidget {
    Q_OBJECT
public:
    explicit BudgetBars(QWidget* parent = nullptr);

    void show(const cost::Cost& cost, const cost::Budget& budget);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Bar {
        search::Objective objective = search::Objective::Ram;
        std::int64_t value = 0;
        std::optional<std::int64_t> limit;
    };
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] static QString text(const Bar& bar);

    std::vector<Bar> m_bars;
};

} // namespace danas::ui
