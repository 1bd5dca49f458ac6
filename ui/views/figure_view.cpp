// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/figure_view.h"

#include "ui/base/theme.h"
#include "ui/models/csv.h"
#include "ui/views/layers_tab.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace danas::ui {

FigureView::FigureView(const QString& name, const QString& accessibleName, bool editable, QWidget* parent)
    : QTableView(parent)
    , m_figures(editable)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setModel(&m_figures);
    setItemDelegate(new ShareDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(editable ? QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed : QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMinimumSize(200, 90);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(24);
    horizontalHeader()->setFont(smallFont());
    horizontalHeader()->setHighlightSections(false);
    connect(this, &QTableView::clicked, this, &FigureView::choose);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* const menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Copy table as CSV"), this, &FigureView::copyCsv);
        menu->popup(viewport()->mapToGlobal(at));
    });
}

void FigureView::showTable(FigureTable table)
{
    const int columns = m_figures.rowCount() > 0 ? m_figures.columnCount() : 0;
    m_figures.show(std::move(table));
    if (m_figures.columnCount() == columns)
        return; // the person's widths stay
    resizeColumnsToContents();
    for (int column = 0; column < m_figures.columnCount(); ++column)
        setColumnWidth(column, columnWidth(column) + kGap);
}

void FigureView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copyCsv();
    else if (event->key() == Qt::Key_Return && state() != QAbstractItemView::EditingState)
        choose(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void FigureView::copyCsv()
{
    QApplication::clipboard()->setText(toCsv(m_figures));
}

void FigureView::choose(const QModelIndex& index)
{
    if (index.isValid() && index.data(FigureTableModel::CandidateRole).toBool())
        emit systemChosen(m_figures.cell(index));
}

} // namespace danas::ui
