// SPDX-License-Identifier: GPL-3.0-or-later
// Milliseconds per replot while panning and zooming the Pareto plot. Run with QT_QPA_PLATFORM=offscreen.
#include "support/synthetic_run.h"
#include "ui/plots/pareto_plot.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace danas;

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    for (const int count : { 1000, 10000, 100000 }) {
        ui::RunModel run;
        ui::SelectionContext selection;
        ui::ParetoPlot plot(run, selection);
        plot.resize(900, 600);
        plot.show();
        run.setContent(test::SyntheticRun().content(count));
        QApplication::processEvents();
        QWidget* const canvas = plot.findChild<QWidget*>(QStringLiteral("paretoCanvas"));
        const auto send = [canvas](QEvent::Type type, const QPointF& at, Qt::MouseButton button, Qt::MouseButtons buttons) {
            QMouseEvent event(type, at, canvas->mapToGlobal(at), button, buttons, {});
            QCoreApplication::sendEvent(canvas, &event);
        };
        constexpr int kMoves = 60;
        std::vector<double> times;
        send(QEvent::MouseButtonPress, QPointF(150, 40), Qt::LeftButton, Qt::LeftButton);
        for (int i = 1; i <= kMoves; ++i) {
            const auto start = std::chrono::steady_clock::now();
            send(QEvent::MouseMove, QPointF(150 + 3 * i, 40 + i), Qt::NoButton, Qt::LeftButton);
            plot.replotNow();
            times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        send(QEvent::MouseButtonRelease, QPointF(330, 100), Qt::LeftButton, Qt::NoButton);
        std::sort(times.begin(), times.end());
        std::printf("%6d candidates: median %.1f ms, worst %.1f ms a frame\n", count, times[times.size() / 2], times.back());
    }
    return 0;
}
