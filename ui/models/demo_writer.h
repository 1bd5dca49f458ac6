// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"

#include <QObject>

#include <filesystem>
#include <thread>

namespace danas::ui {

/// Makes the demo set, pictures or sounds, in the background; one at a time. Ends in one finished(), with a sentence if it failed.
class DemoWriter : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] bool busy() const { return m_busy; }
    void start(const std::filesystem::path& folder, data::Modality modality);

signals:
    void progress(qint64 done, qint64 total);
    void finished(const QString& error);

private:
    bool m_busy = false;
    std::jthread m_worker; ///< last member: stops and joins before the rest dies
};

} // namespace danas::ui
