// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/data_tiles.h"

#include "base/units.h"
#include "ui/base/data_look.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QAbstractScrollArea>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace danas::ui {
namespace {

constexpr int kLeastHeader = 48;
constexpr int kColumnHeader = 24;
constexpr int kWaveHeight = 40;
constexpr int kFoot = 22; ///< input bytes below each tile
constexpr int kSpace = 8;
constexpr int kMostSide = 120;
constexpr int kMostSoundSide = 168;
constexpr int kLeastSide = 56;

} // namespace

DataTiles::DataTiles(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dataTiles"));
    setAccessibleName(tr("Data configurations"));
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void DataTiles::setConfigs(TileGrid grid, std::vector<data::DataConfig> all, std::vector<data::DataConfig> on)
{
    const bool reshaped = grid.columnCount() != m_grid.columnCount() || grid.rowCount() != m_grid.rowCount() || grid.waves != m_grid.waves;
    m_grid = std::move(grid);
    m_all = std::move(all);
    m_on = std::move(on);
    m_focus.column = std::clamp(m_focus.column, 0, std::max(0, m_grid.columnCount() - 1));
    m_focus.row = std::clamp(m_focus.row, m_grid.waves ? -1 : 0, std::max(0, m_grid.rowCount() - 1));
    if (reshaped)
        updateGeometry();
    update();
}

void DataTiles::setPictures(std::map<data::DataConfig, QImage> pictures)
{
    m_pictures = std::move(pictures);
    update();
}

void DataTiles::setWaves(std::map<int, Wave> waves)
{
    m_waves = std::move(waves);
    update();
}

void DataTiles::setPlaying(int ordinal, const QString& fault)
{
    m_playing = ordinal;
    m_playFault = fault;
    update();
}

bool DataTiles::isOn(const data::DataConfig& config) const
{
    return std::find(m_on.begin(), m_on.end(), config) != m_on.end();
}

int DataTiles::headerWidth() const
{
    int width = kLeastHeader;
    for (const QString& row : m_grid.rows)
        width = std::max(width, fontMetrics().horizontalAdvance(row) + kGap);
    return m_grid.waves ? std::max(width, fontMetrics().horizontalAdvance(tr("waveform")) + kGap) : width;
}

int DataTiles::headHeight() const
{
    return kColumnHeader + (m_grid.waves ? kWaveHeight + kSpace : 0);
}

QSize DataTiles::tileSize(int width) const
{
    const int side = std::clamp((width - headerWidth()) / std::max(1, m_grid.columnCount()) - kSpace, kLeastSide, m_grid.waves ? kMostSoundSide : kMostSide);
    return { side, static_cast<int>(side * m_grid.aspect) };
}

int DataTiles::heightForWidth(int width) const
{
    return headHeight() + m_grid.rowCount() * (tileSize(width).height() + kFoot);
}

QSize DataTiles::sizeHint() const
{
    return { headerWidth() + m_grid.columnCount() * (kMostSide + kSpace), heightForWidth(1100) };
}

QSize DataTiles::minimumSizeHint() const
{
    const int width = headerWidth() + m_grid.columnCount() * (kLeastSide + kSpace);
    return { width, heightForWidth(std::max(width, roomWidth())) };
}

/// Of the page that scrolls, whether its scroll bar shows or not: a height that hung on that could make it come and go for ever.
int DataTiles::roomWidth() const
{
    for (const QWidget* outer = parentWidget(); outer != nullptr; outer = outer->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea*>(outer) != nullptr)
            return outer->width() - 2 * kMargin;
    }
    return width();
}

void DataTiles::resizeEvent(QResizeEvent*)
{
    if (const int height = heightForWidth(roomWidth()); height != m_roomHeight) {
        m_roomHeight = height;
        updateGeometry();
    }
}

QRect DataTiles::rectOf(int column, int row) const
{
    const QSize size = tileSize(width());
    const int x = headerWidth() + column * (size.width() + kSpace);
    if (row < 0)
        return { x, kColumnHeader, size.width(), kWaveHeight };
    return { QPoint(x, headHeight() + row * (size.height() + kFoot)), size };
}

QRect DataTiles::tile(const data::DataConfig& config) const
{
    const auto found = std::find_if(m_grid.cells.begin(), m_grid.cells.end(), [&](const TileGrid::Cell& cell) { return cell.config == config; });
    if (found == m_grid.cells.end())
        return {};
    const auto index = static_cast<int>(found - m_grid.cells.begin());
    return rectOf(index % m_grid.columnCount(), index / m_grid.columnCount());
}

QRect DataTiles::wave(int ordinal) const
{
    const auto found = std::find(m_grid.ordinals.begin(), m_grid.ordinals.end(), ordinal);
    return found == m_grid.ordinals.end() ? QRect() : rectOf(static_cast<int>(found - m_grid.ordinals.begin()), -1);
}

DataTiles::Cell DataTiles::cellAt(const QPoint& at) const
{
    for (int row = m_grid.waves ? -1 : 0; row < m_grid.rowCount(); ++row) {
        for (int column = 0; column < m_grid.columnCount(); ++column) {
            if (rectOf(column, row).adjusted(-kSpace / 2, 0, kSpace / 2, row < 0 ? 0 : kFoot).contains(at))
                return { column, row };
        }
    }
    return {};
}

void DataTiles::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_grid.cells.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::WindowText));
    const auto rowHead = [&](int row, const QString& text) {
        painter.drawText(QRect(0, rectOf(0, row).y(), headerWidth() - kSpace, rectOf(0, row).height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    };
    if (m_grid.waves)
        rowHead(-1, tr("waveform"));
    for (int row = 0; row < m_grid.rowCount(); ++row)
        rowHead(row, m_grid.rows[row]);
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        const QRect box = rectOf(column, 0);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.setFont(font());
        painter.drawText(QRect(box.x(), 0, box.width(), kColumnHeader - 4), Qt::AlignCenter,
            ordinalText(m_grid.at(column, 0).config.modality(), m_grid.ordinals[static_cast<std::size_t>(column)]));
        for (int row = 0; row < m_grid.rowCount(); ++row)
            paintTile(painter, { column, row });
        if (m_grid.waves)
            paintWaveCell(painter, column);
    }
}

void DataTiles::paintTile(QPainter& painter, const Cell& cell) const
{
    const auto& [config, possible] = at(cell);
    const QRect box = rectOf(cell.column, cell.row);
    const bool on = isOn(config);
    painter.setPen(Qt::NoPen);
    painter.setBrush(possible ? palette().brush(QPalette::AlternateBase) : QBrush(hairline(palette()), Qt::BDiagPattern));
    painter.drawRect(box);
    painter.setOpacity(on ? 1.0 : 0.22);
    if (const auto picture = m_pictures.find(config); picture != m_pictures.end() && possible) {
        const QImage& image = picture->second;
        painter.setRenderHint(QPainter::SmoothPixmapTransform, image.width() > box.width() && config.isAudio()); // the pixels, as they are
        painter.drawImage(box, image);
    }
    painter.setOpacity(1.0);
    painter.setBrush(Qt::NoBrush);
    const QColor ramp = dataColour(config, m_grid.ordinals.front(), m_grid.ordinals.back(), palette());
    painter.setPen(on ? QPen(ramp, 3.0) : QPen(subtleText(palette()), 1.0, Qt::DashLine));
    painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5));
    paintFocus(painter, cell);
    painter.setFont(smallFont());
    painter.setPen(on ? palette().color(QPalette::WindowText) : subtleText(palette()));
    QString foot = !possible ? tr("not possible") : on ? toQt(formatBytes(config.inputBytes())) : tr("off");
    if (on && config.isAudio() && box.width() > 100)
        foot = QStringLiteral("%1\u202f×\u202f%2 · %3").arg(config.shape().height).arg(config.shape().width).arg(foot);
    painter.drawText(QRect(box.x() - kSpace / 2, box.bottom() + 3, box.width() + kSpace, kFoot - 4), Qt::AlignCenter, foot);
}

void DataTiles::paintWaveCell(QPainter& painter, int column) const
{
    const QRect box = rectOf(column, -1);
    const int ordinal = m_grid.ordinals[static_cast<std::size_t>(column)];
    const auto wave = m_waves.find(ordinal);
    if (wave == m_waves.end())
        return;
    const bool sounds = m_playing == ordinal;
    constexpr int kButton = 20;
    paintWave(painter, QRectF(box).adjusted(kButton + 4, 2, 0, -2), wave->second, sounds ? accentColour(palette()) : subtleText(palette()));
    const QRect mark(box.left(), box.center().y() - kButton / 2, kButton, kButton);
    icon(sounds ? QStringLiteral("stop") : QStringLiteral("play"), m_playFault.isEmpty() ? palette().color(QPalette::WindowText) : hairline(palette()))
        .paint(&painter, mark);
    paintFocus(painter, { column, -1 });
}

void DataTiles::paintFocus(QPainter& painter, const Cell& cell) const
{
    if (!hasFocus() || cell.column != m_focus.column || cell.row != m_focus.row)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
    painter.drawRect(rectOf(cell.column, cell.row).adjusted(-3, -3, 3, 3));
}

void DataTiles::press(const Cell& cell)
{
    m_focus = cell;
    if (cell.row < 0) {
        emit playRequested(m_grid.ordinals[static_cast<std::size_t>(cell.column)]);
        update();
        return;
    }
    m_paintOn = !isOn(at(cell).config);
    ++m_gesture;
    ask(cell, m_paintOn);
}

void DataTiles::mousePressEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->pos());
    if (event->button() != Qt::LeftButton || !cell.valid())
        return;
    m_painting = cell.row >= 0;
    press(cell);
}

void DataTiles::mouseMoveEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->pos());
    if (m_painting && cell.valid() && cell.row >= 0)
        ask(cell, m_paintOn);
}

void DataTiles::mouseReleaseEvent(QMouseEvent*)
{
    m_painting = false;
}

void DataTiles::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: m_focus.column = std::max(0, m_focus.column - 1); break;
    case Qt::Key_Right: m_focus.column = std::min(m_grid.columnCount() - 1, m_focus.column + 1); break;
    case Qt::Key_Up: m_focus.row = std::max(m_grid.waves ? -1 : 0, m_focus.row - 1); break;
    case Qt::Key_Down: m_focus.row = std::min(m_grid.rowCount() - 1, m_focus.row + 1); break;
    case Qt::Key_Space: press(m_focus); break;
    default: QWidget::keyPressEvent(event); return;
    }
    setAccessibleDescription(tip(m_focus));
    update();
}

void DataTiles::contextMenuEvent(QContextMenuEvent* event)
{
    const Cell cell = event->reason() == QContextMenuEvent::Mouse ? cellAt(event->pos()) : m_focus;
    if (!cell.valid() || cell.row < 0)
        return;
    const auto& [config, possible] = at(cell);
    QMenu menu(this);
    const auto only = [&](const QString& text, auto keep) {
        connect(menu.addAction(text), &QAction::triggered, this, [this, keep] {
            std::vector<data::DataConfig> on;
            std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(on), keep);
            emit edited(on, ++m_gesture);
        });
    };
    if (possible)
        only(tr("Only %1").arg(toQt(config.label())), [config = config](const data::DataConfig& c) { return c == config; });
    only(config.isAudio() ? tr("Only %1").arg(m_grid.rows[cell.row]) : tr("Only this colour"),
        [config = config](const data::DataConfig& c) { return sameKind(c, config); });
    const QString column = ordinalText(config.modality(), config.ordinal());
    only(tr("Only %1").arg(column), [config = config](const data::DataConfig& c) { return c.ordinal() == config.ordinal(); });
    only(tr("All on"), [](const data::DataConfig&) { return true; });
    menu.addSeparator();
    QAction* remove = menu.addAction(tr("Remove %1").arg(column));
    remove->setEnabled(m_grid.columnCount() > 1);
    connect(remove, &QAction::triggered, this, [this, ordinal = config.ordinal()] { emit removeOrdinal(ordinal); });
    menu.exec(event->globalPos());
}

QString DataTiles::tip(const Cell& cell) const
{
    if (cell.row < 0) {
        const QString rate = ordinalText(data::Modality::Audio, m_grid.ordinals[static_cast<std::size_t>(cell.column)]);
        return m_playFault.isEmpty() ? tr("Click to hear the clip as it is at %1.").arg(rate) : tr("The clip at %1. %2").arg(rate, m_playFault);
    }
    const auto& [config, possible] = at(cell);
    if (!possible)
        return toQt(config.audio().fault());
    return (config.isAudio() ? tr("%1: %2 bytes a clip. Click to switch it %3; drag across for many.") : tr("%1: %2 bytes a picture. Click to switch it %3; drag across for many."))
        .arg(toQt(config.label()), toQt(formatGrouped(static_cast<std::uint64_t>(config.inputBytes()))), isOn(config) ? tr("off") : tr("on"));
}

bool DataTiles::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const Cell cell = cellAt(help->pos()); cell.valid())
        QToolTip::showText(help->globalPos(), tip(cell), this);
    return true;
}

void DataTiles::ask(const Cell& cell, bool on)
{
    const auto& [config, possible] = at(cell);
    if (!possible || isOn(config) == on)
        return;
    std::vector<data::DataConfig> wanted = m_on;
    if (on)
        wanted.push_back(config);
    else
        wanted.erase(std::find(wanted.begin(), wanted.end(), config));
    emit edited(wanted, m_gesture);
}

} // namespace danas::ui
