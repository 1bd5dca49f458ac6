// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/editors/quantity.h"
#include "ui/views/budget_page.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>

using namespace danas;
using namespace danas::ui;

class TstBudgetPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeMode::Light); }

    void init()
    {
        m_targets = std::make_unique<QTemporaryDir>();
        qputenv("DANAS_TARGETS", m_targets->path().toUtf8());
        m_fixture = std::make_unique<test::Fixture>(QStringList { QStringLiteral("round"), QStringLiteral("square") });
        QTRY_VERIFY(m_fixture->ready());
        m_page = std::make_unique<BudgetPage>(m_fixture->document.get());
        m_page->resize(1200, 740);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(share().contains(QLatin1Char('%')));
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void limitsMayBeNone()
    {
        for (const char* none : { "", "none", "No Limit" }) {
            const ParsedLimit parsed = parseLimit(QLatin1String(none), Quantity::Macs);
            QVERIFY(parsed.understood && !parsed.value);
        }
        QVERIFY(!parseLimit(QStringLiteral("a lot"), Quantity::Bytes).understood);
        QCOMPARE(parseLimit(QStringLiteral("96k"), Quantity::Bytes).value, 98304.0);
        QVERIFY(parseLimit(formatLimit(std::nullopt, Quantity::Macs), Quantity::Macs).understood);
    }

    void aNumberIsTyped()
    {
        type("ramEntry", QStringLiteral("64 KiB"));
        QCOMPARE(budget().ramBytes.value(), 65536);
        QVERIFY(!share().contains(QStringLiteral("100")));
        m_fixture->document->undoStack()->undo();
        QVERIFY(!budget().ramBytes);
        QVERIFY(share().contains(QStringLiteral("100")));
        QCOMPARE(child<QLineEdit>("ramEntry")->text(), QStringLiteral("no limit"));
    }

    void nonsenseIsRefusedInPlace()
    {
        type("ramEntry", QStringLiteral("64 KiB"));
        type("ramEntry", QStringLiteral("plenty"));
        QVERIFY(m_page->findChild<MessageBar*>()->text().contains(QStringLiteral("plenty")));
        QCOMPARE(budget().ramBytes.value(), 65536);
        QCOMPARE(child<QLineEdit>("ramEntry")->text(), QStringLiteral("64.0\u202fKiB").replace(QStringLiteral("64.0"), QStringLiteral("64")));
    }

    void theSliderIsOneStepADrag()
    {
        auto* slider = child<QSlider>("flashSlider");
        slider->setSliderDown(true);
        for (int step = 150; step > 100; step -= 10)
            slider->setValue(step);
        slider->setSliderDown(false);
        QVERIFY(budget().flashBytes);
        QCOMPARE(m_fixture->document->undoStack()->index(), 2); // the dataset, the drag
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_End);
        QVERIFY(!budget().flashBytes);
    }

    void aTargetFillsTheLimits()
    {
        choose(QStringLiteral("nano33ble-cmsis-nn"));
        const cost::Target& nano = cost::findTarget(cost::targets(), "nano33ble-cmsis-nn");
        QCOMPARE(budget().ramBytes.value(), nano.board.usableRamBytes());
        QCOMPARE(budget().flashBytes.value(), nano.board.usableFlashBytes());
        QCOMPARE(spec().deployment->target, nano);
        QVERIFY(child<QLabel>("targetFacts")->text().contains(QStringLiteral("64\u202fMHz")));
        QVERIFY(child<QLabel>("targetSource")->text().contains(QStringLiteral("Nordic")));
        QVERIFY(child<QLabel>("latencyNote")->text().contains(QStringLiteral("estimated")));
        QVERIFY(child<QLabel>("latencyNote")->text().contains(QStringLiteral("CMSIS-NN")));
        type("ramEntry", QStringLiteral("128 KiB"));
        QCOMPARE(spec().deployment->target, nano); // a smaller limit is still for that board
        m_fixture->document->undoStack()->undo();
        m_fixture->document->undoStack()->undo();
        QVERIFY(!spec().deployment && !budget().ramBytes && !budget().flashBytes);
        QCOMPARE(child<QComboBox>("target")->currentIndex(), 0);
    }

    void aTargetIsChosenByKeyboard()
    {
        auto* target = child<QComboBox>("target");
        target->setFocus();
        QTest::keyClick(target, Qt::Key_Down); // over the board's name, which is no target
        QCOMPARE(spec().deployment->target, cost::targets().front());
        QTest::keyClick(target, Qt::Key_Home);
        QVERIFY(!spec().deployment);
    }

    void latencyAndEnergyComeWithTheTarget()
    {
        const auto offered = [this](const char* name, const char* row) { return child<QCheckBox>(name)->isEnabled() && child<QLineEdit>(row)->isVisible(); };
        QVERIFY(!offered("objective.latency", "latencyEntry") && !offered("objective.energy", "energyEntry"));
        choose(QStringLiteral("nano33ble-cmsis-nn"));
        QVERIFY(offered("objective.latency", "latencyEntry") && offered("objective.energy", "energyEntry"));
        QTRY_VERIFY(share().contains(QLatin1Char('%')));
        type("latencyEntry", QStringLiteral("0.25 s"));
        QCOMPARE(budget().latencyMs.value(), 250.0);
        type("energyEntry", QStringLiteral("2 mJ"));
        QCOMPARE(budget().energyUj.value(), 2000.0);
        QTest::mouseClick(child<QCheckBox>("objective.latency"), Qt::LeftButton);
        QVERIFY(wanted(search::Objective::Latency));
        test::screenshot(*m_page, QStringLiteral("budget"));
        choose(QStringLiteral("h747-st-edge-ai")); // knows time, but no energy
        QVERIFY(offered("objective.latency", "latencyEntry") && !offered("objective.energy", "energyEntry"));
        QVERIFY(wanted(search::Objective::Latency) && budget().latencyMs && !budget().energyUj);
        QVERIFY(child<QLabel>("latencyNote")->text().contains(QStringLiteral("calibrated")));
        choose({});
        QVERIFY(!wanted(search::Objective::Latency) && !budget().latencyMs && !budget().ramBytes);
        QVERIFY(!offered("objective.latency", "latencyEntry"));
        m_fixture->document->undoStack()->undo();
        QVERIFY(wanted(search::Objective::Latency) && budget().latencyMs == 250.0 && budget().ramBytes);
        QVERIFY(offered("objective.latency", "latencyEntry"));
        QCOMPARE(child<QCheckBox>("objective.latency")->isChecked(), true);
    }

    void ownLimitsOutliveTheTarget()
    {
        choose(QStringLiteral("h743-tflm"));
        type("ramEntry", QStringLiteral("100 KiB"));
        choose({});
        QCOMPARE(budget().ramBytes.value(), 102400);
        QVERIFY(!budget().flashBytes);
    }

    void theSensorCounts()
    {
        auto* size = child<QComboBox>("sensorSize");
        QVERIFY(!size->isEnabled());
        choose(QStringLiteral("h743-tflm"));
        QTRY_VERIFY(share().contains(QLatin1Char('%')));
        QVERIFY(size->isEnabled() && !child<QComboBox>("sensorFormat")->isEnabled());
        const QString without = share();
        size->setFocus();
        size->setCurrentIndex(size->findData(QSize(640, 480)));
        emit size->activated(size->currentIndex());
        QCOMPARE(spec().deployment->sensor.text(), std::string("vga-rgb565"));
        QTRY_VERIFY(share().contains(QLatin1Char('%')) && share() != without); // 600 KiB: nothing fits
        QVERIFY(!run()->isEnabled());
        auto* format = child<QComboBox>("sensorFormat");
        format->setFocus();
        QTest::keyClick(format, Qt::Key_Home);
        QCOMPARE(spec().deployment->sensor.text(), std::string("vga-gray8"));
        m_fixture->document->undoStack()->undo();
        m_fixture->document->undoStack()->undo();
        QVERIFY(!spec().deployment->sensor.present());
    }

    void whatIsChosenIsStored()
    {
        choose(QStringLiteral("h747-st-edge-ai"));
        m_page.reset();
        m_fixture->reopen();
        QCOMPARE(spec().deployment->target.id, std::string("h747-st-edge-ai"));
        m_page = std::make_unique<BudgetPage>(m_fixture->document.get());
        QVERIFY(child<QComboBox>("target")->currentText().startsWith(QStringLiteral("STM32H747I-DISCO \u00d7 ST Edge AI")));
    }

    void runNeedsTwoObjectives()
    {
        QVERIFY(run()->isEnabled());
        QTest::mouseClick(child<QCheckBox>("objective.ram"), Qt::LeftButton);
        QTest::mouseClick(child<QCheckBox>("objective.macs"), Qt::LeftButton);
        QCOMPARE(m_fixture->document->spec().objectives, std::vector { search::Objective::Accuracy });
        QVERIFY(!run()->isEnabled());
        QVERIFY(run()->toolTip().contains(QStringLiteral("two objectives")));
        QTest::mouseClick(child<QCheckBox>("objective.flash"), Qt::LeftButton);
        QVERIFY(run()->isEnabled());
        QSignalSpy requested(m_page.get(), &BudgetPage::runRequested);
        QTest::mouseClick(run(), Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
    }

    void nothingFitsIsSaid()
    {
        type("flashEntry", QStringLiteral("100 B"));
        QVERIFY(!run()->isEnabled());
        QVERIFY(run()->toolTip().contains(QStringLiteral("smallest system needs")));
        QVERIFY(share().contains(QStringLiteral("0.0")));
    }

    void runNeedsAnIdleEngine()
    {
        m_page->setRunning(true);
        QVERIFY(!run()->isEnabled());
        m_page->setRunning(false);
        QVERIFY(run()->isEnabled());
    }

    void settingsAreUndone()
    {
        auto* evaluations = child<QSpinBox>("evaluations");
        evaluations->setValue(40);
        QCOMPARE(m_fixture->document->spec().search.evaluations, 40);
        auto* seconds = child<QSpinBox>("seconds");
        QCOMPARE(seconds->text(), QStringLiteral("None"));
        seconds->setValue(90);
        QCOMPARE(*m_fixture->document->spec().search.seconds, 90.0);
        seconds->setValue(0);
        QVERIFY(!m_fixture->document->spec().search.seconds);
        m_fixture->document->undoStack()->undo();
        QCOMPARE(seconds->value(), 90);
        m_fixture->document->undoStack()->undo();
        auto* forInt8 = child<QSpinBox>("quantisationSteps");
        forInt8->setValue(0);
        QCOMPARE(forInt8->text(), QStringLiteral("Never"));
        QCOMPARE(m_fixture->document->spec().finalise.quantisationSteps, 0);
        m_fixture->document->undoStack()->undo();
        QCOMPARE(forInt8->value(), search::FinaliseSpec().quantisationSteps);
        auto* strategy = child<QComboBox>("strategy");
        strategy->setFocus();
        QTest::keyClick(strategy, Qt::Key_Down);
        QCOMPARE(m_fixture->document->spec().search.strategy, std::string("random"));
        QVERIFY(!child<QSpinBox>("population")->isEnabled());
        m_fixture->document->undoStack()->undo();
        m_fixture->document->undoStack()->undo();
        QCOMPARE(evaluations->value(), search::SearchSpec {}.evaluations);
    }

    void stepsAreThoseOfWhatScores()
    {
        auto *evaluator = child<QComboBox>("evaluator"), *strategy = child<QComboBox>("strategy");
        evaluator->setFocus();
        QTest::keyClick(evaluator, Qt::Key_Down);
        QCOMPARE(spec().evaluator, search::EvaluatorKind::Scratch);
        QVERIFY(!child<QComboBox>("scope")->isEnabled());
        QCOMPARE(child<QSpinBox>("steps")->value(), spec().scratch.steps);
        child<QSpinBox>("steps")->setValue(123);
        QCOMPARE(spec().scratch.steps, 123);
        QCOMPARE(spec().supernet.steps, search::SupernetSpec {}.steps);
        strategy->setFocus();
        QTest::keyClick(strategy, Qt::Key_End);
        QCOMPARE(spec().search.strategy, std::string("genetic2023"));
        QCOMPARE(child<QSpinBox>("population")->value(), 10);
        for (int i = 0; i < 3; ++i)
            m_fixture->document->undoStack()->undo();
        QVERIFY(spec().search == search::SearchSpec {});
        QCOMPARE(spec().evaluator, search::EvaluatorKind::Supernet);
    }

private:
    const cost::Budget& budget() const { return m_fixture->document->spec().budget; }
    template <typename Widget> Widget* child(const char* name) const { return m_page->findChild<Widget*>(QLatin1String(name)); }
    const search::RunSpec& spec() const { return m_fixture->document->spec(); }
    bool wanted(search::Objective objective) const { return std::count(spec().objectives.begin(), spec().objectives.end(), objective) == 1; }
    /// Clicks the target with this id in the open list; empty: no target.
    void choose(const QString& id) const
    {
        auto* target = child<QComboBox>("target");
        const int item = id.isEmpty() ? 0 : target->findData(id, Qt::ToolTipRole);
        QVERIFY2(item >= 0, qPrintable(id));
        test::pick(*target, item);
    }
    QPushButton* run() const { return child<QPushButton>("runButton"); }
    QString share() const { return child<QLabel>("share")->text(); }
    void type(const char* name, const QString& text) const
    {
        auto* entry = child<QLineEdit>(name);
        entry->setFocus();
        entry->selectAll();
        QTest::keyClicks(entry, text);
        QTest::keyClick(entry, Qt::Key_Return);
    }

    std::unique_ptr<QTemporaryDir> m_targets;
    std::unique_ptr<test::Fixture> m_fixture;
    std::unique_ptr<BudgetPage> m_page;
};

QTEST_MAIN(TstBudgetPage)
#include "tst_budget_page.moc"
