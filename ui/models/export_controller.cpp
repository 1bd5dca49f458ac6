// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/export_controller.h"

#include "base/error.h"
#include "ui/base/text.h"

#include <chrono>
#include <mutex>
#include <utility>

namespace danas::ui {
namespace {

constexpr std::chrono::milliseconds kTurn { 33 };

/// What the worker has to say, told to the controller on the window's thread.
using News = std::function<void(ExportController&)>;

class Reporter final : public deploy::ExportObserver {
public:
    Reporter(std::function<void(News)> post, int order)
        : m_post(std::move(post))
        , m_order(order)
    {
    }
    void opened(const deploy::Deployable&) override
    {
        m_post([order = m_order](ExportController& to) { emit to.reading(order); });
    }
    void proving(const deploy::Evidence& evidence) override
    {
        m_post([order = m_order, from = evidence.from](ExportController& to) { emit to.proving(order, toQt(from)); });
    }
    void gate(const deploy::Gate& gate) override
    {
        m_post([order = m_order, gate](ExportController& to) { emit to.gateEnded(order, gate); });
    }

private:
    std::function<void(News)> m_post;
    int m_order;
};


ExportOutcome outcomeOf(const ExportController::Exporter& exporter, const deploy::ExportOrder& order, RunControl& control, deploy::ExportObserver& observer)
{
    using End = ExportOutcome::End;
    try {
        deploy::ExportResult result = exporter(order, control, observer);
        return { result.bundle.exported ? End::Exported : End::GateFailed, {}, std::move(result) };
    } catch (const Stopped&) {
        return { End::Stopped, {}, {} };
    } catch (const std::exception& error) {
        return { End::Failed, toQt(std::string(error.what())), {} };
    }
}

} // namespace

struct ExportController::Mailbox {
    void post(News news)
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.push_back(std::move(news));
    }
    [[nodiscard]] std::vector<News> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_pending, {});
    }

private:
    std::mutex m_mutex;
    std::vector<News> m_pending;
};

ExportController::ExportController(QObject* parent, Exporter exporter)
    : QObject(parent)
    , m_exporter(std::move(exporter))
{
    m_timer.setInterval(kTurn);
    connect(&m_timer, &QTimer::timeout, this, &ExportController::drain);
}

ExportController::~ExportController()
{
    m_stop.request_stop();
}

void ExportController::start(std::vector<deploy::ExportOrder> orders)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    m_stop = std::stop_source();
    m_mailbox = std::make_shared<Mailbox>();
    m_worker = std::jthread([orders = std::move(orders), exporter = m_exporter, mailbox = m_mailbox, stop = m_stop.get_token()] {
        RunControl control(stop);
        for (std::size_t i = 0; i < orders.size() && !stop.stop_requested(); ++i) {
            const int order = static_cast<int>(i);
            Reporter observer([mailbox](News news) { mailbox->post(std::move(news)); }, order);
            mailbox->post([order, outcome = outcomeOf(exporter, orders[i], control, observer)](ExportController& to) { emit to.ended(order, outcome); });
        }
        mailbox->post([](ExportController& to) {
            to.m_worker.join(); // this was its last word
            to.m_timer.stop();
            to.m_busy = false;
            emit to.finished();
        });
    });
    m_timer.start();
}

void ExportController::stop()
{
    m_stop.request_stop();
}

void ExportController::drain()
{
    for (const News& news : m_mailbox->take())
        news(*this);
}

} // namespace danas::ui
