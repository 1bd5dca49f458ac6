// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/metrics_tab.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {

namespace {

QTableWidget* makeTable(const QString& name, const QString& accessibleName, QWidget* parent)
{
    auto* const table = new QTableWidget(parent);
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFocusPolicy(Qt::StrongFocus);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setMinimumSectionSize(56);
    table->verticalHeader()->setHighlightSections(false);
    return table;
}

/// As tall as its rows, up to where it scrolls.
void fitHeight(QTableWidget& table)
{
    constexpr int kMost = 260;
    const int rows = table.rowCount() * table.verticalHeader()->defaultSectionSize();
    table.setFixedHeight(std::min(kMost, rows + table.horizontalHeader()->sizeHint().height() + 4));
}

QTableWidgetItem* makeItem(const QString& text)
{
    auto* const item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setFont(numberFont());
    return item;
}

QLabel* makeHeading(const QString& text, QWidget* parent)
{
    auto* const label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

MetricsTab::MetricsTab(QWidget* parent)
    : QWidget(parent)
    , m_overall(new QLabel(this))
    , m_confusion(makeTable(QStringLiteral("confusionTable"), tr("Confusion matrix: rows truth, columns prediction"), this))
    , m_classes(makeTable(QStringLiteral("classTable"), tr("Precision, recall and F1 of each class"), this))
{
    m_overall->setObjectName(QStringLiteral("overallMetrics"));
    m_overall->setWordWrap(true);
    auto* const source = new QLabel(tr("Validation split, float supernet score"), this);
    source->setObjectName(QStringLiteral("metricsSource"));
    source->setToolTip(tr("Scored with the weights of the supernet, not quantised, not trained on: good for comparing candidates."));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(source);
    layout->addWidget(m_overall);
    layout->addSpacing(4);
    layout->addWidget(makeHeading(tr("Truth (rows) and prediction (columns)"), this));
    layout->addWidget(m_confusion);
    layout->addWidget(makeHeading(tr("By class"), this));
    layout->addWidget(m_classes);
    layout->addStretch();
}

void MetricsTab::show(const search::ConfusionMatrix& confusion, const QStringList& classes)
{
    m_overall->setText(confusion.total() == 0
            ? QString()
            : tr("Accuracy %1 · precision %2 · recall %3 · F1 %4 (means over classes), %5 samples")
                  .arg(toQt(formatPercent(confusion.accuracy())), toQt(formatPercent(confusion.precision())),
                      toQt(formatPercent(confusion.recall())), toQt(formatPercent(confusion.f1())))
                  .arg(confusion.total()));
    fillConfusion(confusion, classes);
    fillClasses(confusion, classes);
}

void MetricsTab::fillConfusion(const search::ConfusionMatrix& confusion, const QStringList& classes)
{
    const int n = confusion.classes;
    m_confusion->clear();
    m_confusion->setRowCount(n);
    m_confusion->setColumnCount(n);
    m_confusion->setHorizontalHeaderLabels(classes);
    m_confusion->setVerticalHeaderLabels(classes);
    for (int truth = 0; truth < n; ++truth) {
        double row = 0.0;
        for (int said = 0; said < n; ++said)
            row += confusion.at(truth, said);
        for (int said = 0; said < n; ++said) {
            const int count = confusion.at(truth, said);
            const double rate = row > 0.0 ? count / row : 0.0;
            QTableWidgetItem* const item = makeItem(QStringLiteral("%1\n%2").arg(count).arg(toQt(formatPercent(rate))));
            QColor colour = truth == said ? accentColour(palette()) : subtleText(palette());
            colour.setAlphaF(static_cast<float>(0.5 * rate));
            item->setBackground(colour);
            item->setToolTip(tr("%1 samples of %2 taken for %3").arg(count).arg(classes.value(truth), classes.value(said)));
            m_confusion->setItem(truth, said, item);
        }
    }
    m_confusion->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_confusion->verticalHeader()->setDefaultSectionSize(44);
    fitHeight(*m_confusion);
}

void MetricsTab::fillClasses(const search::ConfusionMatrix& confusion, const QStringList& classes)
{
    m_classes->clear();
    m_classes->setRowCount(confusion.classes);
    m_classes->setColumnCount(3);
    m_classes->setHorizontalHeaderLabels({ tr("Precision"), tr("Recall"), tr("F1") });
    m_classes->setVerticalHeaderLabels(classes);
    for (int label = 0; label < confusion.classes; ++label) {
        m_classes->setItem(label, 0, makeItem(toQt(formatPercent(confusion.precision(label)))));
        m_classes->setItem(label, 1, makeItem(toQt(formatPercent(confusion.recall(label)))));
        m_classes->setItem(label, 2, makeItem(toQt(formatPercent(confusion.f1(label)))));
    }
    fitHeight(*m_classes);
}

} // namespace danas::ui
