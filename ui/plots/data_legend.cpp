// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/data_legend.h"

#include "ui/base/data_look.h"
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
    m_modality = configs.empty() ? data::Modality::Image : configs.front().modality();
    m_ordinals = dataOrdinals(configs);
    m_circle = m_diamond = false;
    for (const data::DataConfig& config : configs)
        (isDiamond(config) ? m_diamond : m_circle) = true;
    QStringList sizes;
    for (const int ordinal : m_ordinals)
        sizes += ordinalText(m_modality, ordinal);
    const DataWords words = dataWords(m_modality);
    const QString all = sizes.join(QStringLiteral(", "));
    setAccessibleName(tr("Legend: circle %1, diamond %2; colour is the %3, %4").arg(words.circle, words.diamond, words.ordinal, all));
    setToolTip(m_ordinals.empty() ? QString()
                                  : tr("Colour is the %1: %2. Large: on the front. Faint: dominated. Hollow: over the "
                                       "shown budget. Ringed: finalised.").arg(words.ordinal, all));
    updateGeometry();
    update();
}

QSize DataLegend::sizeHint() const
{
    return { layOut(nullptr), std::max(20, QFontMetrics(font()).height() + 4) };
}

int DataLegend::layOut(QPainter* painter) const
{
    if (m_ordinals.empty())
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
    const DataWords words = dataWords(m_modality);
    if (m_circle)
        mark(false, false, words.circle);
    if (m_diamond)
        mark(true, false, words.diamond);
    mark(false, true, tr("over budget"));
    word(ordinalText(m_modality, m_ordinals.front()));
    x += 4;
    for (const int ordinal : m_ordinals) {
        if (painter != nullptr)
            painter->fillRect(QRect(x, (height() - 8) / 2, kCell, 8),
                ordinalColour(ordinal, m_ordinals.front(), m_ordinals.back(), palette()));
        x += kCell;
    }
    if (m_ordinals.size() > 1) {
        x += 4;
        word(ordinalText(m_modality, m_ordinals.back()));
    }
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
