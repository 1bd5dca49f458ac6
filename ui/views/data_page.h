// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace danas::ui {

class ClassTable;
class MessageBar;
class SampleListModel;
class ScaledPicture;

/// The dataset: what is there, what counts as what, what is wrong; and every picture.
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
    void showLarge(int row);
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
    QLabel* m_shownCount;
    QStackedWidget* m_right;
    QListView* m_grid;
    SampleListModel* m_samples;
    ScaledPicture* m_large;
    QLabel* m_largeText;
    int m_largeRow = -1;
    QWidget* m_problemBox;
    QLabel* m_problemTitle;
    QTreeWidget* m_problems;
    QPushButton* m_showInFolder;
    LatestJob m_loading;
};

} // namespace danas::ui
