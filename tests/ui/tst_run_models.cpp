// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "support/synthetic_run.h"
#include "ui/models/candidate_model.h"
#include "ui/models/csv.h"
#include "ui/models/layer_model.h"
#include "ui/models/standing.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace danas;
using namespace danas::ui;

class TstRunModels : public QObject {
    Q_OBJECT

private slots:
    void tableGrowsInBatchesUnderItsProxy()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        CandidateModel model(run);
        CandidateFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester modelTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        run.setContent(synthetic.content(30));
        filter.sort(CandidateModel::Metric, Qt::DescendingOrder);
        filter.setFrontOnly(true);
        QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        for (int i = 0; i < 10; ++i)
            run.append(synthetic.batch(20));
        QCOMPARE(inserts.count(), 10); // one insertion a batch
        QCOMPARE(model.rowCount(), 230);
        QCOMPARE(filter.rowCount(), run.frontSize());
        filter.setFrontOnly(false);
        QCOMPARE(filter.rowCount(), 230);
        double last = 2.0;
        for (int row = 0; row < filter.rowCount(); ++row) {
            const double accuracy = filter.index(row, CandidateModel::Metric).data(CandidateModel::SortRole).toDouble();
            QVERIFY(accuracy <= last);
            last = accuracy;
        }
    }

    void sortsNumbersAsNumbers()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        run.setContent(synthetic.content(120));
        CandidateModel model(run);
        CandidateFilter filter;
        filter.setSourceModel(&model);
        for (const int column : { CandidateModel::Number, CandidateModel::Ram, CandidateModel::Flash, CandidateModel::Macs }) {
            filter.sort(column);
            for (int row = 1; row < filter.rowCount(); ++row)
                QVERIFY(filter.index(row - 1, column).data(CandidateModel::SortRole).toDouble()
                    <= filter.index(row, column).data(CandidateModel::SortRole).toDouble());
        }
    }

    void filterWords()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        run.setContent(synthetic.content(200));
        CandidateModel model(run);
        CandidateFilter filter;
        filter.setSourceModel(&model);
        filter.setWords(QStringLiteral("96 GRAY"));
        const auto expected = std::count_if(run.evaluations().begin(), run.evaluations().end(), [](const auto& evaluation) {
            return evaluation.data == data::DataConfig { 96, data::Colour::Gray };
        });
        QVERIFY(expected > 0);
        QVERIFY(filter.rowCount() >= expected);
        for (int row = 0; row < filter.rowCount(); ++row)
            QVERIFY(filter.index(row, CandidateModel::Data).data().toString().contains(QStringLiteral("gray")));
        filter.setWords(QStringLiteral("no such thing"));
        QCOMPARE(filter.rowCount(), 0);
    }

    void repeatedEvaluationsAreSkipped()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        run.setContent(synthetic.content(0));
        const RunBatch batch = synthetic.batch(40);
        run.append(batch);
        run.append(batch); // as a resumed run does
        QCOMPARE(run.count(), 40);
        RunBatch curve;
        curve.curve = { { 595, 1, 1, 0, -1 }, { 600, 1, 1, 0, -1 } };
        const auto points = run.curve().size();
        run.append(curve); // from its last checkpoint on
        QCOMPARE(run.curve().size(), points + 1);
        QCOMPARE(run.curve().back().teacherLoss, 1.0);
    }

    void frontIsExact()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        run.setContent(synthetic.content(0));
        for (int i = 0; i < 12; ++i)
            run.append(synthetic.batch(25));
        for (const auto& own : run.evaluations()) {
            const bool dominated = std::any_of(run.evaluations().begin(), run.evaluations().end(), [&](const auto& other) {
                return other.feasible()
                    && search::dominates(search::losses(other, run.spec().objectives), search::losses(own, run.spec().objectives));
            });
            QCOMPARE(run.onFront(own.id), own.feasible() && !dominated);
        }
    }

    void standingIsTrue()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        run.setContent(synthetic.content(300));
        for (const auto& own : run.evaluations()) {
            const QString text = standingText(run, own.id);
            if (!own.feasible())
                QVERIFY2(text.startsWith(QStringLiteral("Over the run's budget")), qPrintable(text));
            else if (run.onFront(own.id))
                QVERIFY2(text.startsWith(QStringLiteral("On the front")), qPrintable(text));
            else {
                const auto ids = dominators(run, own.id);
                QVERIFY(!ids.empty());
                QVERIFY2(text.startsWith(QStringLiteral("Dominated by #%1").arg(ids.front())), qPrintable(text));
            }
        }
        QVERIFY(standingText(run, 100000).isEmpty());
    }

    void layersSumUp()
    {
        const auto graph = graph::buildGraph(graph::originalMobileNetV2(0.35), { 3, 96, 96 }, 2);
        LayerModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLayers(cost::layerTable(graph));
        const auto cost = cost::costOf(graph);
        QCOMPARE(model.rowCount(), static_cast<int>(graph.ops.size()) + 1);
        double macs = 0.0;
        int peaks = 0;
        for (int row = 0; row + 1 < model.rowCount(); ++row) {
            macs += model.index(row, LayerModel::Macs).data(LayerModel::ShareRole).toDouble();
            peaks += model.index(row, 0).data(LayerModel::PeakRole).toBool() ? 1 : 0;
        }
        QVERIFY(std::abs(macs - 1.0) < 1e-9);
        QCOMPARE(peaks, 1);
        const int foot = model.rowCount() - 1;
        QVERIFY(model.index(foot, 0).data(LayerModel::TotalRole).toBool());
        QCOMPARE(model.index(foot, LayerModel::Macs).data().toString(), QString::fromStdString(formatCount(cost.macs)));
        QCOMPARE(model.index(foot, LayerModel::Live).data().toString(), QString::fromStdString(formatBytes(cost.ramBytes)));
    }

    void csvHoldsTheTable()
    {
        test::SyntheticRun synthetic;
        RunModel run;
        run.setContent(synthetic.content(7));
        const CandidateModel model(run);
        const QStringList lines = toCsv(model).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 8);
        QVERIFY(lines.front().startsWith(QStringLiteral("#,Data,Network,Accuracy,RAM")));
        QVERIFY(lines.back().startsWith(QStringLiteral("6,")));
    }
};

QTEST_MAIN(TstRunModels)
#include "tst_run_models.moc"
