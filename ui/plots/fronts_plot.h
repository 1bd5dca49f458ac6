// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "ui/models/candidate_ref.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace danas::ui {

/// The fronts of all arms of a comparison over any two quantities: overlaid, or side by side with linked axes. A click selects,
/// left and right walk along a front, up and down change the arm, wheel and drag zoom and pan, double click or Home shows
/// all. What is drawn is worked out in the background.
class FrontsPlot : public QWidget {
    Q_OBJECT
public:
    explicit FrontsPlot(QWidget* parent = nullptr);
    ~FrontsPlot() override;

    /// The same runs with more evaluations leave zoom and selection as they are.
    void show(const std::vector<compare::Arm>& arms);
    void setTiers(const std::vector<compare::Tier>& tiers); ///< drawn as lines where RAM is shown
    void setObjectives(search::Objective y, search::Objective x); ///< x is a cost
    void setSideBySide(bool on);
    [[nodiscard]] bool isSideBySide() const;
    void setSelected(const std::optional<CandidateRef>& ref); ///< by others; emits nothing
    [[nodiscard]] std::optional<CandidateRef> selected() const;

    void fitAll();
    [[nodiscard]] bool isReady() const; ///< shows what was asked for last
    [[nodiscard]] bool isZoomed() const;
    [[nodiscard]] QRectF visibleRange(std::size_t arm) const; ///< x, y, width, height of the axes that the arm is drawn into
    [[nodiscard]] std::optional<QPoint> pixelOf(const CandidateRef& ref) const; ///< in this widget
    [[nodiscard]] std::vector<CandidateRef> frontOf(std::size_t arm) const; ///< run by run, by rising x
    [[nodiscard]] bool exportTo(const QString& file); ///< *.png or *.svg
    void replotNow(); ///< for the benchmark

signals:
    void chosen(const danas::ui::CandidateRef& ref); ///< by the person
    void released();                                 ///< the person wants none
    void ready();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace danas::ui
