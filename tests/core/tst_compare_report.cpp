// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/text_file.h"
#include "compare/report.h"
#include "base/html.h"
#include "base/svg.h"
#include "support/made_run.h"

#include <fmt/format.h>

#include <QFile>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace danas;
using namespace danas::compare;

namespace {

Comparison comparison(const std::string& name = "B", bool comparable = true)
{
    std::vector<Arm> arms { { "A", {} }, { name, {} } };
    for (std::int64_t id = 1; id <= 6; ++id) {
        const auto run = test::madeRun(id, test::madeSpec(static_cast<std::uint64_t>((id - 1) % 3 + 1)), id <= 3 ? 0.05 : 0.0);
        if (id > 3 && !comparable)
            run->record.spec.objectives = { search::Objective::F1, search::Objective::Macs };
        arms[id <= 3 ? 0 : 1].runs.push_back(run);
    }
    return compare::compare(arms);
}

QString xmlError(const std::string& text)
{
    QXmlStreamReader reader(QByteArray::fromStdString(text));
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError() ? reader.errorString() : QString();
}

const char* const kNasty = "<script>alert(\"x\")</script> & 'B', \x01";

} // namespace

class TestCompareReport : public QObject {
    Q_OBJECT
private slots:
    void htmlIsWellFormed_data();
    void htmlIsWellFormed();
    void htmlSaysWhatJsonSays();
    void namesAreEscaped();
    void csvIsOneTable();
    void notComparableIsShown();
    void ticksAreRound();
    void writing();
};

void TestCompareReport::htmlIsWellFormed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("comparable");
    QTest::newRow("plain") << "B" << true;
    QTest::newRow("nasty") << QString(kNasty) << true;
    QTest::newRow("not comparable") << "B" << false;
}

void TestCompareReport::htmlIsWellFormed()
{
    QFETCH(QString, name);
    QFETCH(bool, comparable);
    const std::string html = toHtml(comparison(name.toStdString(), comparable));
    QCOMPARE(xmlError(html), QString());
    QVERIFY(html.find("http://") == html.find("http://www.w3.org/2000/svg")); // needs nothing from elsewhere
    QVERIFY(html.find("nan") == std::string::npos && html.find("inf") == std::string::npos);
}

void TestCompareReport::htmlSaysWhatJsonSays()
{
    const Comparison compared = comparison();
    const std::string html = toHtml(compared);
    const Json json = toJson(compared);
    QVERIFY(html.find(escaped(json["verdict"].get<std::string>())) != std::string::npos);
    QCOMPARE(json["arms"].size(), std::size_t(2));
    for (const Json& arm : json["arms"]) {
        for (const Json& run : arm["runs"])
            QVERIFY(html.find(fmt::format("<td>{:.4f}</td>", run["hypervolume"].get<double>())) != std::string::npos);
        QCOMPARE(arm["hypervolume"]["median"].get<double>(), quantile({ arm["runs"][0]["hypervolume"], arm["runs"][1]["hypervolume"], arm["runs"][2]["hypervolume"] }, 0.5));
    }
    for (const Json& finding : json["pairs"][0]["findings"]) {
        QVERIFY(html.find(escaped(finding["label"].get<std::string>())) != std::string::npos);
        if (finding["quantity"] == "reach_share") {
            QCOMPARE(finding["pairs"].get<int>(), 3);
            QVERIFY(finding["test"].is_null());
            QVERIFY(html.find("reached in 3 and 0 of 3") != std::string::npos);
            QVERIFY(toCsv(compared).find(fmt::format("reach_share of the first,,{}", finding["first"][0].get<double>())) != std::string::npos);
            continue;
        }
        QCOMPARE(finding["test"]["smallest_p"].get<double>(), 0.25);
        QVERIFY(html.find(fmt::format("p = {:.3g} ", finding["test"]["p"].get<double>())) != std::string::npos);
    }
    std::size_t plots = 0;
    for (std::size_t at = html.find("<svg"); at != std::string::npos; at = html.find("<svg", at + 1))
        ++plots;
    QCOMPARE(plots, std::size_t(4)); // fronts, over evaluations, over time, data configurations
    QVERIFY(html.find("prefers-color-scheme: dark") != std::string::npos && html.find("#0072B2") != std::string::npos);
}

void TestCompareReport::namesAreEscaped()
{
    const Comparison compared = comparison(kNasty);
    QVERIFY(toHtml(compared).find("<script") == std::string::npos);
    QVERIFY(toHtml(compared).find("&lt;script&gt;") != std::string::npos);
    QVERIFY(toCsv(compared).find("\"<script>alert(\"\"x\"\")</script> & 'B', \x01\"") != std::string::npos);
    QCOMPARE(Json::parse(toJson(compared).dump())["arms"][1]["name"].get<std::string>(), std::string(kNasty));
    QCOMPARE(escaped("<a b=\"c\">&'\n"), std::string("&lt;a b=&quot;c&quot;&gt;&amp;&#39; "));
}

void TestCompareReport::csvIsOneTable()
{
    const Comparison compared = comparison();
    const QStringList lines = QString::fromStdString(toCsv(compared)).split("\r\n", Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 100);
    int volumes = 0;
    for (const QString& line : lines) {
        if (!line.contains('"'))
            QCOMPARE(line.count(','), 9);
        if (line.startsWith("run,") && line.contains(",hypervolume,"))
            ++volumes;
    }
    QCOMPARE(volumes, 6);
    const std::string exact = fmt::format("run,A,#1,1,,,,hypervolume,,{}\r\n", *compared.arms[0].runs[0].hypervolume);
    QVERIFY(toCsv(compared).find(exact) != std::string::npos);
}

void TestCompareReport::notComparableIsShown()
{
    const Comparison compared = comparison("B", false);
    const std::string html = toHtml(compared);
    QVERIFY(html.find("<p class=\"stop\">") != std::string::npos);
    const Json json = toJson(compared);
    QVERIFY(!json["comparable"].get<bool>() && json["pairs"].empty() && json["metric"].is_null());
    QVERIFY(json["arms"][0]["runs"][0]["hypervolume"].is_null() && !json["arms"][0]["runs"][0]["front"].empty());
}

void TestCompareReport::ticksAreRound()
{
    QVERIFY((ticks({ "", 0.0, 1.0, false, {} }) == std::vector<double> { 0.0, 0.2, 0.4, 0.2 * 3, 0.8, 1.0 }));
    QVERIFY((ticks({ "", 3000.0, 20000.0, true, {} }) == std::vector<double> { 4096.0, 8192.0, 16384.0 }));
    QCOMPARE(ticks({ "", 5.0, 5.0, false, {} }).size(), std::size_t(1));
}

void TestCompareReport::writing()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("report.html").toStdString();
    writeTextFile(file, "first");
    writeTextFile(file, "second");
    QFile written(QString::fromStdString(file));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), QByteArray("second"));
    QVERIFY(!QFile::exists(QString::fromStdString(file) + ".part"));
    QVERIFY_EXCEPTION_THROWN(writeTextFile(folder.filePath("no/report.html").toStdString(), "x"), Error);
}

QTEST_APPLESS_MAIN(TestCompareReport)
#include "tst_compare_report.moc"
