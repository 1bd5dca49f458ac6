// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/data_page.h"

#include "base/error.h"
#include "base/units.h"
#include "ui/base/clip_look.h"
#include "ui/base/message_bar.h"
#include "ui/base/scaled_picture.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/class_table.h"
#include "ui/models/sample_list_model.h"
#include "ui/views/large_sample.h"
#include "ui/views/page_layout.h"
#include "ui/views/wave_delegate.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

namespace danas::ui {
namespace {

QString grouped(std::size_t value)
{
    return toQt(formatGrouped(value));
}

} // namespace

DataPage::DataPage(ProjectDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_pages(new QStackedWidget(this))
    , m_message(new MessageBar(this))
    , m_samples(new SampleListModel(this))
    , m_player(this)
    , m_loading(this)
{
    setObjectName(QStringLiteral("dataPage"));
    m_pages->addWidget(makeEmpty());
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kGap);
    layout->setSpacing(kGap);
    layout->addWidget(makeHeader());
    auto* splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(kGroupGap);
    splitter->addWidget(makeClasses());
    splitter->addWidget(makeSamples());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    layout->addWidget(splitter, 1);
    layout->addWidget(makeProblems());
    m_pages->addWidget(content);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_message);
    page->addWidget(m_pages, 1);

    connect(m_document, &ProjectDocument::datasetChanged, this, &DataPage::refresh);
    connect(m_document, &ProjectDocument::scanProgress, this, [this](qint64 done, qint64 total) {
        m_progress->setVisible(true);
        m_progress->setRange(0, static_cast<int>(total)); // 0: busy, the number of files is not known yet
        m_progress->setValue(static_cast<int>(done));
        m_pages->setCurrentIndex(1);
        refreshTitle();
    });
    refresh();
}

QWidget* DataPage::makeEmpty()
{
    auto* empty = new QWidget(this);
    auto* layout = new QVBoxLayout(empty);
    layout->setSpacing(kGap);
    layout->addStretch(2);
    auto* title = new QLabel(tr("Which data shall it learn from?"), empty);
    title->setFont(pageTitleFont());
    layout->addWidget(title, 0, Qt::AlignHCenter);
    auto* text = new QLabel(tr("A folder of pictures or sounds with one folder for each class, or with train, validation and test folders above them; Wake "
                               "Vision, Speech Commands and ToyADMOS as they are.\nHere you will then see its classes, its samples, and whatever is wrong with them. A folder can also be dropped on the window."),
        empty);
    text->setAlignment(Qt::AlignHCenter);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    text->setFixedWidth(640); // so that its height follows from its lines
    text->setMinimumHeight(text->heightForWidth(640));
    layout->addWidget(text, 0, Qt::AlignHCenter);
    auto* choose = new QPushButton(tr("Choose a folder\u2026"), empty);
    choose->setObjectName(QStringLiteral("chooseFolder"));
    choose->setMinimumHeight(32);
    makePrimary(choose);
    setIcon(choose, QStringLiteral("folder"));
    auto* demo = new QPushButton(tr("Use the demo set"), empty);
    demo->setMinimumWidth(160);
    demo->setObjectName(QStringLiteral("useDemoData"));
    demo->setMinimumHeight(32);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addStretch(1);
    buttons->addWidget(choose);
    buttons->addWidget(demo);
    buttons->addStretch(1);
    layout->addSpacing(kGap);
    layout->addLayout(buttons);
    layout->addStretch(3);
    connect(choose, &QPushButton::clicked, this, &DataPage::chooseFolderRequested);
    connect(demo, &QPushButton::clicked, this, &DataPage::demoDataRequested);
    return empty;
}

QWidget* DataPage::makeHeader()
{
    auto* header = new QWidget(this);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_title = new QLabel(header);
    m_title->setObjectName(QStringLiteral("dataTitle"));
    m_title->setFont(pageTitleFont());
    m_counts = new QLabel(header);
    m_counts->setObjectName(QStringLiteral("dataCounts"));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_progress = new QProgressBar(header);
    m_progress->setObjectName(QStringLiteral("scanProgress"));
    m_progress->setAccessibleName(tr("Reading the dataset"));
    m_progress->setFixedWidth(200);
    m_progress->setVisible(false);
    auto* change = new QPushButton(tr("Change\u2026"), header);
    change->setObjectName(QStringLiteral("changeFolder"));
    change->setToolTip(tr("Choose another folder"));
    setIcon(change, QStringLiteral("folder"));
    auto* again = new QToolButton(header);
    again->setObjectName(QStringLiteral("rescan"));
    again->setToolTip(tr("Read the folder again"));
    again->setAccessibleName(again->toolTip());
    setIcon(again, QStringLiteral("refresh"));
    layout->addWidget(m_title);
    layout->addWidget(m_counts, 1);
    layout->addWidget(m_progress);
    layout->addWidget(again);
    layout->addWidget(change);
    connect(change, &QPushButton::clicked, this, &DataPage::chooseFolderRequested);
    connect(again, &QToolButton::clicked, m_document, &ProjectDocument::rescan);
    return header;
}

QWidget* DataPage::makeClasses()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(heading(tr("Classes"), box));
    auto* legend = new QLabel(tr("bars: train, validation, test \u00b7 right: what the class counts as"), box);
    legend->setFont(smallFont());
    legend->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(legend);
    m_classes = new ClassTable(box);
    auto* inner = new QWidget(box);
    auto* innerLayout = new QVBoxLayout(inner);
    innerLayout->setContentsMargins(0, 0, 0, 0);
    innerLayout->addWidget(m_classes);
    innerLayout->addStretch(1);
    auto* scroll = new QScrollArea(box);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    layout->addWidget(scroll, 1);
    connect(m_classes, &ClassTable::edited, m_document, &ProjectDocument::setDataset);
    box->setMinimumWidth(400);
    return box;
}

QWidget* DataPage::makeSamples()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    m_samplesTitle = heading(tr("Pictures"), box);
    m_samplesTitle->setObjectName(QStringLiteral("samplesTitle"));
    top->addWidget(m_samplesTitle);
    m_shownCount = new QLabel(box);
    m_shownCount->setObjectName(QStringLiteral("shownCount"));
    m_shownCount->setForegroundRole(QPalette::PlaceholderText);
    top->addWidget(m_shownCount, 1);
    m_classFilter = new QComboBox(box);
    m_classFilter->setObjectName(QStringLiteral("classFilter"));
    m_classFilter->setAccessibleName(tr("Show one class"));
    m_classFilter->setSizeAdjustPolicy(QComboBox::AdjustToContents); // the classes come later than the box
    m_classFilter->setMaximumWidth(200);
    m_splitFilter = new QComboBox(box);
    m_splitFilter->setObjectName(QStringLiteral("splitFilter"));
    m_splitFilter->setAccessibleName(tr("Show one split"));
    m_splitFilter->addItem(tr("All splits"), -1);
    for (const data::Split split : data::kSplits)
        m_splitFilter->addItem(toQt(data::splitName(split)), static_cast<int>(split));
    top->addWidget(m_classFilter);
    top->addWidget(m_splitFilter);
    layout->addLayout(top);
    connect(m_classFilter, &QComboBox::activated, this, &DataPage::applyFilter);
    connect(m_splitFilter, &QComboBox::activated, this, &DataPage::applyFilter);

    m_grid = new QListView(box);
    m_grid->setObjectName(QStringLiteral("sampleGrid"));
    m_grid->setModel(m_samples);
    m_pictures = m_grid->itemDelegate();
    m_waves = new WaveDelegate(m_grid);
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setLayoutMode(QListView::Batched);
    m_grid->setUniformItemSizes(true);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setMovement(QListView::Static);
    m_grid->setIconSize({ SampleListModel::kThumbnail, SampleListModel::kThumbnail });
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->viewport()->setBackgroundRole(QPalette::Window);
    connect(m_grid, &QListView::clicked, this, [this](const QModelIndex& index) { showLarge(index.row()); });
    connect(m_grid, &QListView::activated, this, [this](const QModelIndex& index) { showLarge(index.row()); });
    m_right = new QStackedWidget(box);
    m_right->addWidget(m_grid);
    m_right->addWidget(makeLarge());
    layout->addWidget(m_right, 1);
    return box;
}

QWidget* DataPage::makeLarge()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_large = new ScaledPicture(box);
    m_large->setObjectName(QStringLiteral("largePicture"));
    m_large->setCursor(Qt::PointingHandCursor);
    m_largeClip = new ClipView(box);
    m_largeClip->setObjectName(QStringLiteral("largeClip"));
    m_largeKinds = new QStackedWidget(box);
    m_largeKinds->addWidget(m_large);
    m_largeKinds->addWidget(m_largeClip);
    layout->addWidget(m_largeKinds, 1);
    auto* foot = new QHBoxLayout;
    m_back = new QPushButton(box);
    m_back->setObjectName(QStringLiteral("backToGrid"));
    setIcon(m_back, QStringLiteral("previous"));
    m_play = new QPushButton(box);
    m_play->setObjectName(QStringLiteral("playClip"));
    m_largeText = new QLabel(box);
    m_largeText->setObjectName(QStringLiteral("largeText"));
    m_largeText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_largeText->setWordWrap(true);
    foot->setSpacing(kGap);
    foot->addWidget(m_back);
    foot->addWidget(m_play);
    foot->addWidget(m_largeText, 1);
    layout->addLayout(foot);
    connect(m_back, &QPushButton::clicked, this, &DataPage::showGrid);
    connect(m_play, &QPushButton::clicked, this, &DataPage::playLarge);
    connect(&m_player, &ClipPlayer::changed, this, &DataPage::refreshPlay);
    connect(m_large, &ScaledPicture::clicked, this, &DataPage::showGrid);
    return box;
}

QWidget* DataPage::makeProblems()
{
    m_problemBox = new QWidget(this);
    auto* layout = new QVBoxLayout(m_problemBox);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* top = new QHBoxLayout;
    m_problemTitle = heading({}, m_problemBox);
    m_problemTitle->setObjectName(QStringLiteral("problemTitle"));
    m_showInFolder = new QPushButton(tr("Show in folder"), m_problemBox);
    m_showInFolder->setObjectName(QStringLiteral("showInFolder"));
    top->addWidget(m_problemTitle, 1);
    top->addWidget(m_showInFolder);
    layout->addLayout(top);
    m_problems = new QTreeWidget(m_problemBox);
    m_problems->setObjectName(QStringLiteral("problems"));
    m_problems->setAccessibleName(tr("Problems of the dataset"));
    m_problems->setHeaderLabels({ tr("File"), tr("What is wrong") });
    m_problems->setRootIsDecorated(false);
    m_problems->setUniformRowHeights(true);
    m_problems->setFixedHeight(120);
    m_problems->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    layout->addWidget(m_problems);
    connect(m_showInFolder, &QPushButton::clicked, this, &DataPage::showProblemInFolder);
    connect(m_problems, &QTreeWidget::itemSelectionChanged, this, [this] {
        const bool selected = m_problems->currentItem() != nullptr;
        m_showInFolder->setEnabled(selected);
        m_showInFolder->setToolTip(selected ? tr("Open the folder of this file") : tr("Choose a problem in the list first."));
    });
    return m_problemBox;
}

void DataPage::refresh()
{
    using State = ProjectDocument::DataState;
    const State state = m_document->dataState();
    m_progress->setVisible(state == State::Scanning);
    if (state == State::Failed)
        m_message->show(MessageBar::Kind::Error, m_document->dataError());
    else
        m_message->clear();
    // What a folder could no longer be read into is shown on, so that the edit can be taken back; of another folder it says nothing.
    const bool otherFolder = m_shownPath != m_document->spec().dataset.path;
    if (state == State::None || (state == State::Failed && otherFolder)) {
        m_shown.reset();
    } else if (state == State::Ready) {
        m_shown = m_document->dataset();
        m_shownPath = m_document->spec().dataset.path;
    }
    m_pages->setCurrentIndex(state == State::None || (state == State::Failed && !m_shown) ? 0 : 1);
    refreshTitle();
    m_classes->setContent(m_shown, m_document->spec().dataset);
    if (m_samples->dataset() != m_shown) {
        m_samples->setDataset(m_shown);
        showWords();
        fillFilters();
        applyFilter();
        showGrid();
    }
    fillProblems();
}

void DataPage::refreshTitle()
{
    m_title->setText(QFileInfo(toQt(m_document->spec().dataset.path)).fileName());
    m_title->setToolTip(toQt(m_document->spec().dataset.path));
    if (m_document->dataState() == ProjectDocument::DataState::Scanning) {
        m_counts->setText(tr("Reading every file once\u2026"));
        return;
    }
    if (!m_shown) {
        m_counts->clear();
        return;
    }
    const auto skipped = std::count_if(m_shown->problems.begin(), m_shown->problems.end(),
        [](const data::Problem& problem) { return problem.kind == data::ProblemKind::Skipped; });
    const bool sounds = m_shown->modality == data::Modality::Audio;
    QString text = (sounds ? tr("%1 sounds \u00b7 %2 classes") : tr("%1 images \u00b7 %2 classes")).arg(grouped(m_shown->samples.size())).arg(m_shown->classes.size());
    if (sounds)
        text += QStringLiteral(" \u00b7 ") + soundFacts(m_shown->sounds);
    if (skipped > 0)
        text += tr(" \u00b7 %1 skipped").arg(grouped(static_cast<std::size_t>(skipped)));
    m_counts->setText(text + QStringLiteral(" \u00b7 ") + toQt(m_shown->layout));
}

void DataPage::fillFilters()
{
    const QSignalBlocker quiet(m_classFilter);
    m_classFilter->clear();
    m_classFilter->addItem(tr("All classes"), -1);
    for (std::size_t i = 0; m_shown && i < m_shown->classes.size(); ++i)
        m_classFilter->addItem(toQt(m_shown->classes[i]), static_cast<int>(i));
}

void DataPage::applyFilter()
{
    const int split = m_splitFilter->currentData().toInt();
    m_samples->setFilter(m_classFilter->currentData().toInt(), split < 0 ? std::nullopt : std::optional(static_cast<data::Split>(split)));
    m_shownCount->setText(tr("%1 shown").arg(grouped(static_cast<std::size_t>(m_samples->rowCount()))));
    showGrid();
}

void DataPage::fillProblems()
{
    m_problems->clear();
    const std::size_t count = m_shown ? m_shown->problems.size() : 0;
    m_problemBox->setVisible(count > 0);
    m_problemTitle->setText(tr("Problems (%1)").arg(grouped(count)));
    QList<QTreeWidgetItem*> items;
    for (std::size_t i = 0; i < count; ++i) {
        const data::Problem& problem = m_shown->problems[i];
        const QString kind = problem.kind == data::ProblemKind::Leakage ? tr("leakage: ") : QString();
        items << new QTreeWidgetItem({ toQt(problem.file), QString(kind + toQt(problem.reason)) });
    }
    m_problems->addTopLevelItems(items);
    m_showInFolder->setEnabled(false);
    m_showInFolder->setToolTip(tr("Choose a problem in the list first."));
}

void DataPage::showLarge(int row)
{
    const data::Sample* sample = m_samples->sample(m_samples->index(row));
    if (sample == nullptr)
        return;
    m_largeRow = row;
    m_large->setImage({});
    m_right->setCurrentIndex(1);
    m_right->currentWidget()->setFocus();
    const QString about = toQt(sample->file) + QStringLiteral(" \u00b7 ")
        + toQt(m_shown->classes[static_cast<std::size_t>(sample->label)]) + QStringLiteral(" \u00b7 ") + toQt(data::splitName(sample->split));
    m_largeText->setText(about);
    m_largeClip->setLook(nullptr);
    m_player.stop();
    m_sound = {};
    refreshPlay();
    m_loading.start([dataset = m_shown, wanted = *sample, about](const auto&) { return largeSample(*dataset, wanted, about); },
        [this](LargeSample large) {
            QWidget* shown = large.clip ? static_cast<QWidget*>(m_largeClip) : m_large;
            m_large->setImage(large.picture);
            m_largeClip->setLook(large.clip);
            m_sound = std::move(large.sound);
            shown->setAccessibleName(large.text);
            m_largeText->setText(large.text);
            refreshPlay();
        });
}

void DataPage::playLarge()
{
    if (m_player.playing() >= 0)
        m_player.stop();
    else
        m_player.play(m_sound, m_largeRow);
}

void DataPage::refreshPlay()
{
    const bool sounds = m_shown && m_shown->modality == data::Modality::Audio;
    m_play->setVisible(sounds);
    if (!sounds)
        return;
    const QString fault = m_player.fault();
    const bool plays = m_player.playing() >= 0;
    m_play->setText(plays ? tr("Stop") : tr("Play"));
    setIcon(m_play, plays ? QStringLiteral("stop") : QStringLiteral("play"));
    m_play->setEnabled(fault.isEmpty() && !m_sound.samples.empty());
    m_play->setToolTip(fault.isEmpty() ? tr("Hear it as it was recorded (Space)") : fault);
}

void DataPage::showWords()
{
    const bool sounds = m_shown && m_shown->modality == data::Modality::Audio;
    m_samplesTitle->setText(sounds ? tr("Sounds") : tr("Pictures"));
    m_back->setText(sounds ? tr("All sounds") : tr("All pictures"));
    m_back->setToolTip(sounds ? tr("Back to all sounds (Esc)") : tr("Back to all pictures (Esc)"));
    m_grid->setAccessibleName(sounds ? tr("Sounds of the dataset") : tr("Pictures of the dataset"));
    m_grid->setItemDelegate(sounds ? static_cast<QAbstractItemDelegate*>(m_waves) : m_pictures);
    const QSize tile = sounds ? WaveDelegate::kTile : QSize(SampleListModel::kThumbnail, SampleListModel::kThumbnail);
    m_grid->setGridSize(tile + QSize(8, 8));
    m_largeKinds->setCurrentIndex(sounds ? 1 : 0);
    refreshPlay();
}

void DataPage::showGrid()
{
    m_player.stop();
    m_right->setCurrentIndex(0);
    m_largeRow = -1;
}

void DataPage::showProblemInFolder()
{
    if (const QTreeWidgetItem* item = m_problems->currentItem()) {
        const QFileInfo file(toQt(m_shown->root / item->text(0).toStdString()));
        QDesktopServices::openUrl(QUrl::fromLocalFile(file.absolutePath()));
    }
}

void DataPage::keyPressEvent(QKeyEvent* event)
{
    if (m_largeRow < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Escape: showGrid(); break;
    case Qt::Key_Left: showLarge(m_largeRow - 1); break;
    case Qt::Key_Right: showLarge(m_largeRow + 1); break;
    case Qt::Key_Space:
        if (m_play->isEnabled() && m_play->isVisible())
            playLarge();
        break;
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace danas::ui
