// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/cost.h"
#include "search/metrics.h"
#include "ui/models/candidate_costs.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace danas::ui {

/// The costs of a candidate as bars against the run's budget: "92 KiB of 128 KiB"; latency and energy where they are known.
/// RAM and flash are divided into their parts. Too much is hollow, not red. Each row's tooltip says what it rests on.
class BudgetBars : public QWidget {
    Q_OBJECT
public:
    explicit BudgetBars(QWidget* parent = nullptr);

    /// `costs`: the parts, once they are known.
    void show(const cost::Cost& cost, const cost::Budget& budget, const CandidateCosts* costs = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    [[nodiscard]] QString tipAt(int y) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Part {
        QString name;
        double value = 0.0;
    };
    struct Bar {
        search::Objective objective = search::Objective::Ram;
        double value = 0.0;
        std::optional<double> limit;
        std::vector<Part> parts; ///< of value, from the left; empty: whole
        QString trust;
    };
    void addParts(const CandidateCosts& costs);
    void paintBar(QPainter& painter, const Bar& bar, const QRectF& track) const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] static QString text(const Bar& bar);

    std::vector<Bar> m_bars;
};

} // namespace danas::ui
