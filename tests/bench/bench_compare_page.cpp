// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare page over two runs of 50,000 candidates read from a project: seconds until the fronts and the verdict are there,
// the longest time the window did not answer meanwhile, and milliseconds per replot while panning, overlaid and side by side.
// Run with QT_QPA_PLATFORM=offscreen.
#include "support/fake_evaluator.h"
#include "support/made_run.h"
#include "ui/plots/fronts_plot.h"
#include "ui/views/compare_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>
#include <cstdio>

using namespace danas;

namespace {

constexpr int kCandidates = 50'000;

/// Turns the event loop until `done`; returns seconds and notes the longest turn.
template <typename Done> double waitFor(Done done, double& longestMs)
{
    QElapsedTimer all;
    all.start();
    while (!done()) {
        QElapsedTimer turn;
        turn.start();
        QApplication::processEvents(QEventLoop::AllEvents, 5);
        longestMs = std::max(longestMs, static_cast<double>(turn.nsecsElapsed()) / 1e6);
    }
    return static_cast<double>(all.nsecsElapsed()) / 1e9;
}

void pan(const ui::ComparePage& page, const char* name)
{
    auto& plot = *page.findChild<ui::FrontsPlot*>();
    auto* const canvas = plot.findChild<QWidget*>(QStringLiteral("frontsCanvas"));
    const auto send = [canvas](QEvent::Type type, const QPointF& at, Qt::MouseButton button, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, canvas->mapToGlobal(at), button, buttons, {});
        QCoreApplication::sendEvent(canvas, &event);
    };
    std::vector<double> times;
    send(QEvent::MouseButtonPress, QPointF(150, 40), Qt::LeftButton, Qt::LeftButton);
    for (int i = 1; i <= 60; ++i) {
        QElapsedTimer frame;
        frame.start();
        send(QEvent::MouseMove, QPointF(150 + 3 * i, 40 + i), Qt::NoButton, Qt::LeftButton);
        plot.replotNow();
        times.push_back(static_cast<double>(frame.nsecsElapsed()) / 1e6);
    }
    send(QEvent::MouseButtonRelease, QPointF(330, 100), Qt::LeftButton, Qt::NoButton);
    plot.fitAll();
    std::sort(times.begin(), times.end());
    std::printf("%s: median %.1f ms, worst %.1f ms a frame\n", name, times[times.size() / 2], times.back());
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("large.danas")).toStdString();
    {
        store::Project project(file, store::Project::Mode::Create);
        search::RunSpec aware = test::madeSpec(1, kCandidates);
        search::RunSpec fixed = test::madeSpec(2, kCandidates);
        fixed.space = fixed.space.withFixedData(fixed.space.dataConfigs().front());
        test::storeRun(project, aware);
        test::storeRun(project, fixed);
    }
    ui::ProjectDocument document(file, store::Project::Mode::ReadWrite);
    ui::RunController controller(test::fakeFactory(std::make_shared<test::FakeBehaviour>()));
    ui::ComparePage page(document, controller);
    page.resize(1180, 740);
    double longest = 0.0;
    page.show();
    const auto& fronts = *page.findChild<ui::FrontsPlot*>();
    const double drawn = waitFor([&] { return !page.session().arms().empty() && fronts.isReady(); }, longest);
    const double compared = drawn + waitFor([&] { return page.session().comparison() && !page.session().busy(); }, longest);
    std::printf("two runs of %d candidates: fronts after %.2f s, verdict after %.2f s; longest turn of the window %.0f ms\n", kCandidates, drawn, compared, longest);
    pan(page, "panning, overlaid");
    page.findChild<QToolButton*>(QStringLiteral("sideBySide"))->click();
    pan(page, "panning, side by side");
    return 0;
}
