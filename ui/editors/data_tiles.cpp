// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/data_tiles.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

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

constexpr int kRowHeader = 48;
constexpr int kColumnHeader = 24;
constexpr int kFoot = 22; ///< input bytes below each tile
constexpr int kSpace = 8;
constexpr int kMostSide = 120;
constexpr int kLeastSide = 56;
constexpr int kRows = 2;

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

void DataTiles::setConfigs(std::vector<int> resolutions, std::vector<data::DataConfig> on)
{
    const bool reshaped = resolutions.size() != m_resolutions.size();
    m_resolutions = std::move(resolutions);
    m_on = std::move(on);
    m_focus.column = std::clamp(m_focus.column, 0, std::max(0, static_cast<int>(m_resolutions.size()) - 1));
    if (reshaped)
        updateGeometry();
    update();
}

void DataTiles::setPictures(std::map<data::DataConfig, QImage> pictures)
{
    m_pictures = std::move(pictures);
    update();
}

bool DataTiles::isOn(const data::DataConfig& config) const
{
    return std::find(m_on.begin(), m_on.end(), config) != m_on.end();
}

int DataTiles::side(int width) const
{
    const int columns = std::max(1, static_cast<int>(m_resolutions.size()));
    return std::clamp((width - kRowHeader) / columns - kSpace, kLeastSide, kMostSide);
}

int DataTiles::heightForWidth(int width) const
{
    return kColumnHeader + kRows * (side(width) + kFoot);
}

QSize DataTiles::sizeHint() const
{
    return { kRowHeader + static_cast<int>(m_resolutions.size()) * (kMostSide + kSpace), heightForWidth(1100) };
}

QSize DataTiles::minimumSizeHint() const
{
    const int width = kRowHeader + static_cast<int>(m_resolutions.size()) * (kLeastSide + kSpace);
    return { width, heightForWidth(width) };
}

QRect DataTiles::rectOf(int column, int row) const
{
    const int length = side(width());
    return { kRowHeader + column * (length + kSpace), kColumnHeader + row * (length + kFoot), length, length };
}

QRect DataTiles::tile(const data::DataConfig& config) const
{
    const auto found = std::find(m_resolutions.begin(), m_resolutions.end(), config.image().resolution);
    return rectOf(static_cast<int>(found - m_resolutions.begin()), static_cast<int>(config.image().colour));
}

DataTiles::Cell DataTiles::cellAt(const QPoint& at) const
{
    for (int row = 0; row < kRows; ++row) {
        for (int column = 0; column < static_cast<int>(m_resolutions.size()); ++column) {
            if (rectOf(column, row).adjusted(-kSpace / 2, 0, kSpace / 2, kFoot).contains(at))
                return { column, row };
        }
    }
    return {};
}

data::DataConfig DataTiles::configAt(const Cell& cell) const
{
    return { m_resolutions[static_cast<std::size_t>(cell.column)], static_cast<data::Colour>(cell.row) };
}

void DataTiles::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.setFont(font());
    for (int row = 0; row < kRows && !m_resolutions.empty(); ++row)
        painter.drawText(QRect(0, rectOf(0, row).y(), kRowHeader - 8, rectOf(0, row).height()), Qt::AlignVCenter | Qt::AlignLeft,
            row == 0 ? tr("RGB") : tr("gray"));
    for (int column = 0; column < static_cast<int>(m_resolutions.size()); ++column) {
        const QRect box = rectOf(column, 0);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.setFont(font());
        painter.drawText(QRect(box.x(), 0, box.width(), kColumnHeader - 4), Qt::AlignCenter,
            tr("%1\u202fpx").arg(m_resolutions[static_cast<std::size_t>(column)]));
        for (int row = 0; row < kRows; ++row)
            paintTile(painter, { column, row });
    }
}

void DataTiles::paintTile(QPainter& painter, const Cell& cell) const
{
    const data::DataConfig config = configAt(cell);
    const QRect box = rectOf(cell.column, cell.row);
    const bool on = isOn(config);
    const QColor ramp = dataColour(config, m_resolutions.front(), m_resolutions.back(), palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::AlternateBase));
    painter.drawRect(box);
    painter.setOpacity(on ? 1.0 : 0.22);
    if (const auto picture = m_pictures.find(config); picture != m_pictures.end()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false); // the pixels, as they are
        painter.drawImage(box, picture->second);
    }
    painter.setOpacity(1.0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(on ? QPen(ramp, 3.0) : QPen(subtleText(palette()), 1.0, Qt::DashLine));
    painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5));
    if (hasFocus() && cell.column == m_focus.column && cell.row == m_focus.row) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
        painter.drawRect(box.adjusted(-3, -3, 3, 3));
    }
    painter.setFont(smallFont());
    painter.setPen(on ? palette().color(QPalette::WindowText) : subtleText(palette()));
    painter.drawText(QRect(box.x() - kSpace / 2, box.bottom() + 3, box.width() + kSpace, kFoot - 4), Qt::AlignCenter,
        on ? toQt(formatBytes(config.inputBytes())) : tr("off"));
}

void DataTiles::mousePressEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->pos());
    if (event->button() != Qt::LeftButton || cell.column < 0)
        return;
    m_focus = cell;
    m_painting = true;
    m_paintOn = !isOn(configAt(cell));
    ++m_gesture;
    ask(configAt(cell), m_paintOn);
}

void DataTiles::mouseMoveEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->pos());
    if (m_painting && cell.column >= 0)
        ask(configAt(cell), m_paintOn);
}

void DataTiles::mouseReleaseEvent(QMouseEvent*)
{
    m_painting = false;
}

void DataTiles::keyPressEvent(QKeyEvent* event)
{
    const int lastColumn = static_cast<int>(m_resolutions.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left: m_focus.column = std::max(0, m_focus.column - 1); break;
    case Qt::Key_Right: m_focus.column = std::min(lastColumn, m_focus.column + 1); break;
    case Qt::Key_Up: m_focus.row = 0; break;
    case Qt::Key_Down: m_focus.row = kRows - 1; break;
    case Qt::Key_Space:
        ++m_gesture;
        ask(configAt(m_focus), !isOn(configAt(m_focus)));
        break;
    default: QWidget::keyPressEvent(event); return;
    }
    setAccessibleDescription(
        toQt(configAt(m_focus).label()) + QStringLiteral(", ") + (isOn(configAt(m_focus)) ? tr("on") : tr("off")));
    update();
}

void DataTiles::contextMenuEvent(QContextMenuEvent* event)
{
    const Cell cell = event->reason() == QContextMenuEvent::Mouse ? cellAt(event->pos()) : m_focus;
    if (cell.column < 0)
        return;
    const data::DataConfig config = configAt(cell);
    QMenu menu(this);
    const auto only = [&](const QString& text, auto keep) {
        connect(menu.addAction(text), &QAction::triggered, this, [this, keep] {
            std::vector<data::DataConfig> on;
            for (const int resolution : m_resolutions) {
                for (const auto colour : { data::Colour::Rgb, data::Colour::Gray }) {
                    if (keep(data::DataConfig { resolution, colour }))
                        on.push_back({ resolution, colour });
                }
            }
            emit edited(on, ++m_gesture);
        });
    };
    only(tr("Only %1").arg(toQt(config.label())), [config](const data::DataConfig& c) { return c == config; });
    only(tr("Only this colour"), [config](const data::DataConfig& c) { return c.image().colour == config.image().colour; });
    only(tr("All on"), [](const data::DataConfig&) { return true; });
    menu.addSeparator();
    QAction* remove = menu.addAction(tr("Remove %1\u202fpx").arg(config.image().resolution));
    remove->setEnabled(m_resolutions.size() > 1);
    connect(remove, &QAction::triggered, this, [this, config] { emit removeResolution(config.image().resolution); });
    menu.exec(event->globalPos());
}

bool DataTiles::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const Cell cell = cellAt(help->pos()); cell.column >= 0) {
        const data::DataConfig config = configAt(cell);
        QToolTip::showText(help->globalPos(),
            tr("%1: %2 bytes a picture. Click to switch it %3; drag across for many.")
                .arg(toQt(config.label()), toQt(formatGrouped(static_cast<std::uint64_t>(config.inputBytes()))),
                    isOn(config) ? tr("off") : tr("on")),
            this);
    }
    return true;
}

void DataTiles::ask(const data::DataConfig& config, bool on)
{
    if (isOn(config) == on)
        return;
    std::vector<data::DataConfig> wanted = m_on;
    if (on)
        wanted.push_back(config);
    else
        wanted.erase(std::find(wanted.begin(), wanted.end(), config));
    emit edited(wanted, m_gesture);
}

} // namespace danas::ui
