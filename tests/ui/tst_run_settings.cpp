// SPDX-License-Identifier: GPL-3.0-or-later
// Strategy, evaluator and class weights by mouse and keys, and what space and classes make of them.
#include "sound_fixture.h"
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/views/budget_page.h"
#include "ui/views/experiment_dialog.h"
#include "ui/views/space_page.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

using namespace danas;
using namespace danas::ui;
using search::EvaluatorKind;

class TstRunSettings : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeMode::Light);
        test::writeSounds(m_folder.filePath(QStringLiteral("sounds")), { QStringLiteral("fan"), QStringLiteral("pump"), QStringLiteral("saw") }, 2);
        qputenv("DANAS_TARGETS", m_folder.filePath(QStringLiteral("targets")).toUtf8());
    }

    void init()
    {
        m_fixture = std::make_unique<test::Fixture>();
        document().setSpace(space::demoSoundSpace(), QStringLiteral("sounds"));
        data::DatasetSpec dataset;
        dataset.path = m_folder.filePath(QStringLiteral("sounds")).toStdString();
        document().setDataset(dataset, QStringLiteral("sounds"));
        QTRY_VERIFY(m_fixture->ready());
        open();
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void onlyTheGeneticSearchHasAPositiveClassAndAStart()
    {
        for (const char* strategy : { "nsga2", "random" }) {
            chooseStrategy(strategy);
            for (const char* name : { "positiveClass", "start" }) {
                QVERIFY(!box(name)->isEnabled() && box(name)->isVisible());
                QVERIFY2(box(name)->toolTip().contains(QStringLiteral("Only the genetic search of 2023")), qPrintable(box(name)->toolTip()));
            }
        }
        chooseStrategy("genetic2023");
        QVERIFY(box("positiveClass")->isEnabled() && box("start")->isEnabled());
        QCOMPARE(texts("positiveClass").mid(1), QStringList({ QStringLiteral("fan"), QStringLiteral("pump"), QStringLiteral("saw") }));
        choosePositive("pump");
        QCOMPARE(spec().search.positiveClass, std::string("pump"));
        pressIn("start", Qt::Key_Down);
        QCOMPARE(spec().search.start, search::SearchStart::Random);
        undo();
        QCOMPARE(spec().search.start, search::SearchStart::Trivial);
        QCOMPARE(box("start")->currentIndex(), 0);
        undo();
        QCOMPARE(spec().search.positiveClass, std::string());
        QCOMPARE(box("positiveClass")->currentIndex(), 0);
        document().undoStack()->redo();
        document().undoStack()->redo();
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("pump"));
        QCOMPARE(spec().search.start, search::SearchStart::Random);
        chooseStrategy("nsga2"); // nothing is forgotten
        chooseStrategy("genetic2023");
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("pump"));
        QTRY_VERIFY2(run()->isEnabled(), qPrintable(run()->toolTip()));
        test::screenshot(*m_page, QStringLiteral("budget-genetic"));
    }

    void whatIsSetIsThereAfterReopening()
    {
        chooseStrategy("genetic2023");
        choosePositive("saw");
        pressIn("start", Qt::Key_Down);
        pressIn("classWeights", Qt::Key_Down);
        const search::RunSpec left = spec();
        m_page.reset();
        m_fixture->reopen();
        QVERIFY(spec() == left);
        open();
        QVERIFY(!box("positiveClass")->isEnabled() || m_fixture->ready());
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("saw")); // before its class is known
        QTRY_VERIFY(m_fixture->ready());
        QVERIFY(box("positiveClass")->isEnabled());
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("saw"));
        QCOMPARE(box("start")->currentData().toInt(), static_cast<int>(search::SearchStart::Random));
        QCOMPARE(box("classWeights")->currentData().toInt(), static_cast<int>(search::ClassWeights::Balanced));
    }

    void thePositiveClassKeepsUpWithTheClasses()
    {
        chooseStrategy("genetic2023");
        choosePositive("saw");
        data::DatasetSpec dataset = spec().dataset;
        dataset.merge["saw"] = "cutter"; // only another name
        setClasses(dataset);
        QCOMPARE(spec().search.positiveClass, std::string("cutter"));
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("cutter"));
        QCOMPARE(texts("positiveClass").mid(1), QStringList({ QStringLiteral("cutter"), QStringLiteral("fan"), QStringLiteral("pump") }));
        dataset.merge["fan"] = "cutter"; // it takes in another
        setClasses(dataset);
        QCOMPARE(spec().search.positiveClass, std::string("cutter"));
        QTRY_VERIFY(run()->isEnabled());
        undo();
        undo(); // the name and the class in one step
        QCOMPARE(spec().search.positiveClass, std::string("saw"));
        QVERIFY(spec().dataset.merge.empty());
        QTRY_VERIFY(m_fixture->ready());
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("saw"));
    }

    void aVanishedClassIsSaid()
    {
        chooseStrategy("genetic2023");
        choosePositive("saw");
        data::DatasetSpec dataset = spec().dataset;
        dataset.leaveOut = { "saw" };
        setClasses(dataset);
        QCOMPARE(spec().search.positiveClass, std::string("saw")); // nothing is chosen in the person's stead
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("saw (gone)"));
        QVERIFY(!run()->isEnabled());
        QVERIFY2(obstacle().contains(QStringLiteral("\u201csaw\u201d is not among the dataset's classes")), qPrintable(obstacle()));
        QCOMPARE(run()->toolTip(), obstacle());
        test::screenshot(*m_page, QStringLiteral("budget-class-gone"));
        choosePositive("fan");
        QCOMPARE(box("positiveClass")->findData(QStringLiteral("saw")), -1);
        QTRY_VERIFY2(run()->isEnabled(), qPrintable(obstacle()));
        undo();
        QVERIFY(!run()->isEnabled());
        chooseStrategy("nsga2"); // which asks for no class
        QTRY_VERIFY2(run()->isEnabled(), qPrintable(obstacle()));
        undo();
        undo();
        QTRY_VERIFY(m_fixture->ready());
        QTRY_VERIFY2(run()->isEnabled(), qPrintable(obstacle()));
        QCOMPARE(box("positiveClass")->currentText(), QStringLiteral("saw"));
    }

    void classWeightsAreOfEveryTraining()
    {
        QVERIFY(box("classWeights")->isEnabled());
        QCOMPARE(spec().classWeights, search::ClassWeights::Equal);
        test::pick(*box("classWeights"), 1);
        QCOMPARE(spec().classWeights, search::ClassWeights::Balanced);
        pressIn("evaluator", Qt::Key_Down);
        QCOMPARE(spec().evaluator, EvaluatorKind::Scratch);
        QVERIFY(box("classWeights")->isEnabled());
        undo();
        undo();
        QCOMPARE(spec().classWeights, search::ClassWeights::Equal);
        QCOMPARE(box("classWeights")->currentIndex(), 0);
    }

    void aChainIsTrainedFromScratch()
    {
        SpacePage space(&document());
        space.show();
        QVERIFY(QTest::qWaitForWindowExposed(&space));
        const auto* said = space.findChild<MessageBar*>();
        const int steps = document().undoStack()->index();
        preset(space, "machines-chain");
        QCOMPARE(document().undoStack()->index(), steps + 1);
        QCOMPARE(spec().evaluator, EvaluatorKind::Scratch);
        QVERIFY2(said->isVisible() && said->text().contains(QStringLiteral("share no weights")), qPrintable(said->text()));
        test::screenshot(space, QStringLiteral("space-chain-said"));
        QVERIFY(note()->text().contains(QStringLiteral("from scratch")));
        QCOMPARE(box("evaluator")->currentText(), QStringLiteral("From scratch"));
        QVERIFY(box("evaluator")->toolTip().contains(QStringLiteral("share no weights")));
        QVERIFY(!box("scope")->isEnabled() && box("scope")->toolTip().contains(QStringLiteral("no supernet")));
        pressIn("evaluator", Qt::Key_Up); // over the supernet, which cannot be chosen
        QCOMPARE(spec().evaluator, EvaluatorKind::Scratch);
        QTRY_VERIFY2(run()->isEnabled(), qPrintable(obstacle()));
        test::screenshot(*m_page, QStringLiteral("budget-chain"));
        undo();
        QCOMPARE(spec().evaluator, EvaluatorKind::Supernet);
        QVERIFY(spec().space == space::demoSoundSpace());
        QVERIFY(note()->text().isEmpty() && !said->isVisible() && box("scope")->isEnabled());
        document().undoStack()->redo();
        QCOMPARE(spec().evaluator, EvaluatorKind::Scratch);
        preset(space, "keywords-ds-cnn"); // what the chain brought goes with it
        QCOMPARE(spec().evaluator, EvaluatorKind::Supernet);
        QVERIFY2(said->isVisible() && said->text().contains(QStringLiteral("supernet again")), qPrintable(said->text()));
        pressIn("evaluator", Qt::Key_Down); // by hand
        preset(space, "machines");
        QCOMPARE(spec().evaluator, EvaluatorKind::Scratch);
        QVERIFY(!said->isVisible());
    }

    void aChainIsNotStartedWithASupernet()
    {
        document().setSpace(space::spacePreset("machines-chain"), QStringLiteral("chain"));
        search::RunSpec wrong = spec(); // as a project made by hand may have it
        wrong.evaluator = EvaluatorKind::Supernet;
        document().setSettings(wrong, QStringLiteral("wrong"));
        QVERIFY(!run()->isEnabled());
        QVERIFY2(obstacle().contains(QStringLiteral("choose From scratch")), qPrintable(obstacle()));
        test::pick(*box("evaluator"), 1);
        QTRY_VERIFY2(run()->isEnabled(), qPrintable(obstacle()));
    }

    void anExperimentOnChainsIsFromScratch()
    {
        document().setSpace(space::spacePreset("machines-chain"), QStringLiteral("chain"));
        ExperimentDialog dialog(document());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto* tick = dialog.findChild<QCheckBox*>(QStringLiteral("experimentArm0"));
        QVERIFY(!tick->isEnabled() && !tick->isChecked() && tick->toolTip().contains(QStringLiteral("share no weights")));
        QVERIFY(!dialog.findChild<QSpinBox*>(QStringLiteral("experimentShare"))->isEnabled());
        const auto asked = dialog.spec();
        QVERIFY2(asked, qPrintable(dialog.problem()));
        QCOMPARE(asked->arms.size(), std::size_t(2));
        for (const QCheckBox* way : dialog.findChildren<QCheckBox*>())
            QVERIFY2(way->width() >= way->sizeHint().width(), qPrintable(way->accessibleName()));
        for (const auto& arm : asked->arms)
            QCOMPARE(arm.evaluator, EvaluatorKind::Scratch);
        test::screenshot(dialog, QStringLiteral("experiment-chain"));
    }

    void picturesAreNotSearchedInASpaceOfSounds()
    {
        document().setSpace(space::leanSpace(), QStringLiteral("pictures"));
        QVERIFY(!run()->isEnabled());
        QVERIFY2(obstacle().contains(QStringLiteral("holds sounds, but the space is of pictures")), qPrintable(obstacle()));
        undo();
        QTRY_VERIFY(run()->isEnabled());
    }

private:
    ProjectDocument& document() const { return *m_fixture->document; }
    const search::RunSpec& spec() const { return document().spec(); }
    QComboBox* box(const char* name) const { return m_page->findChild<QComboBox*>(QLatin1String(name)); }
    QPushButton* run() const { return m_page->findChild<QPushButton*>(QStringLiteral("runButton")); }
    QLabel* note() const { return m_page->findChild<QLabel*>(QStringLiteral("settingsNote")); }
    QString obstacle() const { return m_page->findChild<QLabel*>(QStringLiteral("obstacle"))->text(); }
    void undo() const { document().undoStack()->undo(); }
    void open()
    {
        m_page = std::make_unique<BudgetPage>(&document());
        m_page->resize(1200, 740);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void chooseStrategy(const char* name) const
    {
        test::pick(*box("strategy"), box("strategy")->findData(QLatin1String(name)));
        QCOMPARE(spec().search.strategy, std::string(name));
    }
    void choosePositive(const char* name) const { test::pick(*box("positiveClass"), box("positiveClass")->findData(QLatin1String(name))); }
    void pressIn(const char* name, Qt::Key key) const
    {
        box(name)->setFocus();
        QTest::keyClick(box(name), key);
    }
    void setClasses(const data::DatasetSpec& dataset) const
    {
        document().setDataset(dataset, QStringLiteral("classes"));
        QTRY_VERIFY(m_fixture->ready());
    }
    QStringList texts(const char* name) const
    {
        QStringList all;
        for (int i = 0; i < box(name)->count(); ++i)
            all << box(name)->itemText(i);
        return all;
    }
    static void preset(SpacePage& page, const char* name) { page.findChild<QAction*>(QStringLiteral("preset.") + QLatin1String(name))->trigger(); }

    QTemporaryDir m_folder;
    std::unique_ptr<test::Fixture> m_fixture;
    std::unique_ptr<BudgetPage> m_page;
};

QTEST_MAIN(TstRunSettings)
#include "tst_run_settings.moc"
