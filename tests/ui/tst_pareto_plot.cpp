// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/synthetic_run.h"
#include "ui/plots/front_line.h"
#include "ui/plots/pareto_plot.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

using namespace danas;
using namespace danas::ui;

class TstParetoPlot : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_synthetic = test::SyntheticRun();
        m_run = std::make_unique<RunModel>();
        m_selection = std::make_unique<SelectionContext>();
        m_plot = std::make_unique<ParetoPlot>(*m_run, *m_selection);
        m_plot->resize(800, 500);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
        m_run->setContent(m_synthetic.content(300));
        m_plot->replotNow();
    }
    void cleanup() { m_plot.reset(); }

    void clickSelectsThatCandidate()
    {
        // Candidates come in no order of RAM: the row that a sorted plot would report is another one.
        int clicked = 0;
        for (const int id : m_plot->frontLine()) {
            QTest::mouseClick(canvas(), Qt::LeftButton, {}, *m_plot->pixelOf(id));
            const int hit = m_selection->current();
            QVERIFY2(hit == id || *m_plot->pixelOf(hit) == *m_plot->pixelOf(id), qPrintable(QString::number(hit)));
            ++clicked;
        }
        QVERIFY(clicked >= 4);
        const int last = m_selection->current();
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, QPoint(60, 12)); // empty ground keeps the selection
        QCOMPARE(m_selection->current(), last);
    }

    void frontLineIsTheFrontOfTheShownAxes()
    {
        m_run->append(m_synthetic.batch(200)); // loaded ones and live ones together
        for (const int id : m_plot->frontLine()) {
            const auto& own = *m_run->find(id);
            for (const auto& other : m_run->evaluations()) {
                const bool better = other.feasible() && other.cost.ramBytes <= own.cost.ramBytes
                    && other.confusion.accuracy() >= own.confusion.accuracy()
                    && (other.cost.ramBytes < own.cost.ramBytes || other.confusion.accuracy() > own.confusion.accuracy());
                QVERIFY(!better);
            }
        }
        const auto before = m_plot->frontLine();
        m_plot->setObjectives(search::Objective::Accuracy, search::Objective::Macs);
        QVERIFY(m_plot->frontLine() != before);
    }

    void latencyIsAnAxisWhereItIsKnown()
    {
        test::SyntheticRun onBoard("nano33ble-cmsis-nn");
        m_run->setContent(onBoard.content(200));
        m_plot->setObjectives(search::Objective::Accuracy, search::Objective::Latency);
        for (const int id : m_plot->frontLine()) {
            const auto& own = *m_run->find(id);
            for (const auto& other : m_run->evaluations())
                QVERIFY(!other.feasible() || *other.cost.latencyMs >= *own.cost.latencyMs || other.confusion.accuracy() <= own.confusion.accuracy());
        }
        QVERIFY(!m_plot->budgetPixel());
        cost::Budget budget;
        budget.latencyMs = *m_run->find(m_plot->frontLine()[2])->cost.latencyMs;
        m_plot->setShownBudget(budget);
        const auto& all = m_run->evaluations();
        QCOMPARE(m_plot->fitting(), static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& one) { return *one.cost.latencyMs <= *budget.latencyMs; })));
        QVERIFY(m_plot->budgetPixel().has_value());
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_BracketLeft); // a limit of less than 1 ms may be one too
        QVERIFY(*m_plot->shownBudget().latencyMs < *budget.latencyMs && *m_plot->shownBudget().latencyMs > 0.9 * *budget.latencyMs);
        m_run->setContent(test::SyntheticRun().content(20)); // a run without a target
        QCOMPARE(m_plot->xObjective(), search::Objective::Ram);
    }

    void costsSayHowFarTheyMayBeTrusted()
    {
        test::SyntheticRun onBoard("nano33ble-cmsis-nn");
        m_run->setContent(onBoard.content(20));
        m_plot->replotNow();
        QTest::mouseMove(canvas(), QPoint(60, 12));
        QTest::mouseMove(canvas(), *m_plot->pixelOf(m_plot->frontLine().front()));
        QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("Latency")));
        QVERIFY2(QToolTip::text().contains(QStringLiteral("estimated for TensorFlow Lite Micro with CMSIS-NN")), qPrintable(QToolTip::text()));
        QVERIFY(QToolTip::text().contains(QStringLiteral("Energy")));
    }

    void budgetLineCanBeDragged()
    {
        const cost::Budget own = m_run->spec().budget;
        const int before = m_plot->fitting();
        QSignalSpy changes(m_plot.get(), &ParetoPlot::budgetChanged);
        const int x = freeOnLine();
        QVERIFY(x > 0);
        const QPoint from(*m_plot->budgetPixel(), x);
        const QPoint to(from.x() - 150, x);
        QTest::mousePress(canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas(), (from + to) / 2);
        QTest::mouseMove(canvas(), to);
        QTest::mouseRelease(canvas(), Qt::LeftButton, {}, to);
        QVERIFY(changes.count() >= 2); // the read-out follows the hand
        QVERIFY(m_plot->isWhatIf());
        QVERIFY(std::abs(*m_plot->budgetPixel() - to.x()) <= 1);
        QVERIFY(!m_plot->isZoomed()); // the axes did not move with it
        const auto fits = std::count_if(m_run->evaluations().begin(), m_run->evaluations().end(),
            [this](const auto& evaluation) { return m_plot->shownBudget().fits(evaluation.cost); });
        QCOMPARE(m_plot->fitting(), static_cast<int>(fits));
        QVERIFY(m_plot->fitting() < before);
        QCOMPARE(m_run->spec().budget, own); // a view only
        m_plot->resetBudget();
        QVERIFY(!m_plot->isWhatIf());
        QCOMPARE(m_plot->fitting(), before);
    }

    void arrowsWalkAlongTheFront()
    {
        m_plot->setFocus();
        const auto ids = m_plot->frontLine();
        for (const int id : ids) {
            QTest::keyClick(m_plot.get(), Qt::Key_Right);
            QCOMPARE(m_selection->current(), id);
        }
        QTest::keyClick(m_plot.get(), Qt::Key_Right); // its end is its end
        QCOMPARE(m_selection->current(), ids.back());
        QTest::keyClick(m_plot.get(), Qt::Key_Left);
        QCOMPARE(m_selection->current(), ids[ids.size() - 2]);
        QTest::keyClick(m_plot.get(), Qt::Key_Space);
        QVERIFY(m_selection->pinned().contains(ids[ids.size() - 2]));
    }

    void axesGrowOnlyAsNeededAndNeverWhileZoomed()
    {
        const QRectF before = m_plot->visibleRange();
        RunBatch inside = m_synthetic.batch(1);
        inside.evaluations.front().evaluation.cost = m_run->evaluations().front().cost;
        inside.evaluations.front().evaluation.confusion = m_run->evaluations().front().confusion;
        m_run->append(inside);
        QCOMPARE(m_plot->visibleRange(), before);

        RunBatch outside = m_synthetic.batch(1);
        outside.evaluations.front().evaluation.cost.ramBytes = std::int64_t { 3 } * 1024 * 1024;
        m_run->append(outside);
        const QRectF grown = m_plot->visibleRange();
        QVERIFY(grown.right() > 3.0 * 1024 * 1024);

        QWheelEvent wheel(QPointF(400, 200), m_plot->mapToGlobal(QPointF(400, 200)), {}, { 0, 120 }, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas(), &wheel);
        QVERIFY(m_plot->isZoomed());
        const QRectF zoomed = m_plot->visibleRange();
        QVERIFY(zoomed.width() < grown.width());
        RunBatch further = m_synthetic.batch(1);
        further.evaluations.front().evaluation.cost.ramBytes = std::int64_t { 9 } * 1024 * 1024;
        m_run->append(further);
        QCOMPARE(m_plot->visibleRange(), zoomed);
        QTest::mouseDClick(canvas(), Qt::LeftButton, {}, QPoint(300, 60));
        QVERIFY(!m_plot->isZoomed());
        QVERIFY(m_plot->visibleRange().right() > 9.0 * 1024 * 1024);
    }

    void exports()
    {
        const QTemporaryDir folder;
        for (const QString& name : { QStringLiteral("/plot.png"), QStringLiteral("/plot.svg") }) {
            QVERIFY(m_plot->exportTo(folder.path() + name));
            QVERIFY(QFile(folder.path() + name).size() > 1000);
        }
        QVERIFY(!m_plot->exportTo(QStringLiteral("/nowhere/plot.svg")));
    }

    void frontLineEqualsBruteForce()
    {
        Rng rng(3);
        for (int round = 0; round < 50; ++round) {
            FrontLine line;
            std::vector<std::pair<double, double>> points;
            for (int i = 0; i < 60; ++i) { // small integers: many ties
                points.emplace_back(static_cast<double>(rng.below(12)), static_cast<double>(rng.below(12)));
                line.insert(points.back().first, points.back().second, i);
            }
            for (std::size_t i = 0; i < points.size(); ++i) {
                bool wanted = true;
                for (std::size_t j = 0; j < points.size(); ++j) {
                    const bool noWorse = points[j].first <= points[i].first && points[j].second <= points[i].second;
                    wanted = wanted && !(noWorse && (points[j] != points[i] || j < i));
                }
                const auto ids = line.ids();
                QCOMPARE(std::find(ids.begin(), ids.end(), static_cast<int>(i)) != ids.end(), wanted);
            }
        }
    }

    void emptyRunSaysWhatComes()
    {
        m_run->setContent(test::SyntheticRun().content(0));
        auto* const text = m_plot->findChild<QWidget*>(QStringLiteral("paretoEmpty"));
        QVERIFY(text->isVisible());
        QVERIFY(!m_plot->pixelOf(0));
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QCOMPARE(m_selection->current(), -1);
    }

private:
    [[nodiscard]] QWidget* canvas() const { return m_plot->findChild<QWidget*>(QStringLiteral("paretoCanvas")); }
    /// A height at which no candidate lies near the budget line. 0: none
    [[nodiscard]] int freeOnLine() const
    {
        for (int y = 30; y < 440; ++y) {
            bool free = true;
            for (int id = 0; id < m_run->count() && free; ++id)
                free = (*m_plot->pixelOf(id) - QPoint(*m_plot->budgetPixel(), y)).manhattanLength() > 14;
            if (free)
                return y;
        }
        return 0;
    }

    test::SyntheticRun m_synthetic;
    std::unique_ptr<RunModel> m_run;
    std::unique_ptr<SelectionContext> m_selection;
    std::unique_ptr<ParetoPlot> m_plot;
};

QTEST_MAIN(TstParetoPlot)
#include "tst_pareto_plot.moc"
