// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_library.h"

#include <QObject>
#include <QUndoStack>

#include <optional>

namespace danas::ui {

/// The targets that can be chosen, with the person's own presets as files in a folder. Every change of a preset is written at
/// once and can be undone. Lives on the window's thread.
class TargetStore : public QObject {
    Q_OBJECT
public:
    explicit TargetStore(std::filesystem::path folder, QObject* parent = nullptr);

    [[nodiscard]] const cost::TargetLibrary& library() const { return m_library; }
    [[nodiscard]] QUndoStack* undoStack() { return &m_undo; }
    /// What is wrong with files of the folder, in one text; empty if nothing is.
    [[nodiscard]] QString problems() const;

    /// A copy to be edited. @return its id; empty if it could not be written (`failed` says why)
    QString duplicate(const cost::Target& target);
    /// `entry` is an own one; the preset becomes `after`.
    void change(const cost::LibraryTarget& entry, const cost::Target& after, const QString& text);
    void remove(const cost::LibraryTarget& entry);

signals:
    void changed();
    void failed(const QString& sentence);

private:
    class FileCommand;
    bool write(const std::filesystem::path& file, const std::optional<cost::Target>& target);
    void reload();

    std::filesystem::path m_folder;
    cost::TargetLibrary m_library;
    QUndoStack m_undo;
};

} // namespace danas::ui
