// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/target_box.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/models/target_store.h"

#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace danas::ui {
namespace {

constexpr int kNone = -1, kOfProject = -2, kCustom = -3; ///< item data beside indices into the library
constexpr int kEngineRole = Qt::UserRole + 1;

/// Beneath a board's name only its engines: the closed box names both.
class EngineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (const QString engine = index.data(kEngineRole).toString(); !engine.isEmpty())
            option->text = QStringLiteral("      ") + engine;
    }
};

} // namespace

TargetBox::TargetBox(TargetStore* store, QWidget* parent)
    : QComboBox(parent)
    , m_store(store)
{
    setAccessibleName(tr("Target: board and engine"));
    setItemDelegate(new EngineDelegate(this));
    setMaxVisibleItems(24);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(24);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(480);
    fill();
    connect(this, &QComboBox::activated, this, &TargetBox::choose);
    connect(m_store, &TargetStore::changed, this, [this] {
        fill();
        showTarget(m_shown);
    });
}

void TargetBox::addHeader(const cost::Board& board)
{
    addItem(toQt(board.name) + QStringLiteral(" \u00b7 ") + toQt(formatFrequency(board.clockHz)) + QStringLiteral(" \u00b7 ")
        + tr("%1 RAM, %2 flash").arg(toQt(formatBytes(board.ramBytes)), toQt(formatBytes(board.flashBytes))));
    auto* item = qobject_cast<QStandardItemModel*>(model())->item(count() - 1);
    item->setEnabled(false);
    QFont bold = item->font();
    bold.setBold(true);
    item->setFont(bold);
}

void TargetBox::addTarget(const cost::Target& target, int index, const QString& suffix)
{
    addItem(QString(), index);
    nameItem(count() - 1, target, suffix);
}

void TargetBox::nameItem(int item, const cost::Target& target, const QString& suffix)
{
    const QString engine = toQt(target.engine.name) + suffix;
    setItemText(item, toQt(target.board.name) + QStringLiteral(" \u00d7 ") + engine);
    setItemData(item, engine, kEngineRole);
    setItemData(item, toQt(target.id), Qt::ToolTipRole);
}

/// Grouped by board, in the order of their first targets.
void TargetBox::fill()
{
    const QSignalBlocker quiet(this);
    const auto& entries = m_store->library().entries;
    m_ofProject.reset();
    clear();
    addItem(tr("No target: plain arena"), kNone);
    std::vector<bool> listed(entries.size(), false);
    for (std::size_t first = 0; first < entries.size(); ++first) {
        const cost::Board& board = entries[first].target.board;
        if (listed[first] || (entries[first].builtIn() && board.id == "custom"))
            continue;
        addHeader(board);
        for (std::size_t i = first; i < entries.size(); ++i) {
            if (listed[i] || entries[i].target.board.name != board.name)
                continue;
            listed[i] = true;
            addTarget(entries[i].target, static_cast<int>(i), entries[i].builtIn() ? QString() : QStringLiteral(" (%1)").arg(toQt(entries[i].target.id)));
        }
    }
    insertSeparator(count());
    addItem(tr("Another board\u2026"), kCustom);
}

/// A project keeps its own target, which may be of a preset that was changed or is gone since: that one is listed at the end.
int TargetBox::itemOf(const cost::Target& target)
{
    const auto& entries = m_store->library().entries;
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.target == target; });
    const int listed = same == entries.end() ? -1 : findData(static_cast<int>(same - entries.begin()));
    if (listed >= 0)
        return listed;
    const QString suffix = tr(" (as in this project)");
    int item = findData(kOfProject);
    if (item < 0) {
        addTarget(target, kOfProject, suffix);
        item = count() - 1;
    } else {
        nameItem(item, target, suffix);
    }
    m_ofProject = target;
    return item;
}

void TargetBox::showTarget(const std::optional<cost::Target>& target)
{
    const QSignalBlocker quiet(this);
    m_shown = target;
    setCurrentIndex(target ? itemOf(*target) : 0);
}

void TargetBox::choose(int item)
{
    const int which = itemData(item).toInt();
    if (which == kCustom) {
        showTarget(m_shown);
        QMetaObject::invokeMethod(this, &TargetBox::customRequested, Qt::QueuedConnection); // it may fill this list anew
    } else if (which == kNone) {
        emit chosen(std::nullopt);
    } else {
        emit chosen(which == kOfProject ? m_ofProject : m_store->library().entries[static_cast<std::size_t>(which)].target);
    }
}

} // namespace danas::ui
