// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compare_chooser.h"

#include "base/units.h"
#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {
namespace {

constexpr int kProjectRole = Qt::UserRole, kRunRole = Qt::UserRole + 1;

RunKey keyOf(const QTreeWidgetItem& item)
{
    return { toPath(item.data(0, kProjectRole).toString()), item.data(0, kRunRole).toLongLong() };
}

QString stateText(const compare::StoredRun& run)
{
    const auto& record = run.record;
    const QString count = QObject::tr("%1 candidates").arg(toQt(formatGrouped(static_cast<std::uint64_t>(record.evaluations))));
    return record.state == store::RunState::Done ? count : toQt(store::runStateName(record.state)) + QStringLiteral(", ") + count;
}

} // namespace

CompareChooser::CompareChooser(CompareSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_tree(new QTreeWidget(this))
    , m_together(new QCheckBox(tr("Seeds together"), this))
    , m_hint(new QLabel(tr("Tick what is to be compared. Drop another project here, or open it."), this))
{
    setObjectName(QStringLiteral("compareChooser"));
    m_tree->setObjectName(QStringLiteral("compareRuns"));
    m_tree->setAccessibleName(tr("Runs that can be compared"));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(false);
    m_tree->setIndentation(16);
    m_together->setObjectName(QStringLiteral("seedsTogether"));
    m_together->setToolTip(tr("Runs that differ in the seed only are one arm"));
    m_hint->setFont(smallFont());
    m_hint->setWordWrap(true);
    auto* const open = new QPushButton(tr("Open another project\u2026"), this);
    open->setObjectName(QStringLiteral("compareOpenButton"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(m_hint);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_together);
    layout->addWidget(open, 0, Qt::AlignLeft);
    setMinimumWidth(250);

    connect(open, &QPushButton::clicked, this, &CompareChooser::openRequested);
    connect(m_together, &QCheckBox::toggled, &session, &CompareSession::setSeedsTogether);
    connect(&session, &CompareSession::proposalsChanged, this, &CompareChooser::fill);
    connect(&session, &CompareSession::chosenChanged, this, &CompareChooser::showChosen);
    connect(m_tree, &QTreeWidget::itemChanged, this, [this] {
        if (!m_filling)
            QMetaObject::invokeMethod(this, &CompareChooser::take, Qt::QueuedConnection); // once the ticks of parents followed
    });
    restyle();
    fill();
}

void CompareChooser::fill()
{
    m_filling = true;
    m_together->setChecked(m_session.seedsTogether());
    m_tree->clear();
    for (const compare::Arm& arm : m_session.proposals())
        m_tree->addTopLevelItem(addArm(arm));
    m_filling = false;
    showChosen();
}

QTreeWidgetItem* CompareChooser::addArm(const compare::Arm& arm)
{
    const auto describe = [](QTreeWidgetItem& item, const compare::StoredRun& run) {
        item.setData(0, kProjectRole, toQt(run.project));
        item.setData(0, kRunRole, static_cast<qlonglong>(run.record.id));
        item.setToolTip(0, tr("%1, %2\nseed %3, begun %4").arg(toQt(run.label), stateText(run), QString::number(run.record.spec.seed), toQt(run.record.created)));
        item.setCheckState(0, Qt::Unchecked);
    };
    auto* const top = new QTreeWidgetItem({ toQt(arm.name) });
    describe(*top, *arm.runs.front());
    if (arm.runs.size() == 1)
        return top;
    top->setToolTip(0, tr("%1 runs that differ in the seed only").arg(arm.runs.size()));
    for (const auto& run : arm.runs) {
        auto* const child = new QTreeWidgetItem(top, { tr("%1  seed %2, %3").arg(toQt(run->label), QString::number(run->record.spec.seed), stateText(*run)) });
        describe(*child, *run);
    }
    top->setFlags(top->flags() | Qt::ItemIsAutoTristate);
    return top;
}

void CompareChooser::showChosen()
{
    m_filling = true;
    const auto& chosen = m_session.chosen();
    const auto armOf = [&chosen](const RunKey& key) {
        const auto found = std::find_if(chosen.begin(), chosen.end(),
            [&key](const ChosenArm& arm) { return std::find(arm.runs.begin(), arm.runs.end(), key) != arm.runs.end(); });
        return static_cast<std::size_t>(found - chosen.begin());
    };
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        QTreeWidgetItem& top = *m_tree->topLevelItem(row);
        std::size_t arm = chosen.size();
        for (int k = 0; k < top.childCount(); ++k) {
            const std::size_t of = armOf(keyOf(*top.child(k)));
            top.child(k)->setCheckState(0, of < chosen.size() ? Qt::Checked : Qt::Unchecked);
            arm = std::min(arm, of);
        }
        if (top.childCount() == 0) {
            arm = armOf(keyOf(top));
            top.setCheckState(0, arm < chosen.size() ? Qt::Checked : Qt::Unchecked);
        }
        top.setIcon(0, arm < chosen.size() ? QIcon(armSample(arm, devicePixelRatioF())) : QIcon());
        top.setText(0, (arm < chosen.size() ? armLetter(arm) + QStringLiteral("  ") : QString()) + toQt(m_session.proposals()[static_cast<std::size_t>(row)].name));
    }
    m_tree->setIconSize({ 34, 14 });
    m_filling = false;
}

void CompareChooser::take()
{
    std::vector<ChosenArm> chosen;
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        const QTreeWidgetItem& top = *m_tree->topLevelItem(row);
        ChosenArm arm;
        if (top.childCount() == 0 && top.checkState(0) == Qt::Checked)
            arm.runs.push_back(keyOf(top));
        for (int k = 0; k < top.childCount(); ++k) {
            if (top.child(k)->checkState(0) == Qt::Checked)
                arm.runs.push_back(keyOf(*top.child(k)));
        }
        const compare::Arm& proposed = m_session.proposals()[static_cast<std::size_t>(row)];
        arm.name = arm.runs.size() == proposed.runs.size()
            ? toQt(proposed.name)
            : tr("%1 (%2 of %3 seeds)").arg(toQt(proposed.runs.front()->record.name)).arg(arm.runs.size()).arg(proposed.runs.size());
        if (!arm.runs.empty())
            chosen.push_back(std::move(arm));
    }
    m_session.choose(std::move(chosen));
}

void CompareChooser::restyle()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, subtleText(palette()));
    m_hint->setPalette(quiet);
    QPalette plain = palette();
    plain.setColor(QPalette::Base, palette().color(QPalette::Window));
    m_tree->setPalette(plain);
}

void CompareChooser::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_hint != nullptr)
        restyle();
}

} // namespace danas::ui
