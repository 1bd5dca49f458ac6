// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/export_place.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace danas::ui {

ExportPlace::ExportPlace(DialogService& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_dialogs(dialogs)
    , m_folder(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_note(new QLabel(this))
{
    m_folder->setObjectName(QStringLiteral("exportFolder"));
    m_name->setObjectName(QStringLiteral("exportName"));
    m_kind->setObjectName(QStringLiteral("exportKind"));
    m_kind->setAccessibleName(tr("Kind of bundle"));
    m_kind->addItems({ tr("as a folder"), tr("as a .zip file") });
    m_note->setObjectName(QStringLiteral("exportPlaceNote"));
    m_note->setFont(smallFont());
    m_note->setWordWrap(true);
    auto* const browse = new QPushButton(tr("Choose…"), this);
    browse->setObjectName(QStringLiteral("chooseExportFolder"));
    browse->setAutoDefault(false);
    auto* const folderLabel = new QLabel(tr("Save &in"), this);
    folderLabel->setBuddy(m_folder);
    auto* const nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setBuddy(m_name);
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(8);
    grid->addWidget(folderLabel, 0, 0);
    grid->addWidget(m_folder, 0, 1);
    grid->addWidget(browse, 0, 2);
    grid->addWidget(nameLabel, 1, 0);
    grid->addWidget(m_name, 1, 1);
    grid->addWidget(m_kind, 1, 2);
    grid->addWidget(m_note, 2, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(browse, &QPushButton::clicked, this, &ExportPlace::choose);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportPlace::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &ExportPlace::refresh);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ExportPlace::refresh);
}

void ExportPlace::propose(const QString& folder, const QString& name, std::vector<int> candidates)
{
    m_candidates = std::move(candidates);
    m_folder->setText(QDir::toNativeSeparators(folder));
    const bool alone = m_candidates.size() == 1;
    const QString first = alone ? QStringLiteral("%1-%2").arg(name).arg(m_candidates.front()) : name;
    m_name->setText(first);
    for (int again = 2; again < 100 && !problem().isEmpty() && QFileInfo(folder).isDir(); ++again)
        m_name->setText(QStringLiteral("%1-%2").arg(first).arg(again));
    refresh();
}

QString ExportPlace::folder() const
{
    return m_folder->text().trimmed();
}

bool ExportPlace::archive() const
{
    return m_kind->currentIndex() == 1;
}

void ExportPlace::setArchive(bool archive)
{
    m_kind->setCurrentIndex(archive ? 1 : 0);
}

QString ExportPlace::nameOf(int candidate) const
{
    QString name = m_name->text().trimmed();
    if (archive() && name.endsWith(QLatin1String(".zip")))
        name.chop(4);
    if (m_candidates.size() > 1)
        name += QStringLiteral("-%1").arg(candidate);
    return archive() ? name + QStringLiteral(".zip") : name;
}

std::vector<std::filesystem::path> ExportPlace::places() const
{
    std::vector<std::filesystem::path> places;
    for (const int candidate : m_candidates)
        places.push_back(toPath(folder()) / toPath(nameOf(candidate)));
    return places;
}

QString ExportPlace::problem() const
{
    const QFileInfo where(folder());
    if (folder().isEmpty())
        return tr("Choose the folder that the bundle goes to.");
    if (!where.isDir())
        return tr("There is no folder %1: make it first, or choose another.").arg(folder());
    if (!where.isWritable())
        return tr("You may not write in %1: choose another folder.").arg(folder());
    const QString name = m_name->text().trimmed();
    if (name.isEmpty() || name == QLatin1String(".") || name == QLatin1String(".."))
        return tr("Give the bundle a name.");
    if (name.contains(QLatin1Char('/')))
        return tr("A name has no “/” in it: the folder is chosen above.");
    if (!archive() && name.endsWith(QLatin1String(".zip")))
        return tr("A folder's name does not end in .zip: choose “as a .zip file”, or another name.");
    const auto all = places();
    const auto taken = std::ranges::find_if(all, [](const std::filesystem::path& place) {
        const QFileInfo there(toQt(place));
        return there.exists() || there.isSymLink();
    });
    return taken == all.end() ? QString() : tr("%1 is there already: choose another name.").arg(toQt(taken->filename()));
}

void ExportPlace::refresh()
{
    const QString why = problem();
    QStringList names;
    for (const int candidate : m_candidates)
        names += nameOf(candidate);
    m_note->setText(!why.isEmpty() ? why : names.size() > 1 ? tr("%1 bundles: %2").arg(names.size()).arg(names.join(QStringLiteral(", "))) : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    restyle();
    emit changed();
}

void ExportPlace::choose()
{
    if (const QString chosen = m_dialogs.chooseFolder(this, tr("Folder of the bundle"), folder()); !chosen.isEmpty())
        m_folder->setText(chosen);
}

void ExportPlace::restyle()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, isEnabled() && !problem().isEmpty() ? errorColour(palette()) : subtleText(palette()));
    m_note->setPalette(own);
}

void ExportPlace::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange)
        restyle();
}

} // namespace danas::ui
