// SPDX-License-Identifier: GPL-3.0-or-later
// A whole experiment by hand: asked for in the dialog, watched, stopped, gone on with after reopening, compared.
#include "base/error.h"
#include "support/fake_evaluator.h"
#include "window_fixture.h"

#include "ui/models/compare_session.h"
#include "ui/views/compare_page.h"
#include "ui/views/experiment_dialog.h"
#include "ui/views/experiment_strip.h"
#include "ui/views/project_view.h"
#include "ui/views/run_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace danas;
using namespace danas::ui;

class TstExperimentView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeMode::Light);
        test::writePictures(m_folder.filePath(QStringLiteral("pictures")), { QStringLiteral("blue"), QStringLiteral("red") }, 6, 64);
    }

    void init()
    {
        m_behaviour = std::make_shared<test::FakeBehaviour>();
        QFile::remove(toQt(file()));
        store::Project project(file(), store::Project::Mode::Create);
        search::RunSpec draft = search::demoSpec(toPath(m_folder.filePath(QStringLiteral("pictures"))));
        draft.search.population = 4;
        draft.finalise.candidates = 0;
        project.saveDraft(draft);
    }
    void cleanup() { m_view.reset(); }

    void theDialogSaysWhatIsWrong()
    {
        open();
        ask();
        QVERIFY(start()->isEnabled());
        QVERIFY2(estimate().contains(QStringLiteral("18 runs, about")), qPrintable(estimate())); // 2 ways, 3 seeds, 3 budgets
        test::screenshot(*m_dialog, QStringLiteral("experiment-dialog"));
        const auto problem = [this] { return m_dialog->findChild<QLabel*>(QStringLiteral("experimentProblem"))->text(); };
        type("experimentSeeds", QStringLiteral("1, 1"));
        QVERIFY(!start()->isEnabled() && problem().contains(QStringLiteral("Seeds")));
        type("experimentSeeds", QStringLiteral("4 5; 6"));
        QVERIFY(start()->isEnabled());
        type("experimentTier", QStringLiteral("much"));
        QVERIFY(!start()->isEnabled() && problem().contains(QStringLiteral("much")));
        type("experimentTier", QStringLiteral("100 KiB / 300 KiB"));
        QVERIFY(start()->isEnabled());
        QTest::mouseClick(tick(0), Qt::LeftButton, {}, QPoint(8, tick(0)->height() / 2));
        QVERIFY(!start()->isEnabled() && problem().contains(QStringLiteral("two ways")));
        QTest::mouseClick(tick(2), Qt::LeftButton, {}, QPoint(8, tick(2)->height() / 2));
        QVERIFY(start()->isEnabled());
        const auto spec = m_dialog->spec();
        QVERIFY(spec && spec->arms.size() == 2 && spec->arms[1].evaluator == search::EvaluatorKind::Scratch && !spec->arms[1].fixedData);
        QVERIFY((spec->seeds == std::vector<std::uint64_t> { 4, 5, 6 }));
        QCOMPARE(*spec->tiers[0].ramBytes, std::int64_t(100 * 1024));
        useCandidates();
        QVERIFY2(estimate().contains(QStringLiteral("is known once a run")), qPrintable(estimate())); // no run has shown the pace
        m_dialog->reject();
    }

    void runsAllAndCompares()
    {
        open();
        ask();
        fillIn();
        QTest::mouseClick(start(), Qt::LeftButton);
        QCOMPARE(m_view->place(), ProjectView::Run);
        QVERIFY(m_view->running() && strip().isVisible());
        QVERIFY2(strip().text().contains(QStringLiteral("of 4")), qPrintable(strip().text()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->running(), 60000);
        QTRY_VERIFY2(strip().text().contains(QStringLiteral("all 4 runs are done")), qPrintable(strip().text()));
        const auto runs = m_view->document().project().runs();
        QCOMPARE(runs.size(), std::size_t(4));
        QVERIFY(std::all_of(runs.begin(), runs.end(), [](const auto& run) { return run.state == store::RunState::Done && run.evaluations == 10; }));
        QTRY_COMPARE(m_view->runPage().model().runId(), std::int64_t(4)); // followed to the last one
        QTest::qWait(50);
        test::screenshot(*m_view, QStringLiteral("experiment-done"));
        QTest::mouseClick(strip().findChild<QPushButton*>(QStringLiteral("compareExperiment")), Qt::LeftButton);
        QCOMPARE(m_view->place(), ProjectView::Compare);
        CompareSession& session = m_view->comparePage().session();
        QTRY_VERIFY_WITH_TIMEOUT(session.comparison() && !session.busy(), 10000);
        QCOMPARE(session.arms().size(), std::size_t(2));
        QTRY_COMPARE(session.arms()[0].runs.size(), std::size_t(2)); // what was compared while it ran is read again
        QVERIFY(session.comparison()->equal == compare::Equal::Evaluations);
        test::screenshot(*m_view, QStringLiteral("experiment-compare"));
    }

    void stoppedAndGoneOnWithAfterReopening()
    {
        m_behaviour->onEvaluate = [](int) { std::this_thread::sleep_for(std::chrono::milliseconds(20)); };
        open();
        ask();
        fillIn();
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_behaviour->calls > 13, 30000); // in the second run
        test::screenshot(*m_view, QStringLiteral("experiment-running"));
        m_view->show(ProjectView::Budget);
        QVERIFY(strip().isVisible());
        QVERIFY(strip().findChild<QPushButton*>(QStringLiteral("pauseExperiment"))->isVisible());
        QVERIFY(m_view->findChild<QPushButton*>(QStringLiteral("pauseButton"))->isHidden()); // one place to pause
        QTest::mouseClick(strip().findChild<QPushButton*>(QStringLiteral("stopExperiment")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->running(), 10000);
        QTRY_VERIFY2(strip().text().contains(QStringLiteral("of 4 runs done")), qPrintable(strip().text()));
        m_view.reset();

        m_behaviour->onEvaluate = {};
        open();
        m_view->go(ProjectView::Run);
        auto* const goOn = strip().findChild<QPushButton*>(QStringLiteral("goOnExperiment"));
        QTRY_VERIFY(goOn->isVisible() && goOn->isEnabled());
        test::screenshot(*m_view, QStringLiteral("experiment-unfinished"));
        QTest::mouseClick(goOn, Qt::LeftButton);
        QVERIFY(m_view->running());
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->running(), 60000);
        const auto states = compare::experimentStates(m_view->document().project());
        QVERIFY(states.size() == 1 && states[0].finished());
        QCOMPARE(m_view->document().project().runs().size(), std::size_t(4));
    }

    void failedRunsAreSaid()
    {
        m_behaviour->onEvaluate = [](int call) {
            if (call > 12)
                throw Error("The disk is full.");
        };
        open();
        ask();
        fillIn();
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->running(), 60000);
        auto* const failure = strip().findChild<QLabel*>(QStringLiteral("experimentFailure"));
        QTRY_VERIFY(failure->isVisible());
        QVERIFY2(failure->text().contains(QStringLiteral("runs failed")), qPrintable(failure->text()));
        QTRY_VERIFY2(strip().text().contains(QStringLiteral("3 failed")), qPrintable(strip().text()));
        test::screenshot(*m_view, QStringLiteral("experiment-failed"));
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return toPath(m_folder.filePath(QStringLiteral("p.danas"))); }
    [[nodiscard]] ExperimentStrip& strip() const { return *m_view->findChild<ExperimentStrip*>(); }
    [[nodiscard]] QPushButton* start() const { return m_dialog->findChild<QPushButton*>(QStringLiteral("startExperiment")); }
    [[nodiscard]] QCheckBox* tick(int arm) const { return m_dialog->findChild<QCheckBox*>(QStringLiteral("experimentArm%1").arg(arm)); }
    [[nodiscard]] QString estimate() const { return m_dialog->findChild<QLabel*>(QStringLiteral("experimentEstimate"))->text(); }
    void type(const char* name, const QString& text) const
    {
        auto* const edit = m_dialog->findChild<QLineEdit*>(QLatin1String(name));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void useCandidates() const
    {
        auto* const radio = m_dialog->findChild<QRadioButton*>(QStringLiteral("experimentEqualEvaluations"));
        QTest::mouseClick(radio, Qt::LeftButton, {}, QPoint(8, radio->height() / 2));
    }
    void open()
    {
        m_view = std::make_unique<ProjectView>(file(), store::Project::Mode::ReadWrite, test::fakeFactory(m_behaviour), nullptr);
        m_view->resize(1280, 760);
        m_view->setVisible(true); // its own show() is of a place
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_COMPARE(m_view->document().dataState(), ProjectDocument::DataState::Ready);
    }
    void ask()
    {
        m_view->go(ProjectView::Budget);
        auto* const button = m_view->findChild<QPushButton*>(QStringLiteral("experimentButton"));
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        m_dialog = m_view->findChild<ExperimentDialog*>();
        QVERIFY(m_dialog != nullptr && m_dialog->isVisible());
    }
    /// Two ways, two seeds, one budget, ten candidates.
    void fillIn()
    {
        type("experimentSeeds", QStringLiteral("1, 2"));
        for (int i = 0; i < 2; ++i) {
            const auto removers = m_dialog->findChildren<QToolButton*>(QStringLiteral("removeExperimentTier"));
            const auto visible = std::find_if(removers.rbegin(), removers.rend(), [](const QToolButton* one) { return one->isVisible(); });
            QTest::mouseClick(*visible, Qt::LeftButton);
        }
        type("experimentTier", QStringLiteral("200 KiB / 1 MiB"));
        useCandidates();
        m_dialog->findChild<QSpinBox*>(QStringLiteral("experimentCandidates"))->setValue(10);
        m_dialog->findChild<QSpinBox*>(QStringLiteral("experimentSteps"))->setValue(6);
        QVERIFY2(start()->isEnabled(), qPrintable(m_dialog->problem()));
        QVERIFY2(estimate().startsWith(QStringLiteral("4 runs")), qPrintable(estimate()));
    }

    QTemporaryDir m_folder;
    std::shared_ptr<test::FakeBehaviour> m_behaviour;
    std::unique_ptr<ProjectView> m_view;
    ExperimentDialog* m_dialog = nullptr;
};

QTEST_MAIN(TstExperimentView)
#include "tst_experiment_view.moc"
