// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/marks.h"

#include "base/svg.h"
#include "ui/base/text.h"

#include <QPainter>

#include <array>

namespace danas::ui {

void paintMark(QPainter& painter, const QPointF& centre, Mark mark, double radius)
{
    const auto polygon = [&](std::initializer_list<QPointF> corners) {
        QPolygonF shape;
        for (const QPointF& corner : corners)
            shape += centre + radius * corner;
        painter.drawConvexPolygon(shape);
    };
    switch (mark) {
    case Mark::Circle:
        painter.drawEllipse(centre, radius, radius);
        break;
    case Mark::Diamond:
        polygon({ { 0.0, -1.2 }, { 1.2, 0.0 }, { 0.0, 1.2 }, { -1.2, 0.0 } });
        break;
    case Mark::Square:
        polygon({ { -0.88, -0.88 }, { 0.88, -0.88 }, { 0.88, 0.88 }, { -0.88, 0.88 } });
        break;
    case Mark::Triangle:
        polygon({ { 0.0, -1.3 }, { 1.2, 0.85 }, { -1.2, 0.85 } });
        break;
    }
}

QString armLetter(std::size_t arm)
{
    return QString(QChar(static_cast<char16_t>(u'A' + arm % 26)));
}

QColor armTone(std::size_t arm)
{
    return QColor(toQt(seriesColour(arm)));
}

Qt::PenStyle armDash(std::size_t arm)
{
    constexpr std::array kDashes { Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine };
    return kDashes[arm % kDashes.size()];
}

Mark armMark(std::size_t arm)
{
    constexpr std::array kMarks { Mark::Circle, Mark::Square, Mark::Triangle, Mark::Diamond };
    return kMarks[arm % kMarks.size()];
}

QPixmap armSample(std::size_t arm, double ratio)
{
    constexpr QSize kSize(34, 14);
    const QPointF centre(kSize.width() / 2.0, kSize.height() / 2.0);
    QPixmap picture(kSize * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(armTone(arm), 2.0, armDash(arm)));
    painter.drawLine(QPointF(0, centre.y()), QPointF(kSize.width(), centre.y()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(armTone(arm));
    paintMark(painter, centre, armMark(arm), 5.0);
    return picture;
}

} // namespace danas::ui
