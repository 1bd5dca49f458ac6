// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace danas::ui {

/// Runs short work off the window's thread, newest request wins: starting a job makes older ones stale, one that has not
/// begun never does, and stale results are dropped on both sides of the hop. A result crosses under a std::mutex; only the
/// wake-up goes through Qt. (A std::jthread, not a QThreadPool: ThreadSanitizer cannot see into Qt's own mutexes.)
class LatestJob {
public:
    /// `context` owns this object (so outlives every job); handlers run on its thread.
    explicit LatestJob(QObject* context)
        : m_context(context)
    {
    }
    ~LatestJob()
    {
        cancel(); // then m_worker stops and joins
    }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    /// True once a newer job was started; long jobs ask now and then and return early.
    using IsStale = std::function<bool()>;

    void cancel() { ++*m_generation; }

    /// `job(isStale)` runs in the background, touches no QObject and does not throw; `handle(result)` runs on the context's
    /// thread, or never.
    template <typename Job, typename Handle>
    void start(Job job, Handle handle)
    {
        using Result = std::invoke_result_t<Job, const IsStale&>;
        struct Slot {
            std::mutex mutex;
            std::unique_ptr<Result> result;
        };
        const unsigned mine = ++*m_generation;
        IsStale isStale = [generation = m_generation, mine] { return generation->load() != mine; };
        post([job = std::move(job), handle = std::move(handle), isStale, context = m_context]() mutable {
            if (isStale())
                return;
            auto slot = std::make_shared<Slot>();
            {
                auto result = std::make_unique<Result>(job(isStale));
                const std::scoped_lock lock(slot->mutex);
                slot->result = std::move(result);
            }
            if (isStale())
                return;
            QMetaObject::invokeMethod(
                context,
                [slot, handle = std::move(handle), isStale]() mutable {
                    if (isStale())
                        return;
                    std::unique_ptr<Result> result;
                    {
                        const std::scoped_lock lock(slot->mutex);
                        result = std::move(slot->result);
                    }
                    handle(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

private:
    /// One task waits at most; a newer one takes its place.
    struct Inbox {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::function<void()> task;
    };

    void post(std::function<void()> task)
    {
        {
            const std::scoped_lock lock(m_inbox->mutex);
            std::swap(m_inbox->task, task);
        }
        m_inbox->changed.notify_one();
        if (!m_worker.joinable())
            m_worker = std::jthread([inbox = m_inbox](const std::stop_token& stop) { work(*inbox, stop); });
    }

    static void work(Inbox& inbox, const std::stop_token& stop)
    {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock lock(inbox.mutex);
                if (!inbox.changed.wait(lock, stop, [&inbox] { return static_cast<bool>(inbox.task); }))
                    return;
                task = std::exchange(inbox.task, {});
            }
            task();
        }
    }

    QObject* m_context;
    std::shared_ptr<std::atomic<unsigned>> m_generation = std::make_shared<std::atomic<unsigned>>(0);
    std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>();
    std::jthread m_worker; ///< last member: joins before the rest dies; begun with the first job
};

} // namespace danas::ui
