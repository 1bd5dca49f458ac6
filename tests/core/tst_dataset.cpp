// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_folder.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace danas;
using namespace danas::data;
using danas::test::contains;
using danas::test::ImageFolder;
using danas::test::reasonOf;

class TestDataset : public QObject {
    Q_OBJECT

private slots:
    void splitTree();
    void splitNamesInAnyCase();
    void validationIsCarved();
    void classTreeIsSplitByName();
    void classesLeftOutAndMerged();
    void subsampleIsStable();
    void leakageIsReported();
    void awkwardNames();
    void symbolicLinksDoNotHang();
    void fingerprintFollowsTheContent();
    void sameResultEveryTime();
    void errors_data();
    void errors();
    void stops();
    void json();
    void jsonErrors_data();
    void jsonErrors();
};

void TestDataset::splitTree()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val", "test" }, { "cat", "dog" }, 3);
    folder.write("train/cat/.hidden.png", "x");
    folder.write("README.md", "about");
    folder.addPng("train/stray.png", 900);
    folder.addPng("extra/what/1.png", 901);
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.layout, "split/class folders");
    QCOMPARE(dataset.classes, (std::vector<std::string> { "cat", "dog" }));
    for (const Split split : kSplits) {
        QCOMPARE(dataset.count(split), 6);
        QCOMPARE(dataset.count(split, 1), 3);
        QCOMPARE(dataset.indices(split).size(), std::size_t { 6 });
    }
    QCOMPARE(dataset.sourceCounts.at("dog"), (std::array { 3, 3, 3 }));
    QVERIFY(std::is_sorted(dataset.samples.begin(), dataset.samples.end(),
        [](const Sample& a, const Sample& b) { return std::tie(a.split, a.file) < std::tie(b.split, b.file); }));
    QCOMPARE(dataset.problems.size(), std::size_t { 2 });
    QVERIFY(contains(reasonOf(dataset, "train/stray.png"), "outside any class"));
    QVERIFY(contains(reasonOf(dataset, "extra"), "not a split"));
}

void TestDataset::splitNamesInAnyCase()
{
    ImageFolder folder;
    folder.addSplitTree({ "Training", "VALIDATION", "Testing" }, { "a", "b" }, 2);
    const Dataset dataset = folder.open();
    for (const Split split : kSplits)
        QCOMPARE(dataset.count(split), 4);
}

void TestDataset::validationIsCarved()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "test" }, { "a", "b" }, 60);
    const Dataset dataset = folder.open();
    QVERIFY(contains(dataset.layout, "no validation split was found, so 10 %"));
    QVERIFY(dataset.count(Split::Validation) >= 3 && dataset.count(Split::Validation) <= 25);
    QCOMPARE(dataset.count(Split::Train) + dataset.count(Split::Validation), 120);
    QCOMPARE(dataset.count(Split::Test), 120);
}

void TestDataset::classTreeIsSplitByName()
{
    ImageFolder folder;
    for (int i = 0; i < 300; ++i)
        folder.addPng((i % 2 == 0 ? "a/" : "b/deeper/") + std::to_string(i) + ".png", i);
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.layout, "class folders, split 80/10/10 by file name");
    QVERIFY(std::abs(dataset.count(Split::Train) - 240) < 25);
    QVERIFY(std::abs(dataset.count(Split::Validation) - 30) < 18);
    QCOMPARE(dataset.samples.size(), std::size_t { 300 });

    // The same names in other classes keep their split.
    ImageFolder swapped;
    for (int i = 0; i < 300; ++i)
        swapped.addPng((i % 2 == 1 ? "a/" : "b/") + std::to_string(i) + ".png", i);
    const auto names = [](const Dataset& d) {
        std::set<std::string> found;
        for (const int i : d.indices(Split::Validation))
            found.insert(std::filesystem::path(d.samples[static_cast<std::size_t>(i)].file).filename());
        return found;
    };
    QCOMPARE(names(dataset), names(swapped.open()));
}

void TestDataset::classesLeftOutAndMerged()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "bird", "cat", "dog", "person" }, 2);

    DatasetSpec rest;
    rest.merge = { { "person", "person" } };
    rest.mergeRest = "no_person";
    const Dataset merged = folder.open(rest);
    QCOMPARE(merged.classes, (std::vector<std::string> { "no_person", "person" }));
    QCOMPARE(merged.count(Split::Train, 0), 6);
    QCOMPARE(merged.count(Split::Train, 1), 2);
    QCOMPARE(merged.sourceClasses.size(), std::size_t { 4 });

    DatasetSpec fewer;
    fewer.leaveOut = { "bird", "dog" };
    const Dataset left = folder.open(fewer);
    QCOMPARE(left.classes, (std::vector<std::string> { "cat", "person" }));
    QCOMPARE(left.samples.size(), std::size_t { 8 });
    QCOMPARE(left.sourceCounts.at("bird"), (std::array { 2, 2, 0 })); // still counted, so it can be taken back
    QVERIFY(left.fingerprint != merged.fingerprint);
}

void TestDataset::subsampleIsStable()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 100);
    DatasetSpec half;
    half.keep = { 0.5, 1.0, 1.0 };
    DatasetSpec quarter;
    quarter.keep = { 0.25, 1.0, 1.0 };
    const Dataset larger = folder.open(half);
    const Dataset smaller = folder.open(quarter);
    QVERIFY(std::abs(larger.count(Split::Train) - 100) < 30);
    QVERIFY(std::abs(smaller.count(Split::Train) - 50) < 25);
    QCOMPARE(larger.count(Split::Validation), 200);
    std::set<std::string> files;
    for (const Sample& sample : larger.samples)
        files.insert(sample.file);
    for (const Sample& sample : smaller.samples)
        QVERIFY(files.contains(sample.file)); // a smaller share is part of a larger one
}

void TestDataset::leakageIsReported()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val", "test" }, { "a", "b" }, 2);
    folder.addPng("train/a/first.png", 5000);
    folder.addPng("test/b/copy.png", 5000);
    folder.addPng("train/a/twin.png", 5000); // within a split: no leakage
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.problems.size(), std::size_t { 1 });
    QVERIFY(dataset.problems[0].kind == ProblemKind::Leakage);
    QCOMPARE(dataset.problems[0].file, "test/b/copy.png");
    QVERIFY(contains(dataset.problems[0].reason, "train/a/first.png"));
    QCOMPARE(dataset.samples.size(), std::size_t { 15 }); // all stay in use
}

void TestDataset::awkwardNames()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { " spaced ", "größe 猫" }, 1);
    const std::vector<std::string> names { "-dash.png", "it's \"quoted\".png", "a,b;c.png", "жираф_é.png", "noextension", "line\nbreak.png",
        "UPPER.PNG", "wrong.jpg" };
    for (std::size_t i = 0; i < names.size(); ++i)
        folder.addPng("train/größe 猫/" + names[i], 100 + static_cast<int>(i));
    folder.addPng("train/ spaced /bad.png", 300);
    std::filesystem::rename(folder.root() / "train/ spaced /bad.png", folder.root() / "train/ spaced /bad\xFF.png");
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.classes, (std::vector<std::string> { " spaced ", "größe 猫" })); // as on disk
    QCOMPARE(dataset.count(Split::Train, 1), 1 + static_cast<int>(names.size()));
    QCOMPARE(dataset.problems.size(), std::size_t { 1 });
    QVERIFY(contains(dataset.problems[0].reason, "UTF-8"));
    RunControl control;
    QCOMPARE(SampleCache(dataset, 16, control).size(), dataset.samples.size());
}

void TestDataset::symbolicLinksDoNotHang()
{
    namespace fs = std::filesystem;
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 2);
    const fs::path root = folder.root();
    fs::create_directory_symlink(root, root / "train/loop");
    fs::create_directory_symlink("self", root / "train/self");
    fs::create_directory_symlink("..", root / "train/a/up");
    fs::create_symlink("gone.png", root / "train/a/dangling.png");
    fs::create_symlink(root / "train/b/2.png", root / "train/b/linked.png");
    fs::create_directory_symlink(root / "val/b", root / "val/c"); // a class that is a link to a folder is fine
    DatasetSpec spec;
    spec.merge = { { "c", "b" } };
    const Dataset dataset = folder.open(spec);
    QCOMPARE(dataset.classes, (std::vector<std::string> { "a", "b" }));
    QCOMPARE(dataset.count(Split::Train), 5);
    QCOMPARE(dataset.count(Split::Validation), 6);
    QVERIFY(contains(reasonOf(dataset, "train/loop"), "leads back"));
    QVERIFY(contains(reasonOf(dataset, "train/self"), "leads nowhere"));
    QVERIFY(contains(reasonOf(dataset, "train/a/up"), "leads back"));
    QVERIFY(contains(reasonOf(dataset, "train/a/dangling.png"), "leads nowhere"));
}

void TestDataset::fingerprintFollowsTheContent()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 2);
    const std::uint64_t before = folder.open().fingerprint;
    QCOMPARE(folder.open().fingerprint, before);
    folder.write("notes.txt", "not a sample");
    QCOMPARE(folder.open().fingerprint, before);
    folder.addPng("train/a/0.png", 777);
    const std::uint64_t changed = folder.open().fingerprint;
    QVERIFY(changed != before);
    std::filesystem::rename(folder.root() / "train/a/0.png", folder.root() / "val/a/0.png");
    QVERIFY(folder.open().fingerprint != changed);
}

void TestDataset::sameResultEveryTime()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 40);
    for (int i = 0; i < 20; ++i)
        folder.write("train/a/broken" + std::to_string(i) + ".png", "text");
    const auto describe = [&] {
        const Dataset dataset = folder.open();
        std::string all = std::to_string(dataset.fingerprint);
        for (const Sample& sample : dataset.samples)
            all += sample.file + std::to_string(sample.label);
        for (const Problem& problem : dataset.problems)
            all += problem.file + problem.reason;
        return all;
    };
    const std::string first = describe();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(describe(), first);
}

void TestDataset::errors_data()
{
    QTest::addColumn<QStringList>("files"); // "name" is a picture, "name=" is broken, "name/" is a folder
    QTest::addColumn<QStringList>("leaveOut");
    QTest::addColumn<QString>("message");
    const QStringList good { "train/a/1.png", "train/b/2.png", "val/a/3.png", "val/b/4.png" };
    QTest::newRow("nothing") << QStringList {} << QStringList {} << "holds no images";
    QTest::newRow("flat") << QStringList { "1.png", "2.png" } << QStringList {} << "no class folders";
    QTest::newRow("one class") << QStringList { "train/a/1.png", "val/a/2.png" } << QStringList {} << "Only the class \"a\" is left";
    QTest::newRow("empty class") << good + QStringList { "train/c/" } << QStringList {} << "class \"c\"";
    QTest::newRow("broken class") << good + QStringList { "train/c/5.png=" } << QStringList {} << "class \"c\"";
    QTest::newRow("all broken") << QStringList { "train/a/1.png=", "train/b/2.png=", "val/a/1.png=" } << QStringList {} << "no usable image";
    QTest::newRow("no training") << QStringList { "test/a/1.png", "test/b/2.png", "val/a/3.png" } << QStringList {} << "train split";
    QTest::newRow("no validation") << QStringList { "train/a/1.png", "train/b/2.png", "val/a/3.png=" } << QStringList {} << "validation split";
    QTest::newRow("class only in test") << good + QStringList { "test/c/5.png" } << QStringList {} << "no image to train on";
    QTest::newRow("unknown class") << good << QStringList { "zebra" } << "no class \"zebra\" (leave_out); its classes are a, b";
    QTest::newRow("left with one") << good << QStringList { "a" } << "Only the class \"b\" is left";
}

void TestDataset::errors()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, leaveOut);
    QFETCH(QString, message);
    ImageFolder folder;
    int number = 0;
    for (const QString& file : files) {
        const std::string name = file.toStdString();
        if (name.ends_with('/'))
            folder.addFolder(name);
        else if (name.ends_with('='))
            folder.write(name.substr(0, name.size() - 1), "no picture");
        else
            folder.addPng(name, ++number);
    }
    DatasetSpec spec;
    for (const QString& name : leaveOut)
        spec.leaveOut.push_back(name.toStdString());
    const std::string error = folder.errorOf(spec);
    QVERIFY2(contains(error, message.toStdString()), error.c_str());
    QVERIFY(error.ends_with('.'));
}

void TestDataset::stops()
{
    ImageFolder folder;
    folder.addSplitTree({ "train", "val" }, { "a", "b" }, 2);
    std::stop_source source;
    RunControl control(source.get_token());
    source.request_stop();
    DatasetSpec spec;
    spec.path = folder.path();
    QVERIFY_EXCEPTION_THROWN((void)openDataset(spec, control), Stopped);

    RunControl fresh;
    spec.path = folder.path() + "/missing";
    QVERIFY_EXCEPTION_THROWN((void)openDataset(spec, fresh), Error);
    spec.path = folder.path() + "/train/a/0.png";
    QVERIFY_EXCEPTION_THROWN((void)openDataset(spec, fresh), Error);
    spec.path.clear();
    QVERIFY_EXCEPTION_THROWN((void)openDataset(spec, fresh), Error);
}

void TestDataset::json()
{
    DatasetSpec spec;
    spec.path = "/some/where";
    spec.leaveOut = { "x" };
    spec.merge = { { "dog", "animal" } };
    spec.mergeRest = "rest";
    spec.keep = { 0.5, 1.0, 0.25 };
    QVERIFY(datasetSpecFromJson(toJson(spec), "test") == spec);
    QVERIFY(datasetSpecFromJson(Json { { "path", "p" } }, "test").keep == (std::array { 1.0, 1.0, 1.0 }));
}

void TestDataset::jsonErrors_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("no path") << QByteArray("{}") << QByteArray("path");
    QTest::newRow("empty path") << QByteArray(R"({"path": ""})") << QByteArray("path");
    QTest::newRow("unknown") << QByteArray(R"({"path": "p", "leaveOut": []})") << QByteArray("leaveOut");
    QTest::newRow("list") << QByteArray(R"({"path": "p", "leave_out": "cat"})") << QByteArray("leave_out");
    QTest::newRow("entry") << QByteArray(R"({"path": "p", "leave_out": [1]})") << QByteArray("leave_out");
    QTest::newRow("merge") << QByteArray(R"({"path": "p", "merge": {"cat": ""}})") << QByteArray("cat");
    QTest::newRow("two shares") << QByteArray(R"({"path": "p", "keep": [1, 1]})") << QByteArray("keep");
    QTest::newRow("share 0") << QByteArray(R"({"path": "p", "keep": [1, 0, 1]})") << QByteArray("validation");
    QTest::newRow("share text") << QByteArray(R"({"path": "p", "keep": ["1", 1, 1]})") << QByteArray("train");
}

void TestDataset::jsonErrors()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, names);
    try {
        (void)datasetSpecFromJson(parseJson(document.toStdString(), "test"), "spec.json: dataset");
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(contains(error.what(), names.toStdString()), error.what());
        QVERIFY(contains(error.what(), "spec.json"));
    }
}

QTEST_APPLESS_MAIN(TestDataset)
#include "tst_dataset.moc"
