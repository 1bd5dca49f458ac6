// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/welcome_page.h"

#include "store/project.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/recent_delegate.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>

#include <algorithm>

namespace danas::ui {
namespace {

QString ageOf(const QDateTime& when)
{
    const qint64 minutes = when.secsTo(QDateTime::currentDateTime()) / 60;
    if (minutes < 2)
        return WelcomePage::tr("just now");
    if (minutes < 60)
        return WelcomePage::tr("%1\u202fmin ago").arg(minutes);
    if (minutes < 48 * 60)
        return WelcomePage::tr("%1\u202fh ago").arg(minutes / 60);
    return WelcomePage::tr("%1 days ago").arg(minutes / (24 * 60));
}

/// The last write: of the file, or of the log beside it that SQLite keeps while the project is in use.
QDateTime lastChange(const QString& file)
{
    const QFileInfo log(file + QStringLiteral("-wal"));
    const QDateTime own = QFileInfo(file).lastModified();
    return log.exists() ? std::max(own, log.lastModified()) : own;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_model(new QStandardItemModel(this))
    , m_reading(this)
{
    setObjectName(QStringLiteral("welcomePage"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(64, 64, 64, 48);
    layout->setSpacing(64);
    layout->addWidget(makeStart(), 2);
    layout->addWidget(makeRecent(), 3);
}

QWidget* WelcomePage::makeStart()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    auto* logo = new QLabel(box);
    logo->setPixmap(icon(QStringLiteral("app"), palette()).pixmap(60, 60));
    layout->addWidget(logo);
    auto* title = new QLabel(tr("DANAS Studio"), box);
    title->setFont(pageTitleFont());
    layout->addWidget(title);
    auto* line = new QLabel(tr("Find the best data and network for a board."), box);
    line->setForegroundRole(QPalette::PlaceholderText);
    line->setWordWrap(true);
    layout->addWidget(line);
    layout->addSpacing(kGroupGap - kGap);
    const auto button = [&](const QString& text, const char* name, const QString& iconName, const QString& tip) {
        auto* made = new QPushButton(text, box);
        made->setObjectName(QLatin1String(name));
        made->setToolTip(tip);
        made->setMinimumSize(200, 36);
        made->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        layout->addWidget(made);
        if (iconName == QStringLiteral("play"))
            makePrimary(made);
        setIcon(made, iconName);
        return made;
    };
    m_demo = button(tr("Try the demo"), "tryDemo", QStringLiteral("play"), {});
    connect(m_demo, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    m_soundDemo = button(tr("Demo of sounds"), "trySoundDemo", QStringLiteral("wave"), {});
    connect(m_soundDemo, &QPushButton::clicked, this, &WelcomePage::soundDemoRequested);
    setPreparing(false);
    connect(button(tr("New project\u2026"), "newProject", QStringLiteral("new"), tr("Ctrl+N")), &QPushButton::clicked, this,
        &WelcomePage::newRequested);
    connect(button(tr("Open\u2026"), "openProject", QStringLiteral("open"), tr("Ctrl+O")), &QPushButton::clicked, this,
        &WelcomePage::openRequested);
    layout->addStretch(1);
    return box;
}

QWidget* WelcomePage::makeRecent()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    auto* title = new QLabel(tr("Recent"), box);
    title->setFont(headingFont());
    layout->addWidget(title);
    m_none = new QLabel(tr("The projects that you open will be listed here, with the best system that each has found."), box);
    m_none->setWordWrap(true);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_none);
    m_list = new QListView(box);
    m_list->setObjectName(QStringLiteral("recent"));
    m_list->setAccessibleName(tr("Recent projects"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RecentDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    layout->addWidget(m_list, 1);
    layout->addStretch();
    const auto open = [this](const QModelIndex& index) {
        if (!index.data(RecentDelegate::MissingRole).toBool())
            emit projectActivated(index.data(RecentDelegate::FileRole).toString());
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint& at) {
        const QModelIndex index = m_list->indexAt(at);
        if (!index.isValid())
            return;
        const QString file = index.data(RecentDelegate::FileRole).toString();
        QMenu menu(this);
        connect(menu.addAction(tr("Remove from the list")), &QAction::triggered, this, [this, file] { emit forgetRequested(file); });
        menu.exec(m_list->viewport()->mapToGlobal(at));
    });
    return box;
}

void WelcomePage::setPreparing(bool preparing)
{
    for (QPushButton* demo : { m_demo, m_soundDemo })
        demo->setEnabled(!preparing);
    const QString busy = tr("The demo set is being made.");
    m_demo->setToolTip(preparing ? busy : tr("Draws a small set of pictures and searches it: two minutes"));
    m_soundDemo->setToolTip(preparing ? busy : tr("Makes a small set of machine sounds and searches it: two minutes"));
}

void WelcomePage::setRecent(const QStringList& files)
{
    m_model->clear();
    m_none->setVisible(files.isEmpty());
    m_list->setVisible(!files.isEmpty());
    QStringList present;
    for (const QString& file : files) {
        auto* item = new QStandardItem(QFileInfo(file).fileName());
        const bool missing = !QFileInfo::exists(file);
        item->setData(file, RecentDelegate::FileRole);
        item->setData(missing, RecentDelegate::MissingRole);
        item->setData(missing ? tr("missing") : QString(), RecentDelegate::BestRole);
        item->setData(missing ? QString() : ageOf(lastChange(file)), RecentDelegate::AgeRole);
        item->setToolTip(missing ? tr("%1 is not there any more.").arg(file) : file);
        item->setData(item->toolTip(), Qt::AccessibleTextRole);
        m_model->appendRow(item);
        if (!missing)
            present << file;
    }
    summarise(present);
}

void WelcomePage::summarise(const QStringList& files)
{
    struct Row {
        QString file, best, tip;
        QVector<QPointF> front;
    };
    m_reading.start(
        [files](const auto& isStale) {
            std::vector<Row> rows;
            for (const QString& file : files) {
                if (isStale())
                    break;
                Row row { file, {}, file, {} };
                try {
                    const store::ProjectSummary summary = store::summarise(toPath(file));
                    row.best = summary.best.empty() ? tr("no results yet") : toQt(summary.best);
                    for (const auto& [ram, accuracy] : summary.front)
                        row.front << QPointF(std::max(1.0, ram), accuracy);
                } catch (const std::exception& error) {
                    row.best = tr("cannot be read");
                    row.tip = toQt(std::string(error.what()));
                }
                rows.push_back(std::move(row));
            }
            return rows;
        },
        [this](const std::vector<Row>& rows) {
            for (const Row& row : rows) {
                for (int i = 0; i < m_model->rowCount(); ++i) {
                    QStandardItem* item = m_model->item(i);
                    if (item->data(RecentDelegate::FileRole).toString() != row.file)
                        continue;
                    item->setData(row.best, RecentDelegate::BestRole);
                    item->setData(QVariant::fromValue(row.front), RecentDelegate::FrontRole);
                    item->setToolTip(row.tip);
                }
            }
        });
}

} // namespace danas::ui
