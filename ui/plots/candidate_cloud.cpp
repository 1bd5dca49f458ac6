// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/candidate_cloud.h"

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr std::size_t kMostMarkers = 3000; ///< above: dots
constexpr int kFrontSize = 10;

QCPRange rangeOf(const std::vector<CloudPoint>& points, double CloudPoint::*member, bool& found)
{
    found = !points.empty();
    if (!found)
        return {};
    const auto [low, high] = std::minmax_element(
        points.begin(), points.end(), [member](const CloudPoint& a, const CloudPoint& b) { return a.*member < b.*member; });
    return { (*low).*member, (*high).*member };
}

/// coordToPixel once per axis, not once per point: both scales are affine in the value or in its logarithm.
class AxisMap {
public:
    explicit AxisMap(const QCPAxis& axis)
        : m_logarithmic(axis.scaleType() == QCPAxis::stLogarithmic)
    {
        const double low = scaled(axis.range().lower);
        const double high = scaled(axis.range().upper);
        const double lowPixel = axis.coordToPixel(axis.range().lower);
        m_factor = (axis.coordToPixel(axis.range().upper) - lowPixel) / (high - low);
        m_offset = lowPixel - low * m_factor;
    }
    [[nodiscard]] double operator()(double value) const { return m_offset + scaled(value) * m_factor; }

private:
    [[nodiscard]] double scaled(double value) const { return m_logarithmic ? std::log(value) : value; }
    bool m_logarithmic;
    double m_factor = 1.0, m_offset = 0.0;
};

} // namespace

CandidateCloud::CandidateCloud(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void CandidateCloud::setColours(std::vector<QColor> colours, const QColor& ground)
{
    m_colours = std::move(colours);
    m_ground = ground;
    m_markers.clear();
}

QPointF CandidateCloud::pixelOf(const CloudPoint& point) const
{
    return { mKeyAxis->coordToPixel(point.x), mValueAxis->coordToPixel(point.y) };
}

int CandidateCloud::nearest(const QPointF& pixel, double radius) const
{
    const AxisMap toX(*mKeyAxis);
    const AxisMap toY(*mValueAxis);
    int best = -1;
    double bestDistance = radius * radius;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const double dx = toX(m_points[i].x) - pixel.x();
        const double dy = toY(m_points[i].y) - pixel.y();
        // A front point is drawn larger and on top: it may be three pixels further away.
        const double lead = m_points[i].kind == CloudPoint::Kind::Front ? 9.0 : 0.0;
        const double distance = dx * dx + dy * dy - lead;
        if (distance < bestDistance) {
            bestDistance = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

QCPRange CandidateCloud::getKeyRange(bool& found, QCP::SignDomain /*domain*/) const
{
    return rangeOf(m_points, &CloudPoint::x, found);
}

QCPRange CandidateCloud::getValueRange(bool& found, QCP::SignDomain /*domain*/, const QCPRange& /*keyRange*/) const
{
    return rangeOf(m_points, &CloudPoint::y, found);
}

void CandidateCloud::draw(QCPPainter* painter)
{
    const AxisMap toX(*mKeyAxis);
    const AxisMap toY(*mValueAxis);
    const QRectF view = QRectF(clipRect()).adjusted(-kFrontSize, -kFrontSize, kFrontSize, kFrontSize);
    std::vector<Visible> visible;
    visible.reserve(m_points.size());
    for (const CloudPoint& point : m_points) {
        const QPointF at(toX(point.x), toY(point.y));
        if (view.contains(at))
            visible.push_back({ at, &point });
    }
    if (visible.size() > kMostMarkers && !painter->modes().testFlag(QCPPainter::pmVectorized)) {
        drawDots(*painter, visible);
    } else {
        const int size = visible.size() > 800 ? 5 : 7;
        drawMarkers(*painter, visible, CloudPoint::Kind::Over, size);
        drawMarkers(*painter, visible, CloudPoint::Kind::Dominated, size);
    }
    drawMarkers(*painter, visible, CloudPoint::Kind::Front, kFrontSize);
}

void CandidateCloud::drawMarkers(QCPPainter& painter, const std::vector<Visible>& visible, CloudPoint::Kind kind, int size)
{
    const bool vector = painter.modes().testFlag(QCPPainter::pmVectorized);
    const double ratio = painter.device()->devicePixelRatioF();
    for (const Visible& item : visible) {
        if (item.point->kind != kind)
            continue;
        if (vector) {
            paintShape(painter, item.at, *item.point, size);
            continue;
        }
        const QPixmap picture = marker(*item.point, size, ratio);
        const double half = picture.width() / ratio / 2.0;
        painter.drawPixmap(QPointF(std::round(item.at.x() - half), std::round(item.at.y() - half)), picture);
    }
}

QPixmap CandidateCloud::marker(const CloudPoint& point, int size, double ratio)
{
    if (ratio != m_markerRatio) {
        m_markers.clear();
        m_markerRatio = ratio;
    }
    const int key = ((point.colour * 4 + static_cast<int>(point.mark)) * 3 + static_cast<int>(point.kind)) * 32 + size;
    QPixmap& picture = m_markers[key];
    if (picture.isNull()) {
        const int side = size + 4;
        picture = QPixmap(QSize(side, side) * ratio);
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        paintShape(painter, QPointF(side / 2.0, side / 2.0), point, size);
    }
    return picture;
}

void CandidateCloud::paintShape(QPainter& painter, const QPointF& centre, const CloudPoint& point, double size) const
{
    QColor colour = m_colours[point.colour];
    switch (point.kind) {
    case CloudPoint::Kind::Over:
        colour.setAlphaF(0.55F);
        painter.setPen(QPen(colour, 1.2));
        painter.setBrush(Qt::NoBrush);
        break;
    case CloudPoint::Kind::Dominated:
        colour.setAlphaF(0.42F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        break;
    case CloudPoint::Kind::Front:
        painter.setPen(QPen(m_ground, 1.0)); // a rim of ground keeps neighbours apart
        painter.setBrush(colour);
        break;
    }
    paintMark(painter, centre, point.mark, size / 2.0);
}

void CandidateCloud::drawDots(QCPPainter& painter, const std::vector<Visible>& visible)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QRect area = clipRect();
    QImage image((QSizeF(area.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    const auto premultiplied = [](QColor colour, int alpha) {
        colour.setAlpha(alpha);
        return qPremultiply(colour.rgba());
    };
    std::vector<std::array<QRgb, 2>> inks; // over, dominated
    for (const QColor& colour : m_colours)
        inks.push_back({ premultiplied(colour, 80), premultiplied(colour, 170) });

    const int side = std::max(2, static_cast<int>(std::lround(2.0 * ratio)));
    const auto stride = static_cast<std::ptrdiff_t>(image.bytesPerLine() / 4);
    auto* const pixels = reinterpret_cast<QRgb*>(image.bits());
    for (const Visible& item : visible) {
        if (item.point->kind == CloudPoint::Kind::Front)
            continue;
        const int x = static_cast<int>((item.at.x() - area.left()) * ratio);
        const int y = static_cast<int>((item.at.y() - area.top()) * ratio);
        if (x < 0 || y < 0 || x + side > image.width() || y + side > image.height())
            continue;
        const QRgb ink = inks[item.point->colour][item.point->kind == CloudPoint::Kind::Over ? 0 : 1];
        for (int row = 0; row < side; ++row)
            std::fill_n(pixels + (y + row) * stride + x, side, ink);
    }
    painter.drawImage(area.topLeft(), image);
}

} // namespace danas::ui
