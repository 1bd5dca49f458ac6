// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/metrics.h"

#include <QString>
#include <QStringList>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace danas::ui {

/// Confusion matrix with counts and rates, and precision, recall and F1 of each class.
class MetricsTab : public QWidget {
    Q_OBJECT
public:
    explicit MetricsTab(QWidget* parent = nullptr);

    void show(const search::ConfusionMatrix& confusion, const QStringList& classes);

private:
    void fillConfusion(const search::ConfusionMatrix& confusion, const QStringList& classes);
    void fillClasses(const search::ConfusionMatrix& confusion, const QStringList& classes);

    QLabel* m_overall;
    QTableWidget* m_confusion;
    QTableWidget* m_classes;
};

} // namespace danas::ui
