// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/dialogs.h"

#include <QWidget>

#include <filesystem>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;

namespace danas::ui {

/// Where bundles go: the folder, the name (with the candidate's number behind it where there are several), as folders or as .zip.
class ExportPlace : public QWidget {
    Q_OBJECT
public:
    explicit ExportPlace(DialogService& dialogs, QWidget* parent = nullptr);

    /// The candidates' numbers, and a free name that begins with `name`.
    void propose(const QString& folder, const QString& name, std::vector<int> candidates);
    [[nodiscard]] QString folder() const;
    [[nodiscard]] bool archive() const;
    void setArchive(bool archive);
    /// One for each candidate, in their order.
    [[nodiscard]] std::vector<std::filesystem::path> places() const;
    /// Why nothing can go there, and what to do; empty if it can, as far as is known.
    [[nodiscard]] QString problem() const;

public slots:
    void refresh(); ///< the folder may have changed meanwhile

signals:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose();
    void restyle();
    [[nodiscard]] QString nameOf(int candidate) const;

    DialogService& m_dialogs;
    QLineEdit* m_folder;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLabel* m_note;
    std::vector<int> m_candidates;
};

} // namespace danas::ui
