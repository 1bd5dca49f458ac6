// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deploy/bundle_options.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;

namespace danas::ui {

/// Formats of a bundle on the left, what it will hold on the right.
class ExportContents : public QWidget {
    Q_OBJECT
public:
    explicit ExportContents(QWidget* parent = nullptr);

    [[nodiscard]] std::set<deploy::Format> formats() const;
    void setFormats(const std::set<deploy::Format>& formats);

private:
    void refresh();

    std::vector<QCheckBox*> m_boxes; ///< by deploy::kFormats
    QLabel* m_parts;
};

} // namespace danas::ui
