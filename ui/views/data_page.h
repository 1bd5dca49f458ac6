// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/clip_player.h"
#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"

#include <QWidget>

class QAbstractItemDelegate;
class QComboBox;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace danas::ui {

class ClassTable;
class ClipView;
class MessageBar;
class SampleListModel;
class WaveDelegate;
class ScaledPicture;

/// The dataset: what is there, what counts as what, what is wrong; and every picture or sound.
class DataPage : public QWidget {
    Q_OBJECT
public:
    explicit DataPage(ProjectDocument* document, QWidget* parent = nullptr);

signals:
    void chooseFolderRequested();
    void demoDataRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeEmpty();
    QWidget* makeHeader();
    QWidget* makeClasses();
    QWidget* makeSamples();
    QWidget* makeLarge();
    QWidget* makeProblems();
    void refresh();
    void refreshTitle();
    void fillFilters();
    void applyFilter();
    void fillProblems();
    void showWords(); ///< pictures or sounds
    void showLarge(int row);
    void playLarge();
    void refreshPlay();
    void showGrid();
    void showProblemInFolder();

    ProjectDocument* m_document;
    std::shared_ptr<const data::Dataset> m_shown; ///< the last good one: it stays while another scan runs, or fails in the same folder
    std::string m_shownPath;                      ///< of its spec
    QStackedWidget* m_pages;
    MessageBar* m_message;
    QLabel* m_title;
    QLabel* m_counts;
    QProgressBar* m_progress;
    ClassTable* m_classes;
    QComboBox* m_classFilter;
    QComboBox* m_splitFilter;
    QLabel* m_samplesTitle;
    QLabel* m_shownCount;
    QStackedWidget* m_right;
    QListView* m_grid;
    QAbstractItemDelegate* m_pictures; ///< the grid's
    WaveDelegate* m_waves;             ///< the grid's of sounds
    SampleListModel* m_samples;
    QStackedWidget* m_largeKinds; ///< picture, clip
    ScaledPicture* m_large;
    ClipView* m_largeClip;
    QPushButton* m_play;
    QPushButton* m_back;
    data::audio::Sound m_sound; ///< of the large clip
    QLabel* m_largeText;
    int m_largeRow = -1;
    QWidget* m_problemBox;
    QLabel* m_problemTitle;
    QTreeWidget* m_problems;
    QPushButton* m_showInFolder;
    ClipPlayer m_player;
    LatestJob m_loading;
};

} // namespace danas::ui
