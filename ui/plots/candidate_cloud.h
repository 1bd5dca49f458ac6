// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/marks.h"

#include <qcustomplot.h>

#include <map>
#include <vector>

namespace danas::ui {

/// One candidate on the plot.
struct CloudPoint {
    enum class Kind : std::uint8_t { Over /*hollow*/, Dominated /*faint*/, Front /*disc*/ };
    double x = 0.0, y = 0.0;
    std::uint8_t colour = 0; ///< index of the data configuration's colour
    Mark mark = Mark::Circle;
    Kind kind = Kind::Dominated;
};

/// The cloud of candidates. Point index = Evaluation::id, so a hit is a candidate and never a row of some order (a QCPGraph
/// would sort its points). Up to a few thousand visible points are drawn as markers from ready pictures; more of them as
/// dots written straight into an image, whose cost is a few nanoseconds each.
class CandidateCloud : public QCPAbstractPlottable {
public:
    CandidateCloud(QCPAxis* keyAxis, QCPAxis* valueAxis);

    std::vector<CloudPoint>& points() { return m_points; }
    [[nodiscard]] const std::vector<CloudPoint>& points() const { return m_points; }
    void setColours(std::vector<QColor> colours, const QColor& ground);

    /// The point nearest to a pixel, at most `radius` away; front points win over others at like distance. -1: none.
    [[nodiscard]] int nearest(const QPointF& pixel, double radius) const;
    [[nodiscard]] QPointF pixelOf(const CloudPoint& point) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keyRange) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override { }

private:
    struct Visible {
        QPointF at;
        const CloudPoint* point;
    };
    [[nodiscard]] QPixmap marker(const CloudPoint& point, int size, double ratio);
    void drawMarkers(QCPPainter& painter, const std::vector<Visible>& visible, CloudPoint::Kind kind, int size);
    void drawDots(QCPPainter& painter, const std::vector<Visible>& visible);
    void paintShape(QPainter& painter, const QPointF& centre, const CloudPoint& point, double size) const;

    std::vector<CloudPoint> m_points;
    std::vector<QColor> m_colours;
    QColor m_ground;
    std::map<int, QPixmap> m_markers; ///< by colour, shape, kind, size
    double m_markerRatio = 0.0;
};

} // namespace danas::ui
