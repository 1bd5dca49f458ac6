// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/data_legend.h"

#include "ui/base/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace danas::ui {

namespace {

constexpr int kMark = 9;
constexpr int kCell = 12;

} // namespace

DataLegend::DataLegend(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dataLegend"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(smallFont());
}

void DataLegend::setConfigs(const std::vector<data::DataConfig>& configs)
{
    m_resolutions.clear();
    m_rgb = m_gray = false;
    for (const data::DataConfig& config : configs) {
        m_resolutions.push_back(config.resolution);
        (config.colour == data::Colour::Rgb ? m_rgb : m_gray) = true;
    }
    std::sort(m_resolutions.begin(), m_resolutions.end());
    m_resolutions.erase(std::unique(m_resolutions.begin(), m_resolutions.end()), m_resolutions.end());
    QStringList sizes;
    for (const int resolution : m_resolutions)
        sizes += QString::number(resolution);
    setAccessibleName(tr("Legend: circle RGB, diamond gray; colour is the resolution, %1 px").arg(sizes.join(QStringLiteral(", "))));
    setToolTip(m_resolutions.empty() ? QString()
                                     : tr("Colour is the resolution: %1 px. Large: on the front. Faint: dominated. Hollow: over the "
                                          "shown budget. Ringed: finalised.").arg(sizes.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

QSize DataLegend::sizeHint() const
{
    return { layOut(nullptr), std::max(20, QFontMetrics(font()).height() + 4) };
}

int DataLegend::layOut(QPainter* painter) const
{
    if (m_resolutions.empty())
        return 0;
    const QFontMetrics metrics(font());
    const int baseline = (height() + metrics.ascent() - metrics.descent()) / 2;
    const QColor text = subtleText(palette());
    int x = 2;
    const auto word = [&](const QString& label) {
        if (painter != nullptr) {
            painter->setPen(text);
            painter->drawText(x, baseline, label);
        }
        x += metrics.horizontalAdvance(label);
    };
    const auto mark = [&](bool diamond, bool hollow, const QString& label) {
        if (painter != nullptr) {
            const QPointF c(x + kMark / 2.0, height() / 2.0);
            const double r = kMark / 2.0;
            painter->setPen(hollow ? QPen(text, 1.2) : QPen(Qt::NoPen));
            painter->setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(text));
            if (diamond)
                painter->drawConvexPolygon(QPolygonF({ c + QPointF(0, -r), c + QPointF(r, 0), c + QPointF(0, r), c + QPointF(-r, 0) }));
            else
                painter->drawEllipse(c, r - 0.5, r - 0.5);
        }
        x += kMark + 4;
        word(label);
        x += kGap;
    };
    if (m_rgb)
        mark(false, false, tr("RGB"));
    if (m_gray)
        mark(true, false, tr("gray"));
    mark(false, true, tr("over budget"));
    word(QString::number(m_resolutions.front()));
    x += 4;
    for (const int resolution : m_resolutions) {
        if (painter != nullptr)
            painter->fillRect(QRect(x, (height() - 8) / 2, kCell, 8),
                dataColour({ resolution, data::Colour::Rgb }, m_resolutions.front(), m_resolutions.back(), palette()));
        x += kCell;
    }
    x += 4;
    word(m_resolutions.size() > 1 ? tr("%1 px").arg(m_resolutions.back()) : tr("px"));
    return x + 2;
}

void DataLegend::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    layOut(&painter);
}

} // namespace danas::ui
