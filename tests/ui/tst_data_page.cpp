// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/models/sample_list_model.h"
#include "ui/views/data_page.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTreeWidget>

using namespace danas;
using namespace danas::ui;

class TstDataPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeMode::Light); }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void anEmptyPageOffersTwoWays()
    {
        open({});
        QSignalSpy choose(m_page.get(), &DataPage::chooseFolderRequested);
        QSignalSpy demo(m_page.get(), &DataPage::demoDataRequested);
        QTest::mouseClick(child<QPushButton>("chooseFolder"), Qt::LeftButton);
        QTest::mouseClick(child<QPushButton>("useDemoData"), Qt::LeftButton);
        QCOMPARE(choose.count(), 1);
        QCOMPARE(demo.count(), 1);
        test::screenshot(*m_page, QStringLiteral("data-empty"));
    }

    void countsAndPicturesAreShown()
    {
        open(three(), 8);
        QTRY_VERIFY(m_fixture->ready());
        QVERIFY(child<QLabel>("dataCounts")->text().startsWith(QStringLiteral("72 images \u00b7 3 classes")));
        auto* grid = child<QListView>("sampleGrid");
        QCOMPARE(grid->model()->rowCount(), 72);
        QAbstractItemModelTester tester(grid->model());
        QTRY_VERIFY(!grid->model()->index(0, 0).data(Qt::DecorationRole).isNull());
        choose("splitFilter", QStringLiteral("test"));
        QCOMPARE(grid->model()->rowCount(), 24);
        choose("classFilter", QStringLiteral("dog"));
        QCOMPARE(grid->model()->rowCount(), 8);
        choose("splitFilter", QStringLiteral("All splits"));
        QTest::qWait(100);
        test::screenshot(*m_page, QStringLiteral("data"));
    }

    void aClickShowsThePictureLarge()
    {
        open(three());
        QTRY_VERIFY(m_fixture->ready());
        auto* grid = child<QListView>("sampleGrid");
        QTRY_VERIFY(grid->visualRect(grid->model()->index(0, 0)).isValid());
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(grid->model()->index(0, 0)).center());
        auto* text = child<QLabel>("largeText");
        QVERIFY(text->isVisible());
        QTRY_VERIFY(text->text().contains(QStringLiteral("96 \u00d7 96")));
        QVERIFY(text->text().contains(QStringLiteral("train/cat/000.png")));
        test::screenshot(*m_page, QStringLiteral("data-large"));
        QTest::keyClick(m_page->focusWidget() != nullptr ? m_page->focusWidget() : m_page.get(), Qt::Key_Escape);
        QVERIFY(grid->isVisible());
    }

    void classesAreLeftOutAndMerged()
    {
        open(three());
        QTRY_VERIFY(m_fixture->ready());
        QTest::mouseClick(child<QCheckBox>("use.owl"), Qt::LeftButton, {}, QPoint(8, child<QCheckBox>("use.owl")->height() / 2));
        QCOMPARE(m_fixture->document->spec().dataset.leaveOut, std::vector<std::string> { "owl" });
        QTRY_VERIFY(m_fixture->ready());
        QCOMPARE(m_fixture->document->dataset()->classes, (std::vector<std::string> { "cat", "dog" }));
        m_fixture->document->undoStack()->undo();
        QTRY_VERIFY(m_fixture->ready());
        QCOMPARE(m_fixture->document->dataset()->classes.size(), 3U);

        auto* target = child<QComboBox>("merge.owl");
        target->lineEdit()->selectAll();
        QTest::keyClicks(target->lineEdit(), QStringLiteral("dog"));
        QTest::keyClick(target->lineEdit(), Qt::Key_Return);
        QTRY_VERIFY(m_fixture->ready() && m_fixture->document->dataset()->classes.size() == 2);
        QCOMPARE(m_fixture->document->spec().dataset.merge.at("owl"), std::string("dog"));
    }

    void oneAgainstTheRest()
    {
        open(three());
        QTRY_VERIFY(m_fixture->ready());
        choose("mergeRest", QStringLiteral("no_cat"));
        QTRY_VERIFY(m_fixture->ready());
        QCOMPARE(m_fixture->document->dataset()->classes, (std::vector<std::string> { "cat", "no_cat" }));
    }

    void leavingTooFewIsSaidAndUndone()
    {
        open({ QStringLiteral("cat"), QStringLiteral("dog") });
        QTRY_VERIFY(m_fixture->ready());
        QTest::mouseClick(child<QCheckBox>("use.dog"), Qt::LeftButton, {}, QPoint(8, child<QCheckBox>("use.dog")->height() / 2));
        QTRY_COMPARE(m_fixture->document->dataState(), ProjectDocument::DataState::Failed);
        QVERIFY(m_page->findChild<MessageBar*>()->text().contains(QStringLiteral("at least two classes")));
        QTRY_VERIFY(child<QCheckBox>("use.dog")->isVisible()); // the way back stays on the page
        m_fixture->document->undoStack()->undo();
        QTRY_VERIFY(m_fixture->ready());
        QVERIFY(!m_page->findChild<MessageBar*>()->isVisible());
    }

    void anotherFolderThatFailsShowsNothingOfTheFirst()
    {
        open(three());
        QTRY_VERIFY(m_fixture->ready());
        QDir().mkpath(m_fixture->folder.filePath(QStringLiteral("empty")));
        data::DatasetSpec spec;
        spec.path = m_fixture->folder.filePath(QStringLiteral("empty")).toStdString();
        m_fixture->document->setDataset(spec, QStringLiteral("empty"));
        QTRY_COMPARE(m_fixture->document->dataState(), ProjectDocument::DataState::Failed);
        QVERIFY(m_page->findChild<MessageBar*>()->text().contains(QStringLiteral("holds no images")));
        QCOMPARE(child<QListView>("sampleGrid")->model()->rowCount(), 0);
        QVERIFY(child<QPushButton>("chooseFolder")->isVisible()); // the way out
        m_fixture->document->undoStack()->undo();
        QTRY_VERIFY(m_fixture->ready());
        QVERIFY(child<QListView>("sampleGrid")->model()->rowCount() > 0);
    }

    void problemsAreListedWithTheirReason()
    {
        open(three(), 4, true);
        QTRY_VERIFY(m_fixture->ready());
        auto* problems = child<QTreeWidget>("problems");
        QVERIFY(problems->isVisible());
        QCOMPARE(problems->topLevelItemCount(), 1);
        QVERIFY(problems->topLevelItem(0)->text(0).contains(QStringLiteral("broken.png")));
        QVERIFY(!problems->topLevelItem(0)->text(1).isEmpty());
        QVERIFY(!child<QPushButton>("showInFolder")->isEnabled());
        problems->setCurrentItem(problems->topLevelItem(0));
        QVERIFY(child<QPushButton>("showInFolder")->isEnabled());
        test::screenshot(*m_page, QStringLiteral("data-problems"));
    }

private:
    static QStringList three() { return { QStringLiteral("cat"), QStringLiteral("dog"), QStringLiteral("owl") }; }
    void open(const QStringList& classes, int each = 4, bool broken = false)
    {
        m_fixture = std::make_unique<test::Fixture>(classes, each);
        if (broken) {
            QFile file(m_fixture->folder.filePath(QStringLiteral("pictures/train/cat/broken.png")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("this is no picture");
            file.close();
            m_fixture->document->rescan();
        }
        m_page = std::make_unique<DataPage>(m_fixture->document.get());
        m_page->resize(1200, 740);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    template <typename Widget> Widget* child(const char* name) const { return m_page->findChild<Widget*>(QLatin1String(name)); }
    void choose(const char* box, const QString& text) const
    {
        auto* combo = child<QComboBox>(box);
        const int index = combo->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setCurrentIndex(index);
        emit combo->activated(index); // as if picked in the popup, which offscreen cannot show
    }

    std::unique_ptr<test::Fixture> m_fixture;
    std::unique_ptr<DataPage> m_page;
};

QTEST_MAIN(TstDataPage)
#include "tst_data_page.moc"
