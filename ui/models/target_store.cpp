// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/target_store.h"

#include "base/error.h"
#include "ui/base/text.h"

#include <QStringList>
#include <QUndoCommand>

#include <utility>

namespace danas::ui {

/// One preset file before and after: absent, or with these contents.
class TargetStore::FileCommand : public QUndoCommand {
public:
    FileCommand(TargetStore& store, std::filesystem::path file, std::optional<cost::Target> before, std::optional<cost::Target> after, const QString& text)
        : QUndoCommand(text)
        , m_store(store)
        , m_file(std::move(file))
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void undo() override { setObsolete(!m_store.write(m_file, m_before)); }
    void redo() override { setObsolete(!m_store.write(m_file, m_after)); }

private:
    TargetStore& m_store;
    std::filesystem::path m_file;
    std::optional<cost::Target> m_before, m_after;
};

TargetStore::TargetStore(std::filesystem::path folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_library(cost::readTargets(m_folder))
{
}

QString TargetStore::problems() const
{
    QStringList sentences;
    for (const std::string& problem : m_library.problems)
        sentences << toQt(problem);
    if (!sentences.isEmpty())
        sentences << tr("The other targets can be used.");
    return sentences.join(QLatin1Char(' '));
}

QString TargetStore::duplicate(const cost::Target& target)
{
    if (m_folder.empty()) {
        emit failed(tr("There is no folder for targets of your own: set HOME, XDG_CONFIG_HOME or DANAS_TARGETS."));
        return {};
    }
    cost::Target copy = target;
    copy.id = m_library.freeId(target.id + "-own");
    m_undo.push(new FileCommand(*this, cost::newPresetFile(m_folder, copy.id), std::nullopt, copy, tr("Duplicate %1").arg(toQt(target.id))));
    return m_library.find(copy.id) != nullptr ? toQt(copy.id) : QString();
}

void TargetStore::change(const cost::LibraryTarget& entry, const cost::Target& after, const QString& text)
{
    if (entry.target != after)
        m_undo.push(new FileCommand(*this, entry.file, entry.target, after, text));
}

void TargetStore::remove(const cost::LibraryTarget& entry)
{
    m_undo.push(new FileCommand(*this, entry.file, entry.target, std::nullopt, tr("Delete %1").arg(toQt(entry.target.id))));
}

bool TargetStore::write(const std::filesystem::path& file, const std::optional<cost::Target>& target)
{
    try {
        if (target)
            cost::writeTarget(file, *target);
        else
            cost::removeTarget(file);
    } catch (const Error& error) {
        emit failed(toQt(std::string(error.what())));
        return false;
    }
    reload();
    return true;
}

void TargetStore::reload()
{
    m_library = cost::readTargets(m_folder);
    emit changed();
}

} // namespace danas::ui
