// SPDX-License-Identifier: GPL-3.0-or-later
// The demo set's planted truth as an experiment: data-aware finds it, data fixed to what shows too little cannot, and the
// result says so.
#include "data/demo.h"
#include "danas_process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace danas;

class TestCliExperiment : public QObject {
    Q_OBJECT
private slots:
    void plantedTruth();
};

void TestCliExperiment::plantedTruth()
{
    const QTemporaryDir folder;
    const std::filesystem::path root(folder.path().toStdString());
    RunControl control;
    data::writeDemoDataset(root / "set", 1, control);
    writeJsonFile(root / "e.json", Json { { "name", "truth" },
        { "run", { { "dataset", { { "path", "set" } } }, { "space", "demo" }, { "threads", 1 },
                     { "supernet", { { "steps", 250 }, { "batch", 32 }, { "calibration_images", 128 } } },
                     { "search", { { "evaluations", 30 }, { "population", 12 } } }, { "finalise", { { "candidates", 0 } } } } },
        { "seeds", { 1 } }, { "fixed_data", { { "resolution", 32 }, { "colour", "gray" } } },
        { "tiers", { { { "ram_bytes", 65536 }, { "flash_bytes", 262144 } } } }, { "equal", "evaluations" } });
    const QStringList command { "experiment", folder.filePath("e.json"), "--out", folder.filePath("e.danas"), "--json", "--html", folder.filePath("r.html") };
    const auto first = test::runDanas(command);
    QVERIFY2(first.status == 0, first.err.constData());
    const Json document = first.json();
    QCOMPARE(document.at("runs").size(), std::size_t(2));
    const Json& comparison = document.at("tiers").at(0).at("comparison");
    const auto best = [&comparison](std::size_t arm) { return comparison.at("arms").at(arm).at("runs").at(0).at("tiers").at(0).at("best"); };
    QCOMPARE(comparison.at("arms").at(0).at("name").get<std::string>(), std::string("data-aware"));
    QCOMPARE(best(0).at("data").get<std::string>(), std::string("64-rgb"));
    QVERIFY(best(0).at("metrics").at("accuracy").get<double>() > 0.85);
    QVERIFY(best(1).at("metrics").at("accuracy").get<double>() < 0.7);
    const auto verdict = comparison.at("verdict").get<std::string>();
    QVERIFY2(verdict.find("data-aware finds") != std::string::npos && verdict.find("fixed data") != std::string::npos, verdict.c_str());
    QVERIFY2(verdict.find("chance") != std::string::npos, "one seed only, and it says so");
    QVERIFY(std::filesystem::file_size(root / "r.html") > 1000);

    const auto again = test::runDanas(command); // nothing is left to do
    QCOMPARE(again.status, 0);
    QVERIFY(again.json().at("tiers") == document.at("tiers"));
    QVERIFY(again.json().at("seconds").get<double>() < 5.0);
    const auto refused = test::runDanas({ "experiment", folder.filePath("missing.json"), "--out", folder.filePath("e.danas") });
    QCOMPARE(refused.status, 2);
}

QTEST_APPLESS_MAIN(TestCliExperiment)
#include "tst_cli_experiment.moc"
