// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/gate_list.h"

#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace danas::ui {
namespace {

constexpr int kSign = 20;

/// A ring for what waits, a disc for what is at work, a dash for what was left out.
QPixmap plainSign(bool disc, bool dash, const QColor& colour, double ratio)
{
    QPixmap pixmap(QSize(kSign, kSign) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5));
    const QPointF middle(kSign / 2.0, kSign / 2.0);
    if (dash) {
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0));
    } else {
        painter.setBrush(disc ? QBrush(colour) : QBrush(Qt::NoBrush));
        painter.drawEllipse(middle, 4.5, 4.5);
    }
    return pixmap;
}

} // namespace

GateList::GateList(QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("gateList"));
    setAccessibleName(tr("Gates"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const inside = new QWidget(this);
    auto* const grid = new QGridLayout(inside);
    grid->setContentsMargins(0, 0, kGap, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    int line = 0;
    for (const deploy::Gate& gate : deploy::allGates()) {
        Row row { Look::Waiting, new QLabel(inside), new QLabel(toQt(gate.name), inside), new QLabel(inside) };
        row.name->setObjectName(QStringLiteral("gate%1").arg(gate.number));
        row.name->setWordWrap(true);
        row.sentence->setObjectName(QStringLiteral("gateSentence%1").arg(gate.number));
        row.sentence->setFont(smallFont());
        row.sentence->setWordWrap(true);
        row.sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(row.sign, line, 0, Qt::AlignTop);
        grid->addWidget(row.name, line++, 1);
        grid->addWidget(row.sentence, line++, 1);
        grid->setRowMinimumHeight(line++, 4);
        m_rows.push_back(row);
    }
    grid->setRowStretch(line, 1);
    setWidget(inside);
    restyle();
}

void GateList::clear()
{
    for (Row& row : m_rows)
        show(row, Look::Waiting, {});
}

void GateList::begin()
{
    clear();
    show(m_rows.front(), Look::Working, {});
}

void GateList::end(const deploy::Gate& gate)
{
    const auto at = static_cast<std::size_t>(gate.number - 1);
    const Look look = gate.state == deploy::GateState::Passed ? Look::Passed : gate.state == deploy::GateState::Failed ? Look::Failed : Look::NotRun;
    show(m_rows[at], look, toQt(gate.sentence));
    if (at + 1 < m_rows.size())
        show(m_rows[at + 1], Look::Working, {});
    ensureWidgetVisible(m_rows[std::min(at + 1, m_rows.size() - 1)].sentence, 0, 0);
}

void GateList::stop()
{
    for (Row& row : m_rows) {
        if (row.look == Look::Working)
            show(row, Look::Waiting, {});
    }
}

int GateList::passed() const
{
    return static_cast<int>(std::ranges::count(m_rows, Look::Passed, &Row::look));
}

void GateList::show(Row& row, Look look, const QString& sentence)
{
    row.look = look;
    row.sentence->setText(sentence);
    row.sentence->setVisible(!sentence.isEmpty());
    const QColor quiet = subtleText(palette());
    switch (look) {
    case Look::Waiting:
        row.sign->setPixmap(plainSign(false, false, quiet, devicePixelRatioF()));
        row.sign->setAccessibleName(tr("waiting"));
        break;
    case Look::Working:
        row.sign->setPixmap(plainSign(true, false, accentColour(palette()), devicePixelRatioF()));
        row.sign->setAccessibleName(tr("at work"));
        break;
    case Look::Passed:
        row.sign->setPixmap(icon(QStringLiteral("check"), accentColour(palette())).pixmap(kSign, kSign));
        row.sign->setAccessibleName(tr("passed"));
        break;
    case Look::Failed:
        row.sign->setPixmap(icon(QStringLiteral("error"), errorColour(palette())).pixmap(kSign, kSign));
        row.sign->setAccessibleName(tr("failed"));
        break;
    case Look::NotRun:
        row.sign->setPixmap(plainSign(false, true, quiet, devicePixelRatioF()));
        row.sign->setAccessibleName(tr("not run"));
        break;
    }
    QPalette text = palette();
    text.setColor(QPalette::WindowText, look == Look::Failed ? errorColour(palette()) : quiet);
    row.sentence->setPalette(text);
}

void GateList::restyle()
{
    for (Row& row : m_rows)
        show(row, row.look, row.sentence->text());
}

void GateList::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

} // namespace danas::ui
