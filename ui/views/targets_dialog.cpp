// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/targets_dialog.h"

#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/target_figures.h"
#include "ui/models/target_list_model.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {
namespace {

/// A cell with few possible texts is chosen, not typed.
class ChoiceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QStringList choices = static_cast<const TargetFigures*>(index.model())->choices(index);
        if (choices.isEmpty())
            return QStyledItemDelegate::createEditor(parent, option, index);
        auto* box = new QComboBox(parent);
        box->addItems(choices);
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* box = qobject_cast<QComboBox*>(editor))
            box->setCurrentText(index.data(Qt::EditRole).toString());
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        if (auto* box = qobject_cast<QComboBox*>(editor))
            model->setData(index, box->currentText());
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }
};

QTableView* table(QAbstractItemModel* model, const QString& name, const QString& label, QWidget* parent)
{
    auto* view = new QTableView(parent);
    view->setObjectName(name);
    view->setAccessibleName(label);
    view->setModel(model);
    view->setShowGrid(false);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(26);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setStretchLastSection(true);
    return view;
}

} // namespace

TargetsDialog::TargetsDialog(TargetStore* store, const QString& selected, QWidget* parent)
    : QDialog(parent)
    , m_store(store)
    , m_message(new MessageBar(this))
    , m_list(new TargetListModel(store, this))
    , m_figures(new TargetFigures(store, this))
{
    setObjectName(QStringLiteral("targetsDialog"));
    setWindowTitle(tr("Targets"));
    resize(1120, 680);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kGap);
    layout->addWidget(m_message);
    layout->addWidget(makeTables(), 1);
    layout->addWidget(makeButtons());
    connect(m_store, &TargetStore::changed, this, &TargetsDialog::refresh);
    connect(m_store, &TargetStore::failed, this, [this](const QString& why) { m_message->show(MessageBar::Kind::Error, why); });
    connect(m_figures, &TargetFigures::refused, this, [this](const QString& why) { m_message->show(MessageBar::Kind::Error, why); });
    connect(m_figures, &TargetFigures::renamed, this, [this](const QString& id) { m_selected = id; });
    if (const QString problems = m_store->problems(); !problems.isEmpty())
        m_message->show(MessageBar::Kind::Error, problems);
    m_selected = selected;
    refresh();
}

QWidget* TargetsDialog::makeTables()
{
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_listView = table(m_list, QStringLiteral("targetList"), tr("All targets"), splitter);
    const int listWidths[] = { 165, 195, 265, 80, 80, 80, 95 };
    for (int column = 0; column < TargetListModel::Energy; ++column)
        m_listView->setColumnWidth(column, listWidths[column]);
    m_figuresView = table(m_figures, QStringLiteral("targetFigures"), tr("Figures of the selected target"), splitter);
    m_figuresView->setItemDelegate(new ChoiceDelegate(m_figuresView));
    m_figuresView->setSelectionBehavior(QAbstractItemView::SelectItems);
    const int figureWidths[] = { 270, 230, 100 };
    for (int column = 0; column < TargetFigures::Source; ++column)
        m_figuresView->setColumnWidth(column, figureWidths[column]);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    connect(m_listView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (!m_refreshing && current.isValid())
            select(current.siblingAtColumn(TargetListModel::Id).data().toString());
    });
    return splitter;
}

QWidget* TargetsDialog::makeButtons()
{
    auto* foot = new QWidget(this);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto button = [&](const QString& text, const char* name, const QString& icon) {
        auto* made = new QPushButton(text, foot);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false); // Enter ends the edit of a cell
        if (!icon.isEmpty())
            setIcon(made, icon);
        layout->addWidget(made);
        return made;
    };
    m_duplicate = button(tr("Duplicate"), "duplicateTarget", QStringLiteral("add"));
    m_duplicate->setToolTip(tr("A copy of your own, to be edited."));
    connect(m_duplicate, &QPushButton::clicked, this, &TargetsDialog::duplicate);
    m_remove = button(tr("Delete"), "deleteTarget", QStringLiteral("remove"));
    connect(m_remove, &QPushButton::clicked, this, &TargetsDialog::removeSelected);
    QUndoStack* stack = m_store->undoStack();
    auto* undo = button(tr("Undo"), "undoTarget", QStringLiteral("undo"));
    auto* redo = button(tr("Redo"), "redoTarget", QStringLiteral("redo"));
    // Not the buttons' own shortcuts: those act only after an animation.
    new QShortcut(QKeySequence::Undo, this, stack, &QUndoStack::undo);
    new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Y), this, stack, &QUndoStack::redo);
    undo->setEnabled(stack->canUndo());
    redo->setEnabled(stack->canRedo());
    connect(stack, &QUndoStack::canUndoChanged, undo, &QPushButton::setEnabled);
    connect(stack, &QUndoStack::canRedoChanged, redo, &QPushButton::setEnabled);
    connect(stack, &QUndoStack::undoTextChanged, undo, [this, undo](const QString& text) { undo->setToolTip(text.isEmpty() ? tr("Nothing to undo.") : tr("Undo: %1").arg(text)); });
    connect(stack, &QUndoStack::redoTextChanged, redo, [this, redo](const QString& text) { redo->setToolTip(text.isEmpty() ? tr("Nothing to redo.") : tr("Redo: %1").arg(text)); });
    connect(undo, &QPushButton::clicked, stack, &QUndoStack::undo);
    connect(redo, &QPushButton::clicked, stack, &QUndoStack::redo);
    layout->addStretch(1);
    auto* close = button(tr("Close"), "closeTargets", {});
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    return foot;
}

void TargetsDialog::refresh()
{
    m_refreshing = true;
    const int row = std::max(0, m_list->rowOf(m_selected));
    m_listView->selectRow(row);
    m_listView->scrollTo(m_list->index(row, 0));
    m_refreshing = false;
    select(m_list->index(row, TargetListModel::Id).data().toString());
}

void TargetsDialog::select(const QString& id)
{
    m_selected = id;
    const cost::LibraryTarget* entry = m_store->library().find(id.toStdString());
    m_figures->show(entry != nullptr ? std::optional(*entry) : std::nullopt);
    const bool own = entry != nullptr && !entry->builtIn();
    m_remove->setEnabled(own);
    m_remove->setToolTip(own ? tr("Deletes this preset; Undo brings it back.") : tr("Built-in targets cannot be deleted."));
}

void TargetsDialog::duplicate()
{
    m_message->clear();
    if (const auto* entry = m_store->library().find(m_selected.toStdString())) {
        const QString copy = m_store->duplicate(entry->target);
        if (copy.isEmpty())
            return;
        m_selected = copy;
        refresh();
        m_figuresView->setFocus();
    }
}

void TargetsDialog::removeSelected()
{
    m_message->clear();
    const auto* entry = m_store->library().find(m_selected.toStdString());
    if (entry == nullptr || entry->builtIn())
        return;
    const cost::LibraryTarget copy = *entry;
    m_store->remove(copy);
    if (m_store->library().find(copy.target.id) == nullptr)
        m_message->show(MessageBar::Kind::Info, tr("%1 is deleted; Undo brings it back.").arg(toQt(copy.target.id)));
}

} // namespace danas::ui
