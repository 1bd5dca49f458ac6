// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/layers_tab.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/csv.h"
#include "ui/models/figure_text.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QTableView>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr std::array kWidths { 24, 96, 44, 74, 48, 50, 56, 0 };
constexpr std::array kTimedWidths { 24, 76, 44, 74, 46, 48, 58, 50 };
constexpr double kArrows = 22.0; ///< room for residual arrows above the blocks

} // namespace

BlockPicture::BlockPicture(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("blockPicture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Network as a row of operators"));
}

void BlockPicture::setLayers(const std::vector<cost::Layer>& layers)
{
    m_layers = layers;
    m_current = -1;
    update();
}

void BlockPicture::setCurrentRow(int row)
{
    m_current = row;
    update();
}

QRectF BlockPicture::blockRect(std::size_t row) const
{
    const double pitch = width() / static_cast<double>(m_layers.size());
    int tallest = 1;
    for (const cost::Layer& layer : m_layers)
        tallest = std::max(tallest, layer.output.height);
    const double room = height() - kArrows - 2.0;
    // By the square root, so that the small pictures of late layers can still be told apart.
    const double tall = std::max(4.0, room * std::sqrt(m_layers[row].output.height / static_cast<double>(tallest)));
    const double gap = pitch > 6.0 ? 1.5 : 0.5;
    return { static_cast<double>(row) * pitch + gap / 2, kArrows + (room - tall) / 2.0, pitch - gap, tall };
}

int BlockPicture::rowAt(double x) const
{
    if (m_layers.empty())
        return -1;
    const auto row = static_cast<int>(x / width() * static_cast<double>(m_layers.size()));
    return std::clamp(row, 0, static_cast<int>(m_layers.size()) - 1);
}

void BlockPicture::paintEvent(QPaintEvent* /*event*/)
{
    if (m_layers.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = accentColour(palette());
    const QColor quiet = subtleText(palette());
    for (std::size_t row = 0; row < m_layers.size(); ++row) {
        const cost::Layer& layer = m_layers[row];
        QColor fill = quiet;
        // Depthwise lighter than full convolutions; the memory peak in full accent.
        fill.setAlphaF(layer.kind == graph::OpKind::DepthwiseConv2d ? 0.35F : layer.kind == graph::OpKind::Add ? 0.2F : 0.6F);
        painter.setPen(static_cast<int>(row) == m_current ? QPen(palette().color(QPalette::Text), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(layer.peak ? accent : fill);
        painter.drawRoundedRect(blockRect(row), 1.5, 1.5);
        if (layer.residualFrom < 0)
            continue;
        const QRectF from = blockRect(static_cast<std::size_t>(layer.residualFrom));
        const QRectF to = blockRect(row);
        QPainterPath arc(QPointF(from.center().x(), from.top() - 1));
        const double peak = 3.0;
        arc.cubicTo(from.center().x(), peak, to.center().x(), peak, to.center().x(), to.top() - 2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(quiet, 1.2));
        painter.drawPath(arc);
        const QPointF tip(to.center().x(), to.top() - 1);
        painter.setBrush(quiet);
        painter.setPen(Qt::NoPen);
        painter.drawConvexPolygon(QPolygonF({ tip, tip + QPointF(-2.6, -5), tip + QPointF(2.6, -5) }));
    }
}

void BlockPicture::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().x());
    if (row >= 0)
        emit rowClicked(row);
}

bool BlockPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* const help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos().x());
    if (row >= 0)
        QToolTip::showText(help->globalPos(), toQt(m_layers[static_cast<std::size_t>(row)].name), this);
    return true;
}

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant share = index.data(LayerModel::ShareRole);
    const bool peak = index.data(LayerModel::PeakRole).toBool();
    QColor colour = accentColour(option.palette);
    if (peak) {
        colour.setAlphaF(0.10F);
        painter->fillRect(option.rect, colour);
    }
    if (share.isValid()) {
        colour.setAlphaF(peak && index.column() == LayerModel::Live ? 0.45F : 0.20F);
        const QRect cell = option.rect.adjusted(2, 3, -2, -3);
        const int width = static_cast<int>(std::lround(cell.width() * share.toDouble()));
        painter->fillRect(QRect(cell.right() - width + 1, cell.top(), width, cell.height()), colour);
    }
    if (index.data(LayerModel::TotalRole).toBool()) {
        painter->setPen(hairline(option.palette));
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    }
    QStyledItemDelegate::paint(painter, option, index);
}

LayersTab::LayersTab(QWidget* parent)
    : QWidget(parent)
    , m_picture(new BlockPicture(this))
    , m_view(new QTableView(this))
{
    m_view->setObjectName(QStringLiteral("layerView"));
    m_view->setAccessibleName(tr("Layers of the candidate"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new ShareDelegate(m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(22);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setMinimumSectionSize(24);
    m_view->horizontalHeader()->setFont(smallFont());
    m_view->horizontalHeader()->setSectionResizeMode(LayerModel::Operator, QHeaderView::Stretch);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* const menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Copy table as CSV"), this, [this] { QApplication::clipboard()->setText(toCsv(m_model)); });
        menu->popup(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_picture, &BlockPicture::rowClicked, m_view, &QTableView::selectRow);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) {
            const bool layer = index.isValid() && !index.data(LayerModel::TotalRole).toBool();
            m_picture->setCurrentRow(layer ? index.row() : -1);
            emit rowSelected(layer ? index.row() : -1);
        });

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_picture);
    layout->addWidget(m_view, 1);
}

void LayersTab::show(const SharedCosts& costs)
{
    m_picture->setLayers(costs ? costs->layers : std::vector<cost::Layer> {});
    if (!costs) {
        m_model.setLayers({});
        return;
    }
    LayerBasis basis;
    if (costs->deployment) {
        basis.memory = QLatin1Char('\n') + trustText(costs->deployment->target, cost::Figure::Arena);
        basis.latency = QLatin1Char('\n') + trustText(costs->deployment->target, cost::Figure::Latency);
    } else {
        basis.memory = tr("\nplain arena, no engine's rules");
    }
    m_model.setLayers(costs->layers, basis);
    // With times the others give way, so that operators can still be told apart in a narrow panel.
    const bool timed = m_model.columnCount() > LayerModel::Latency;
    const auto& widths = timed ? kTimedWidths : kWidths;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (column != LayerModel::Operator)
            m_view->horizontalHeader()->resizeSection(column, widths[static_cast<std::size_t>(column)]);
    }
}

void LayersTab::selectRow(int row)
{
    if (row < 0)
        m_view->clearSelection();
    else
        m_view->selectRow(row);
    m_view->scrollTo(m_view->currentIndex());
}

} // namespace danas::ui
