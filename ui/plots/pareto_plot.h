// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_model.h"
#include "ui/models/selection_context.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace danas::ui {

/// The shown run's candidates over any two quantities. Click selects, arrows walk along the front, Space pins, wheel and
/// drag zoom and pan, double click shows all. Budget lines can be dragged to see what would fit; that is a view only,
/// the run's own budget stays.
class ParetoPlot : public QWidget {
    Q_OBJECT
public:
    ParetoPlot(RunModel& run, SelectionContext& selection, QWidget* parent = nullptr);
    ~ParetoPlot() override;

    void setObjectives(search::Objective y, search::Objective x);
    [[nodiscard]] search::Objective xObjective() const;
    [[nodiscard]] search::Objective yObjective() const;

    /// The budget that points are judged by: the run's, or what the person dragged it to.
    [[nodiscard]] const cost::Budget& shownBudget() const;
    void setShownBudget(const cost::Budget& budget);
    void resetBudget();
    [[nodiscard]] bool isWhatIf() const;
    [[nodiscard]] int fitting() const; ///< candidates that the shown budget holds

    void fitAll();
    [[nodiscard]] bool isZoomed() const; ///< the person has; then axes stay as they are
    [[nodiscard]] QRectF visibleRange() const; ///< x, y, width, height in the axes' plain values
    void setLogarithmic(bool on);        ///< of the x axis
    [[nodiscard]] std::optional<QPoint> pixelOf(int id) const; ///< in this widget; nothing if there is no such candidate
    [[nodiscard]] std::optional<int> budgetPixel() const; ///< x of the vertical budget line
    [[nodiscard]] std::vector<int> frontLine() const; ///< ids of the step line, by rising x loss
    /// *.png or *.svg. False if it cannot be written.
    [[nodiscard]] bool exportTo(const QString& file);
    void replotNow(); ///< for the benchmark

signals:
    void budgetChanged(); ///< shownBudget() or fitting()

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace danas::ui
