// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/demo_writer.h"

#include "base/error.h"
#include "data/demo.h"
#include "ui/base/text.h"

#include <chrono>

namespace danas::ui {
namespace {

constexpr std::uint64_t kSeed = 1; ///< the same demo for everybody

} // namespace

void DemoWriter::start(const std::filesystem::path& folder, data::Modality modality)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    m_worker = std::jthread([this, folder, modality](const std::stop_token& stop) {
        auto last = std::chrono::steady_clock::now();
        QString error;
        try {
            RunControl control(stop);
            const auto write = modality == data::Modality::Audio ? data::writeDemoSounds : data::writeDemoDataset;
            write(folder, kSeed, control, [&](std::int64_t done, std::int64_t total) {
                if (const auto now = std::chrono::steady_clock::now(); now - last > std::chrono::milliseconds(50)) {
                    last = now;
                    QMetaObject::invokeMethod(this, [this, done, total] { emit progress(done, total); }, Qt::QueuedConnection);
                }
            });
        } catch (const Stopped&) {
            return; // the window is closing
        } catch (const std::exception& problem) {
            error = toQt(std::string(problem.what()));
        }
        QMetaObject::invokeMethod(
            this,
            [this, error] {
                m_busy = false;
                emit finished(error);
            },
            Qt::QueuedConnection);
    });
}

} // namespace danas::ui
