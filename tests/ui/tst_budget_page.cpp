// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/editors/quantity.h"
#include "ui/views/budget_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>

using namespace danas;
using namespace danas::ui;

class TstBudgetPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeMode::Light); }

    void init()
    {
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

    void limitsAreReadWithTheirUnits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("macs");
        QTest::addColumn<qint64>("value"); // -1: no limit, -2: not understood
        QTest::newRow("KiB") << "96 KiB" << false << qint64 { 98304 };
        QTest::newRow("k") << "96k" << false << qint64 { 98304 };
        QTest::newRow("narrow space") << QStringLiteral("96\u202fKiB") << false << qint64 { 98304 };
        QTest::newRow("comma") << "1,5 MiB" << false << qint64 { 1572864 };
        QTest::newRow("plain") << "98304" << false << qint64 { 98304 };
        QTest::newRow("MMAC") << "1.2 MMAC" << true << qint64 { 1200000 };
        QTest::newRow("M") << "1.2M" << true << qint64 { 1200000 };
        QTest::newRow("none") << "no limit" << true << qint64 { -1 };
        QTest::newRow("empty") << "" << false << qint64 { -1 };
        QTest::newRow("zero") << "0" << false << qint64 { -2 };
        QTest::newRow("words") << "a lot" << false << qint64 { -2 };
        QTest::newRow("other unit") << "3 apples" << true << qint64 { -2 };
        QTest::newRow("negative") << "-4 KiB" << false << qint64 { -2 };
    }
    void limitsAreReadWithTheirUnits()
    {
        QFETCH(QString, text);
        QFETCH(bool, macs);
        QFETCH(qint64, value);
        const ParsedLimit parsed = parseLimit(text, macs ? QuantityKind::Macs : QuantityKind::Bytes);
        QCOMPARE(parsed.understood, value != -2);
        QCOMPARE(parsed.value, value < 0 ? std::nullopt : std::optional<std::int64_t>(value));
    }

    void whatIsShownIsReadBack()
    {
        for (const std::int64_t bytes : { 512, 98304, 1048576, 262144 })
            QCOMPARE(parseLimit(formatLimit(bytes, QuantityKind::Bytes), QuantityKind::Bytes).value, bytes);
        QVERIFY(parseLimit(formatLimit(std::nullopt, QuantityKind::Macs), QuantityKind::Macs).understood);
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

    void aBoardFillsTheLimits()
    {
        auto* board = child<QComboBox>("board");
        board->setFocus();
        QTest::keyClick(board, Qt::Key_Down);
        QCOMPARE(budget().ramBytes.value(), cost::boards().front().ramBytes);
        QCOMPARE(budget().flashBytes.value(), cost::boards().front().flashBytes);
        type("ramEntry", QStringLiteral("128 KiB"));
        QCOMPARE(board->currentIndex(), 1); // a limit below the board's memory is still for that board
        type("macsEntry", QStringLiteral("4 MMAC"));
        test::screenshot(*m_page, QStringLiteral("budget"));
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
        auto* strategy = child<QComboBox>("strategy");
        strategy->setFocus();
        QTest::keyClick(strategy, Qt::Key_End);
        QCOMPARE(m_fixture->document->spec().search.strategy, std::string("random"));
        QVERIFY(!child<QSpinBox>("population")->isEnabled());
        m_fixture->document->undoStack()->undo();
        m_fixture->document->undoStack()->undo();
        QCOMPARE(evaluations->value(), search::SearchSpec {}.evaluations);
    }

private:
    const cost::Budget& budget() const { return m_fixture->document->spec().budget; }
    template <typename Widget> Widget* child(const char* name) const { return m_page->findChild<Widget*>(QLatin1String(name)); }
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

    std::unique_ptr<test::Fixture> m_fixture;
    std::unique_ptr<BudgetPage> m_page;
};

QTEST_MAIN(TstBudgetPage)
#include "tst_budget_page.moc"
