// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/layers_tab.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/csv.h"
#include "ui/models/figure_text.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace danas::ui {

namespace {

constexpr std::array kWidths { 24, 96, 44, 74, 48, 50, 56, 0 };
constexpr std::array kTimedWidths { 24, 96, 44, 72, 46, 56, 58, 54 };
constexpr int kRoomy = 490; ///< width in pixels from which all columns fit
constexpr int kNarrow = 430; ///< below it the parameters, too, give way to the names of the operators

} // namespace

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
    fitColumns();
}

/// With times the others give way: kernels and parameters go where names of operators would be cut.
void LayersTab::fitColumns()
{
    const bool timed = m_model.columnCount() > LayerModel::Latency;
    const auto& widths = timed ? kTimedWidths : kWidths;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (column != LayerModel::Operator)
            m_view->horizontalHeader()->resizeSection(column, widths[static_cast<std::size_t>(column)]);
    }
    m_view->setColumnHidden(LayerModel::Window, timed && width() < kRoomy);
    m_view->setColumnHidden(LayerModel::Parameters, timed && width() < kNarrow);
}

void LayersTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
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
