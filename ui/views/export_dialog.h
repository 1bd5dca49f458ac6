// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/dialogs.h"
#include "ui/base/latest_job.h"
#include "ui/models/export_controller.h"
#include "ui/models/export_subject.h"
#include "ui/models/run_controller.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace danas::ui {

class ExportContents;
class ExportPlace;
class GateList;
class MessageBar;

/// Exports candidates of one run, each as a bundle: what it holds, where it goes, the gates as they are passed, where it lies at
/// the end. Candidates that are not finalised are finalised first.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `runs` finalises candidates of `ownProject`; those of other projects can only be exported.
    ExportDialog(ExportChoice choice, RunController& runs, const std::filesystem::path& ownProject, DialogService& dialogs, QWidget* parent = nullptr,
        ExportController::Exporter exporter = deploy::exportCandidate);

    [[nodiscard]] bool busy() const { return m_state == State::Finalising || m_state == State::Exporting; }

public slots:
    void reject() override; ///< stops what is under way instead

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    enum class State { Reading, Ready, Finalising, Exporting, Done };
    void buildLayout();
    [[nodiscard]] QWidget* buildFoot();
    void connectAll();
    void read(bool thenExport);
    void showSubject();
    void setState(State state);
    void refresh();
    void restyle();
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] QString finaliseObstacle() const;
    void begin();
    void beginExport();
    void onRunProgress(const RunBatch& batch);
    void onRunFinished(const search::RunReport& report);
    /// `done`: of the steps of this order, which are the samples and the gates.
    void onStep(int order, int done, const QString& what);
    void onEnded(int order, const ExportOutcome& outcome);
    void onFinished();
    void openFolder();
    void markCandidate(int row, const QString& iconName, const QString& what);
    void remember() const;

    const ExportChoice m_choice;
    RunController& m_runs;
    const std::filesystem::path m_ownProject;
    ExportController m_exports;
    ExportSubject m_subject;
    std::vector<ExportOutcome> m_outcomes;
    State m_state = State::Reading;
    bool m_stopped = false;
    bool m_closeWhenIdle = false; ///< the window was closed while something was under way

    MessageBar* m_message;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLabel* m_notice;
    QListWidget* m_list;
    ExportContents* m_contents;
    ExportPlace* m_place;
    QCheckBox* m_withoutCompiler;
    QLabel* m_gatesTitle;
    GateList* m_gates;
    QLabel* m_progressText = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_go = nullptr;
    LatestJob m_reader; ///< last member: joins before the rest dies
};

} // namespace danas::ui
