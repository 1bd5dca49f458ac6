// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deploy/export.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace danas::ui {

/// How the export of one candidate ended.
struct ExportOutcome {
    enum class End { Exported, GateFailed, Failed, Stopped };
    End end = End::Failed;
    QString error;               ///< one sentence if Failed
    deploy::ExportResult result; ///< if Exported or GateFailed
};

/// Exports candidates one after the other on one background thread, which reports into a mailbox that a timer empties. One that fails
/// does not keep the others from being exported. Every start() ends in exactly one finished().
class ExportController : public QObject {
    Q_OBJECT
public:
    /// Exports one candidate on the calling thread: deploy::exportCandidate, or a test's own.
    using Exporter = std::function<deploy::ExportResult(const deploy::ExportOrder&, RunControl&, deploy::ExportObserver&)>;
    explicit ExportController(QObject* parent = nullptr, Exporter exporter = deploy::exportCandidate);
    ~ExportController() override; ///< stops and joins; nothing half-written stays

    void start(std::vector<deploy::ExportOrder> orders);
    void stop(); ///< returns at once; finished() follows within a second
    [[nodiscard]] bool busy() const { return m_busy; }

signals:
    void reading(int order);                                  ///< samples of the dataset
    void proving(int order, const QString& samples);          ///< with these; the gates follow
    void gateEnded(int order, const danas::deploy::Gate& gate);
    void ended(int order, const danas::ui::ExportOutcome& outcome);
    void finished(); ///< after ended() of each order that was begun

private:
    struct Mailbox;
    void drain();

    Exporter m_exporter;
    std::shared_ptr<Mailbox> m_mailbox;
    std::stop_source m_stop;
    QTimer m_timer;
    bool m_busy = false;
    std::jthread m_worker; ///< last member: joins before the rest dies
};

} // namespace danas::ui
