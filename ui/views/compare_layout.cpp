// SPDX-License-Identifier: GPL-3.0-or-later
// ComparePage: what stands where.
#include "ui/base/message_bar.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/plots/arm_growth_plot.h"
#include "ui/plots/fronts_plot.h"
#include "ui/views/compare_chooser.h"
#include "ui/views/compare_header.h"
#include "ui/views/compare_page.h"
#include "ui/views/figure_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace danas::ui {
namespace {

QComboBox* quantityChooser(const QString& name, const QString& accessibleName, bool costsOnly, search::Objective current, QWidget* parent)
{
    auto* const box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    for (const search::Objective objective : search::kObjectives) {
        if (!search::needsTarget(objective) && !(costsOnly && search::isMetric(objective)))
            box->addItem(toQt(search::objectiveLabel(objective)), static_cast<int>(objective));
    }
    box->setCurrentIndex(box->findData(static_cast<int>(current)));
    return box;
}

} // namespace

void ComparePage::buildLayout()
{
    m_message = new MessageBar(this);
    m_header = new CompareHeader(m_session, this);
    m_chooser = new CompareChooser(m_session, this);
    m_chooser->setVisible(false);
    auto* const content = new QSplitter(Qt::Vertical, this);
    content->setChildrenCollapsible(false);
    content->addWidget(buildFronts());
    content->addWidget(buildLower());
    content->setStretchFactor(0, 3);
    content->setStretchFactor(1, 2);
    content->setSizes({ 3000, 2000 }); // shares, not pixels
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(content);
    m_pages->addWidget(buildEmpty());
    auto* const body = new QSplitter(Qt::Horizontal, this);
    body->setChildrenCollapsible(false);
    body->addWidget(m_chooser);
    body->addWidget(m_pages);
    body->setStretchFactor(1, 1);
    body->setSizes({ 250, 1000 });

    auto* const inside = new QVBoxLayout;
    inside->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    inside->setSpacing(kGap);
    inside->addWidget(m_header);
    inside->addWidget(body, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addLayout(inside, 1);

    connect(m_header, &CompareHeader::reportRequested, this, &ComparePage::reportRequested);
    connect(m_header->chooseButton(), &QToolButton::toggled, m_chooser, &QWidget::setVisible);
    connect(m_header->chooseButton(), &QToolButton::clicked, this, &ComparePage::stateChanged);
    connect(m_chooser, &CompareChooser::openRequested, this, &ComparePage::openRequested);
}

QWidget* ComparePage::buildFronts()
{
    auto* const area = new QWidget(this);
    m_fronts = new FrontsPlot(area);
    m_yAxis = quantityChooser(QStringLiteral("compareYAxis"), tr("Vertical axis"), false, search::Objective::Accuracy, area);
    m_xAxis = quantityChooser(QStringLiteral("compareXAxis"), tr("Horizontal axis"), true, search::Objective::Ram, area);
    m_split = new QToolButton(area);
    m_split->setObjectName(QStringLiteral("sideBySide"));
    m_split->setText(tr("Side by side"));
    m_split->setCheckable(true);
    m_split->setToolTip(tr("A plot for each arm with linked axes, or all in one"));
    m_fineTuned = new QToolButton(area);
    m_fineTuned->setObjectName(QStringLiteral("fineTuned"));
    m_fineTuned->setText(tr("Fine-tuned scores"));
    m_fineTuned->setCheckable(true);
    auto* const caption = new QLabel(tr("Line: median of the runs; band: the middle half of them"), area);
    caption->setFont(smallFont());
    caption->setForegroundRole(QPalette::PlaceholderText);
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_yAxis);
    row->addWidget(new QLabel(tr("over"), area));
    row->addWidget(m_xAxis);
    row->addSpacing(kGap);
    row->addWidget(m_split);
    row->addWidget(m_fineTuned);
    row->addStretch();
    row->addWidget(caption);
    auto* const layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_fronts, 1);

    for (QComboBox* box : { m_yAxis, m_xAxis }) {
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            m_fronts->setObjectives(static_cast<search::Objective>(m_yAxis->currentData().toInt()), static_cast<search::Objective>(m_xAxis->currentData().toInt()));
        });
        connect(box, &QComboBox::activated, this, &ComparePage::stateChanged);
    }
    connect(m_split, &QToolButton::toggled, m_fronts, &FrontsPlot::setSideBySide);
    connect(m_split, &QToolButton::clicked, this, &ComparePage::stateChanged);
    connect(m_fineTuned, &QToolButton::toggled, &m_session, &CompareSession::setFineTuned);
    return area;
}

QWidget* ComparePage::buildLower()
{
    auto* const splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    auto* const growth = new QWidget(splitter);
    m_growth = new ArmGrowthPlot(growth);
    m_growthAxis = new QComboBox(growth);
    m_growthAxis->setObjectName(QStringLiteral("compareGrowthAxis"));
    m_growthAxis->setAccessibleName(tr("Hypervolume over"));
    m_growthAxis->addItems({ tr("over candidates"), tr("over time") });
    auto* const row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Hypervolume"), growth));
    row->addStretch();
    row->addWidget(m_growthAxis);
    auto* const layout = new QVBoxLayout(growth);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_growth, 1);
    connect(m_growthAxis, &QComboBox::currentIndexChanged, this, [this](int at) { m_growth->setOverTime(at == 1); });
    connect(m_growthAxis, &QComboBox::activated, this, &ComparePage::stateChanged);

    auto* const tabs = new QTabWidget(splitter);
    tabs->setObjectName(QStringLiteral("compareTabs"));
    tabs->setDocumentMode(true);
    m_tiers = new FigureView(QStringLiteral("tierTable"), tr("Best within each budget"), true, tabs);
    m_data = new FigureView(QStringLiteral("dataTable"), tr("Data configurations on the fronts"), false, tabs);
    m_findings = new FigureView(QStringLiteral("findingTable"), tr("All figures and tests"), false, tabs);
    auto* const tiers = new QWidget(tabs);
    auto* const tierLayout = new QVBoxLayout(tiers);
    tierLayout->setContentsMargins(0, 0, 0, 0);
    tierLayout->setSpacing(4);
    tierLayout->addWidget(m_tiers, 1);
    auto* const add = new QToolButton(tiers);
    add->setObjectName(QStringLiteral("addTier"));
    add->setText(tr("Add a budget"));
    add->setAutoRaise(true);
    tierLayout->addWidget(add, 0, Qt::AlignLeft);
    tabs->addTab(tiers, tr("Best at each budget"));
    tabs->addTab(m_data, tr("Data on the fronts"));
    tabs->addTab(m_findings, tr("All figures"));
    connect(add, &QToolButton::clicked, this, &ComparePage::addTier);
    connect(&m_tiers->figures(), &FigureTableModel::edited, this, &ComparePage::editTier, Qt::QueuedConnection);
    connect(m_tiers, &FigureView::systemChosen, this, &ComparePage::showSystem);
    splitter->addWidget(growth);
    splitter->addWidget(tabs);
    splitter->setSizes({ 2000, 3000 });
    return splitter;
}

QWidget* ComparePage::buildEmpty()
{
    auto* const empty = new QWidget(this);
    m_emptyText = new QLabel(empty);
    m_emptyText->setObjectName(QStringLiteral("compareEmptyText"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_sideBySide = new SideBySideButton(m_document, empty);
    m_sideBySide->setObjectName(QStringLiteral("compareSideBySideButton"));
    connect(m_sideBySide, &SideBySideButton::chosen, this, &ComparePage::sideBySideRequested);
    auto* const layout = new QVBoxLayout(empty);
    layout->addStretch();
    layout->addWidget(m_emptyText);
    layout->addSpacing(kGap);
    layout->addWidget(m_sideBySide, 0, Qt::AlignCenter);
    m_experiment = new QPushButton(tr("Experiment\u2026"), empty);
    m_experiment->setObjectName(QStringLiteral("compareExperimentButton"));
    connect(m_experiment, &QPushButton::clicked, this, &ComparePage::experimentRequested);
    layout->addWidget(m_experiment, 0, Qt::AlignCenter);
    layout->addStretch();
    return empty;
}

} // namespace danas::ui
