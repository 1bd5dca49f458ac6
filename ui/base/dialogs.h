// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace danas::ui {

/// The few real dialogs (files only), behind a seam so that tests can answer them. Each returns an empty text if the
/// person thought better of it.
class DialogService {
public:
    virtual ~DialogService() = default;
    [[nodiscard]] virtual QString chooseFolder(QWidget* parent, const QString& title, const QString& start);
    [[nodiscard]] virtual QString openProject(QWidget* parent, const QString& start);
    /// With the suffix .danas.
    [[nodiscard]] virtual QString newProject(QWidget* parent, const QString& start);
    /// With the suffix .json.
    [[nodiscard]] virtual QString saveSpec(QWidget* parent, const QString& start);
    /// `format`: html, csv or json; with that suffix.
    [[nodiscard]] virtual QString saveReport(QWidget* parent, const QString& start, const QString& format);
};

} // namespace danas::ui
