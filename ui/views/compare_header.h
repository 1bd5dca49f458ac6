// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/compare_session.h"

#include <QFrame>
#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace danas::ui {

/// What must be known before the figures are read: grave remarks in full, the others after a click where there are many.
class RemarkBanner : public QFrame {
    Q_OBJECT
public:
    explicit RemarkBanner(QWidget* parent = nullptr);
    void show(const std::vector<compare::Remark>& remarks);
    [[nodiscard]] QString text() const; ///< all of it, a line each

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();

    std::vector<compare::Remark> m_remarks;
    bool m_all = false;
    QGridLayout* m_layout;
};

/// The head of the Compare page: the arms with their signs, the verdict in one sentence, the remarks, and what can be done.
class CompareHeader : public QWidget {
    Q_OBJECT
public:
    explicit CompareHeader(CompareSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QToolButton* chooseButton() { return m_choose; }

signals:
    /// "html", "csv" or "json"
    void reportRequested(const QString& format);

private:
    void showArms();
    void showVerdict();
    QPushButton* addReport(QHBoxLayout* row, const QString& text, const QString& format);

    CompareSession& m_session;
    QLabel* m_arms;
    QLabel* m_verdict;
    RemarkBanner* m_banner;
    QToolButton* m_choose;
    std::vector<QPushButton*> m_reports;
};

} // namespace danas::ui
