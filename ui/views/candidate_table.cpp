// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/candidate_table.h"

#include "ui/base/theme.h"
#include "ui/models/csv.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {

CandidateTable::CandidateTable(RunModel& run, SelectionContext& selection, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_selection(selection)
    , m_model(run)
    , m_words(new QLineEdit(this))
    , m_frontOnly(new QCheckBox(tr("Front only"), this))
    , m_count(new QLabel(this))
    , m_view(new QTableView(this))
{
    setObjectName(QStringLiteral("candidateTable"));
    m_filter.setSourceModel(&m_model);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    buildFilterRow();
    buildView();
    layout->addWidget(m_view, 1);

    connect(&selection, &SelectionContext::currentChanged, this, &CandidateTable::selectRow);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        // A row that the filter takes away is no choice of the person.
        if (!m_following && index.isValid() && m_view->hasFocus())
            m_selection.setCurrent(index.data(CandidateModel::IdRole).toInt());
    });
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (m_view->selectionModel()->isRowSelected(index.row())) // a row that was just taken out of several is not meant
            m_selection.setCurrent(index.data(CandidateModel::IdRole).toInt());
    });
    connect(&m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this,
        [this] { m_top = m_view->indexAt(m_view->viewport()->rect().topLeft()); });
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this, &CandidateTable::keepPlace, Qt::QueuedConnection);
    for (const auto& change : { &QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved })
        connect(&m_filter, change, this, &CandidateTable::updateCount);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &CandidateTable::updateCount);
    updateCount();
}

void CandidateTable::buildFilterRow()
{
    m_words->setObjectName(QStringLiteral("candidateFilter"));
    m_words->setAccessibleName(tr("Filter candidates"));
    m_words->setClearButtonEnabled(true);
    m_frontOnly->setObjectName(QStringLiteral("frontOnly"));
    m_count->setObjectName(QStringLiteral("candidateCount"));
    m_count->setFont(smallFont());
    auto* const row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_words, 1);
    row->addWidget(m_frontOnly);
    row->addWidget(m_count);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setWords(text);
        selectRow(m_selection.current());
    });
    connect(m_frontOnly, &QCheckBox::toggled, this, [this](bool on) {
        m_filter.setFrontOnly(on);
        selectRow(m_selection.current());
    });
}

void CandidateTable::buildView()
{
    m_view->setObjectName(QStringLiteral("candidateView"));
    m_view->setAccessibleName(tr("Candidates"));
    m_view->setModel(&m_filter);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(CandidateModel::Number, Qt::DescendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setMinimumSize(240, 100);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(24);
    QHeaderView* const header = m_view->horizontalHeader();
    header->setFont(smallFont());
    header->setHighlightSections(false);
    header->setMinimumSectionSize(36);
    setWidths();
    header->setSectionResizeMode(CandidateModel::Network, QHeaderView::Stretch);
    connect(&m_filter, &QAbstractItemModel::columnsInserted, this, &CandidateTable::setWidths);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &CandidateTable::setWidths);
    m_view->installEventFilter(this);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &CandidateTable::showMenu);
}

void CandidateTable::setWidths()
{
    const bool sounds = m_run.spec().space.modality() == data::Modality::Audio;
    m_words->setPlaceholderText(sounds ? tr("Filter: mfcc, w .25, #12") : tr("Filter: 96 gray, w .25, #12"));
    const std::array kWidths { 38, sounds ? 136 : 78, 110, 62, 60, 60, 80, 64, 64, 42, 50, 50, 50, 58 };
    for (int column = 0; column < m_filter.columnCount(); ++column) {
        m_view->setColumnHidden(column, !m_model.known(column));
        if (column != CandidateModel::Network && m_model.known(column))
            m_view->horizontalHeader()->resizeSection(column, kWidths[static_cast<std::size_t>(column)]);
    }
}

bool CandidateTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto* const key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy)) {
        copyCsv();
        return true;
    }
    if (key->key() == Qt::Key_Space) {
        m_selection.togglePinned(m_selection.current());
        return true;
    }
    return false;
}

void CandidateTable::selectRow(int id)
{
    m_following = true;
    const QModelIndex index = m_run.find(id) != nullptr ? m_filter.mapFromSource(m_model.index(id, 0)) : QModelIndex();
    if (!index.isValid())
        m_view->clearSelection();
    else if (!m_view->selectionModel()->isRowSelected(index.row())) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
    m_following = false;
}

void CandidateTable::keepPlace()
{
    // At the very top the newest may come in; further down the rows under the eye stay.
    if (m_top.isValid() && m_view->verticalScrollBar()->value() > 0)
        m_view->scrollTo(m_top, QAbstractItemView::PositionAtTop);
}

void CandidateTable::updateCount()
{
    const int shown = m_filter.rowCount();
    const int all = m_model.rowCount();
    m_count->setText(shown == all ? tr("%1 candidates").arg(all) : tr("%1 of %2").arg(shown).arg(all));
}

std::vector<int> CandidateTable::selectedIds() const
{
    std::vector<int> ids;
    for (const QModelIndex& row : m_view->selectionModel()->selectedRows())
        ids.push_back(row.data(CandidateModel::IdRole).toInt());
    std::sort(ids.begin(), ids.end());
    return ids;
}

void CandidateTable::showMenu(const QPoint& at)
{
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("candidateMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::vector<int> ids = selectedIds();
    if (!ids.empty()) {
        menu->addAction(ids.size() == 1 ? tr("Export #%1…").arg(ids.front()) : tr("Export %1 candidates…").arg(ids.size()), this,
            [this, ids] { emit exportRequested(ids); });
        menu->addSeparator();
    }
    menu->addAction(tr("Copy table as CSV"), this, &CandidateTable::copyCsv);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void CandidateTable::copyCsv() const
{
    QApplication::clipboard()->setText(toCsv(m_filter, Qt::DisplayRole, [this](int column) { return m_model.known(column); }));
}

} // namespace danas::ui
