// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/metrics_tab.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/page_layout.h"

#include <QComboBox>
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

} // namespace

QString searchScoreName(search::EvaluatorKind kind)
{
    return kind == search::EvaluatorKind::Supernet ? QObject::tr("float supernet score") : QObject::tr("float score after training from scratch");
}

MetricsTab::MetricsTab(QWidget* parent)
    : QWidget(parent)
    , m_which(new QComboBox(this))
    , m_source(new QLabel(this))
    , m_overall(new QLabel(this))
    , m_confusion(makeTable(QStringLiteral("confusionTable"), tr("Confusion matrix: rows truth, columns prediction"), this))
    , m_classes(makeTable(QStringLiteral("classTable"), tr("Precision, recall and F1 of each class"), this))
{
    m_overall->setObjectName(QStringLiteral("overallMetrics"));
    m_overall->setWordWrap(true);
    m_which->setObjectName(QStringLiteral("scoreChooser"));
    m_which->setAccessibleName(tr("Which score is shown"));
    m_source->setObjectName(QStringLiteral("metricsSource"));
    m_source->setFont(smallFont());
    connect(m_which, &QComboBox::currentIndexChanged, this, &MetricsTab::showChosen);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_which);
    layout->addWidget(m_source);
    layout->addWidget(m_overall);
    layout->addSpacing(4);
    layout->addWidget(groupHeading(tr("Truth (rows) and prediction (columns)"), this));
    layout->addWidget(m_confusion);
    layout->addWidget(groupHeading(tr("By class"), this));
    layout->addWidget(m_classes);
    layout->addStretch();
}

void MetricsTab::show(
    const search::ConfusionMatrix& searched, const QString& scoredBy, const search::Finalised* final, const QStringList& classes)
{
    m_names = classes;
    m_sources = { { tr("Validation, %1").arg(scoredBy), tr("As scored in the search, before finalising."),
        tr("As the search scored it: not trained to its end, not quantised; good for comparing candidates."), searched } };
    for (const search::FinalScore which : search::kFinalScores) {
        if (final == nullptr || final->score(which).total() == 0)
            continue;
        const bool test = which == search::FinalScore::FloatTest || which == search::FinalScore::Int8Test;
        const bool int8 = which == search::FinalScore::Int8Validation || which == search::FinalScore::Int8Test;
        m_sources.push_back({ toQt(search::finalScoreLabel(which)),
            test ? tr("Test split: read once, it chose nothing.") : tr("Validation split: it also chose this candidate."),
            tr("Trained to its end; %1. %2").arg(int8 ? tr("weights and activations int8, computed as on the board") : tr("float"),
                test ? tr("The test split was read once for this candidate and chose nothing.") : tr("Validation split, which also chose it.")),
            final->score(which) });
    }
    const QString kept = m_which->currentText();
    const QSignalBlocker block(m_which);
    m_which->clear();
    for (const Source& source : m_sources)
        m_which->addItem(source.name);
    m_which->setCurrentIndex(std::max(0, m_which->findText(kept)));
    m_which->setVisible(m_sources.size() > 1);
    showChosen();
}

void MetricsTab::showChosen()
{
    const Source& source = m_sources.at(static_cast<std::size_t>(std::max(0, m_which->currentIndex())));
    const search::ConfusionMatrix& confusion = source.confusion;
    m_source->setText(m_sources.size() > 1 ? source.note : source.name);
    m_source->setToolTip(source.tip);
    m_overall->setText(confusion.total() == 0
            ? QString()
            : tr("Accuracy %1 · precision %2 · recall %3 · F1 %4 (means over classes), %5 samples")
                  .arg(toQt(formatPercent(confusion.accuracy())), toQt(formatPercent(confusion.precision())),
                      toQt(formatPercent(confusion.recall())), toQt(formatPercent(confusion.f1())))
                  .arg(confusion.total()));
    fillConfusion(confusion, m_names);
    fillClasses(confusion, m_names);
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
