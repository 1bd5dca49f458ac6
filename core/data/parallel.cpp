// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace danas::data {
namespace {

/// What the threads of one parallelFor share.
struct Team {
    std::atomic<std::int64_t> next { 0 };
    std::atomic<std::int64_t> done { 0 };
    std::atomic<bool> failed { false };
    std::mutex mutex;
    std::condition_variable finished;
    int running = 0;            // under mutex
    std::exception_ptr failure; // under mutex
    std::int64_t failedAt = INT64_MAX;

    void fail(std::int64_t at)
    {
        const std::scoped_lock lock(mutex);
        if (at < failedAt) {
            failedAt = at;
            failure = std::current_exception();
        }
        failed = true;
    }
};

void runWorker(Team& team, std::int64_t count, RunControl& control, const std::function<void(std::int64_t)>& work)
{
    while (!team.failed) {
        const std::int64_t i = team.next++;
        if (i >= count)
            break;
        try {
            control.checkpoint();
            work(i);
        } catch (...) {
            team.fail(i);
        }
        ++team.done;
    }
    const std::scoped_lock lock(team.mutex);
    --team.running;
    team.finished.notify_all();
}

} // namespace

void parallelFor(std::int64_t count, RunControl& control, const std::function<void(std::int64_t)>& work,
    const std::function<void(std::int64_t, std::int64_t)>& progress)
{
    control.checkpoint();
    const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
    Team team;
    team.running = static_cast<int>(std::min(cores, count));
    std::vector<std::jthread> threads; // joins before `team` goes
    for (int i = 0, n = team.running; i < n; ++i)
        threads.emplace_back([&] { runWorker(team, count, control, work); });

    std::unique_lock lock(team.mutex);
    while (!team.finished.wait_for(lock, std::chrono::milliseconds(50), [&] { return team.running == 0; })) {
        if (!progress)
            continue;
        lock.unlock(); // the caller's code must not hold up the workers
        progress(team.done, count);
        lock.lock();
    }
    lock.unlock();
    threads.clear();
    if (team.failure)
        std::rethrow_exception(team.failure);
    if (progress)
        progress(count, count);
}

} // namespace danas::data
