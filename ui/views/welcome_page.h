// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/latest_job.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStandardItemModel;

namespace danas::ui {

/// The first thing a person sees: what this is, four ways in, and the last projects with their best results.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    /// Newest first. What each holds is read in the background.
    void setRecent(const QStringList& files);
    /// The demo is being prepared: its button says so.
    void setPreparing(bool preparing);

signals:
    void demoRequested();
    void soundDemoRequested();
    void newRequested();
    void openRequested();
    void projectActivated(const QString& file);
    void forgetRequested(const QString& file);

private:
    QWidget* makeStart();
    QWidget* makeRecent();
    void summarise(const QStringList& files);

    QPushButton* m_demo;
    QPushButton* m_soundDemo;
    QListView* m_list;
    QLabel* m_none;
    QStandardItemModel* m_model;
    LatestJob m_reading;
};

} // namespace danas::ui
