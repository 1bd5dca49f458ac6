// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_folder.h"

#include "data/csv.h"

#include <QTest>

using namespace danas;
using namespace danas::data;
using danas::test::contains;
using danas::test::ImageFolder;
using danas::test::reasonOf;

namespace {

const std::vector<std::string> kClasses { "no_person", "person" };

void addFolders(const ImageFolder& folder, const std::string& base, std::initializer_list<const char*> splits)
{
    int number = 0;
    for (const std::string split : splits) {
        for (int i = 0; i < 6; ++i, ++number)
            folder.addPng(base + split + (i % 3 == 0 ? "/1/" : "/0/") + std::to_string(number) + ".png", number);
    }
}

} // namespace

class TestWakeVision : public QObject {
    Q_OBJECT

private slots:
    void folders_data();
    void folders();
    void largeOnly();
    void csv();
    void csvProblems();
    void csvClash();
    void quotedFields();
};

void TestWakeVision::folders_data()
{
    QTest::addColumn<QString>("base");
    QTest::newRow("itself") << "";
    QTest::newRow("parent") << "wake_vision/";
}

void TestWakeVision::folders()
{
    QFETCH(QString, base);
    ImageFolder folder;
    addFolders(folder, base.toStdString(), { "train_large", "train_quality", "validation", "test" });
    folder.addPng(base.toStdString() + "unlabeled_images/9.png", 900);
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.classes, kClasses);
    QCOMPARE(dataset.layout, "Wake Vision folders; train_quality (not train_large) for training");
    for (const Split split : kSplits) {
        QCOMPARE(dataset.count(split, 0), 4);
        QCOMPARE(dataset.count(split, 1), 2);
    }
    QVERIFY(contains(dataset.samples[0].file, "train_quality/0/"));
    QVERIFY(dataset.problems.empty());
}

void TestWakeVision::largeOnly()
{
    ImageFolder folder;
    addFolders(folder, "", { "train_large", "validation" });
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.layout, "Wake Vision folders; train_large for training");
    QCOMPARE(dataset.count(Split::Train), 6);
    QCOMPARE(dataset.count(Split::Test), 0);
}

void TestWakeVision::csv()
{
    ImageFolder folder;
    for (int i = 0; i < 12; ++i)
        folder.addPng("images/" + std::to_string(i) + ".png", i);
    folder.addPng("train_images/0.png", 100); // the folder of the split comes before others
    folder.write("wake_vision_train_large.csv", "filename,person\n11.png,1\n");
    folder.write("wake_vision_train_quality.csv", "\xEF\xBB\xBF" "filename,person,depiction,body_part\r\n0.png,1,0,0\r\n1.png,0,0,0\r\n2.png,-1,1,0\r\n3.png,1,0,0\r\n");
    folder.write("wake_vision_validation.csv", "predominantly_female,person,filename\n0,0,4.png\n1,1,5.png\n");
    folder.write("wake_vision_test.csv", "filename,person\n\n6.png,0\n7.png,-1\n8.png,1"); // empty line, no line end
    folder.write("notes.csv", "a,b\n1,2\n");
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.classes, kClasses);
    QCOMPARE(dataset.layout, "Wake Vision, images with CSV; train_quality (not train_large) for training; 2 rows with person = -1 left out");
    QCOMPARE(dataset.count(Split::Train, 1), 2);
    QCOMPARE(dataset.count(Split::Train, 0), 1);
    QCOMPARE(dataset.count(Split::Validation), 2);
    QCOMPARE(dataset.count(Split::Test), 2);
    QVERIFY(dataset.problems.empty());
    const auto uses = [&](const char* file) {
        return std::any_of(dataset.samples.begin(), dataset.samples.end(), [&](const Sample& s) { return s.file == file; });
    };
    QVERIFY(uses("train_images/0.png") && !uses("images/0.png"));
}

void TestWakeVision::csvProblems()
{
    ImageFolder folder;
    for (int i = 0; i < 8; ++i)
        folder.addPng(std::to_string(i) + ".png", i); // beside the CSV
    folder.addPng("a,b \"c\".png", 50);
    folder.write("broken.png", "text");
    folder.write("train.csv", "filename,person\n0.png,1\n1.png,0\ngone.png,1\n2.png\n3.png,maybe\n0.png,1\n../x.png,1\n/etc/passwd,0\n"
                              "broken.png,1\n\"a,b \"\"c\"\".png\",0\n");
    folder.write("val.csv", "filename,person\n4.png,1\n5.png,0\n");
    const Dataset dataset = folder.open();
    QCOMPARE(dataset.count(Split::Train), 3);
    QVERIFY(contains(reasonOf(dataset, "gone.png"), "missing"));
    QVERIFY(contains(reasonOf(dataset, "train.csv, line 5"), "too few columns"));
    QVERIFY(contains(reasonOf(dataset, "3.png"), "\"maybe\""));
    QVERIFY(contains(reasonOf(dataset, "0.png"), "more than once"));
    QVERIFY(contains(reasonOf(dataset, "../x.png"), "inside this folder"));
    QVERIFY(contains(reasonOf(dataset, "/etc/passwd"), "inside this folder"));
    QVERIFY(contains(reasonOf(dataset, "broken.png"), "a text file"));
    QCOMPARE(dataset.problems.size(), std::size_t { 7 });
}

void TestWakeVision::csvClash()
{
    ImageFolder folder;
    folder.addPng("0.png", 0);
    folder.write("train_a.csv", "filename,person\n0.png,1\n");
    folder.write("train_b.csv", "filename,person\n0.png,0\n");
    QVERIFY(contains(folder.errorOf(), "both describe the train split"));
    ImageFolder open;
    open.write("train.csv", "filename,person\n\"0.png,1\n");
    QVERIFY(contains(open.errorOf(), "line 2: a quote"));
}

void TestWakeVision::quotedFields()
{
    ImageFolder folder;
    folder.write("x.csv", "a,\"b\"\"c\",\"d,\ne\",\n\"\"\n,\n");
    CsvReader reader(folder.root() / "x.csv");
    using Row = std::vector<std::string>;
    QCOMPARE(*reader.next(), (Row { "a", "b\"c", "d,\ne", "" }));
    QCOMPARE(reader.line(), std::int64_t { 1 });
    QCOMPARE(*reader.next(), (Row { "" }));
    QCOMPARE(reader.line(), std::int64_t { 3 });
    QCOMPARE(*reader.next(), (Row { "", "" }));
    QVERIFY(!reader.next());
}

QTEST_APPLESS_MAIN(TestWakeVision)
#include "tst_wake_vision.moc"
