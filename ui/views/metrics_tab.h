// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/finalised.h"
#include "search/run_spec.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QTableWidget;

namespace danas::ui {

/// "float supernet score" or what else the search scores with.
[[nodiscard]] QString searchScoreName(search::EvaluatorKind kind);

/// Confusion matrix with counts and rates, and precision, recall and F1 of each class; of a finalised candidate each of its
/// scores, one at a time.
class MetricsTab : public QWidget {
    Q_OBJECT
public:
    explicit MetricsTab(QWidget* parent = nullptr);

    /// `final` may be null.
    void show(const search::ConfusionMatrix& searched, const QString& scoredBy, const search::Finalised* final, const QStringList& classes);

private:
    void showChosen();
    void fillConfusion(const search::ConfusionMatrix& confusion, const QStringList& classes);
    void fillClasses(const search::ConfusionMatrix& confusion, const QStringList& classes);

    struct Source {
        QString name, note, tip;
        search::ConfusionMatrix confusion;
    };
    std::vector<Source> m_sources; ///< that of the search first
    QStringList m_names;           ///< of the classes
    QComboBox* m_which;
    QLabel* m_source;
    QLabel* m_overall;
    QTableWidget* m_confusion;
    QTableWidget* m_classes;
};

} // namespace danas::ui
