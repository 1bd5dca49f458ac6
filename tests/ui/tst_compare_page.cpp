// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "support/fake_evaluator.h"
#include "support/made_run.h"
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/editors/side_by_side_button.h"
#include "ui/models/compare_tables.h"
#include "ui/plots/arm_growth_plot.h"
#include "ui/plots/fronts_plot.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/compare_header.h"
#include "ui/views/compare_page.h"
#include "ui/views/figure_view.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

using namespace danas;
using namespace danas::ui;

namespace {

/// Page and panel beside each other, as the window shows them.
struct Screen {
    explicit Screen(const std::filesystem::path& file, const Json& state = {})
        : document(file, store::Project::Mode::Create)
        , controller(test::fakeFactory(std::make_shared<test::FakeBehaviour>()))
    {
        page = new ComparePage(document, controller);
        panel = new CandidatePanel(page->model(), page->selection());
        page->restore(state);
        splitter.addWidget(page);
        splitter.addWidget(panel);
        splitter.setSizes({ 790, 440 });
        splitter.resize(1230, 740); // 1280 x 800 without rail, title and frame
        splitter.show();
    }
    template <typename T> [[nodiscard]] T* child(const char* name) const { return splitter.findChild<T*>(QString::fromLatin1(name)); }
    [[nodiscard]] FrontsPlot& fronts() const { return *child<FrontsPlot>("frontsPlot"); }
    [[nodiscard]] QWidget& canvas() const { return *child<QWidget>("frontsCanvas"); }
    [[nodiscard]] QString verdict() const { return child<QLabel>("compareVerdict")->text(); }
    [[nodiscard]] QString remarks() const { return page->findChild<RemarkBanner*>()->text(); }
    [[nodiscard]] bool compared() const { return page->session().comparison() && !page->session().busy() && fronts().isReady(); }
    [[nodiscard]] QPoint onCanvas(const CandidateRef& ref) const { return canvas().mapFrom(&fronts(), *fronts().pixelOf(ref)); }
    void click(const CandidateRef& ref) const { QTest::mouseClick(&canvas(), Qt::LeftButton, {}, onCanvas(ref)); }

    ProjectDocument document;
    RunController controller;
    QSplitter splitter;
    ComparePage* page;
    CandidatePanel* panel;
};

search::RunSpec fixedSpec(std::uint64_t seed, int evaluations = 60)
{
    search::RunSpec spec = test::madeSpec(seed, evaluations);
    spec.name = "fixed";
    spec.space = spec.space.withFixedData(spec.space.dataConfigs().back());
    return spec;
}

search::RunSpec awareSpec(std::uint64_t seed, int evaluations = 60)
{
    search::RunSpec spec = test::madeSpec(seed, evaluations);
    spec.name = "data-aware";
    return spec;
}

/// The square in front of a row's text.
void clickTick(QTreeWidget& tree, QTreeWidgetItem& item)
{
    const QRect row = tree.visualItemRect(&item);
    const int size = tree.style()->pixelMetric(QStyle::PM_IndicatorWidth);
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, QPoint(row.left() + size / 2 + 4, row.center().y()));
}

} // namespace

class TstComparePage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        applyTheme(*qApp, ThemeMode::Light);
    }

    void emptyProjectOffersTwoRuns()
    {
        Screen screen(file("empty"));
        auto* const button = screen.child<SideBySideButton>("compareSideBySideButton");
        QTRY_VERIFY(button->isVisible() && button->isEnabled());
        QSignalSpy asked(screen.page, &ComparePage::sideBySideRequested);
        QMetaObject::invokeMethod(button->menu(), &QMenu::aboutToShow);
        const auto actions = button->menu()->actions();
        const auto enabled = std::find_if(actions.begin(), actions.end(), [](const QAction* action) { return !action->isSeparator() && action->isEnabled(); });
        QVERIFY(enabled != actions.end());
        (*enabled)->trigger();
        QCOMPARE(asked.count(), 1);
        const auto fixed = asked.front().front().value<data::DataConfig>();
        const auto specs = sideBySideSpecs(screen.document.spec(), fixed);
        QCOMPARE(specs[0].space, screen.document.spec().space);
        QCOMPARE(specs[1].space.dataConfigs(), std::vector { fixed });
        test::screenshot(screen.splitter, QStringLiteral("compare-empty"));
    }

    /// Arms and budgets of an experiment, named by it; what is missing is said; ticked runs leave it.
    void experimentIsComparedBudgetByBudget()
    {
        Screen screen(experimentProject("experiment"));
        QTRY_VERIFY(screen.compared());
        auto* const tier = screen.child<QComboBox>("compareTier");
        QVERIFY(tier->isVisible());
        QCOMPARE(tier->count(), 2);
        QCOMPARE(tier->currentText(), QString::fromUtf8("128\u202fKiB RAM, 512\u202fKiB flash"));
        QCOMPARE(screen.page->session().chosen()[0].name, QStringLiteral("data-aware"));
        QCOMPARE(screen.page->session().arms()[1].runs.size(), std::size_t(2));
        QCOMPARE(screen.child<QLabel>("compareExperimentRuns")->text(), QStringLiteral("all 4 runs"));
        QVERIFY2(screen.verdict().contains(QStringLiteral("data-aware")) && screen.page->session().comparison()->equal == compare::Equal::Evaluations, qPrintable(screen.verdict()));
        QCOMPARE(screen.child<FigureView>("tierTable")->model()->rowCount(), 1);
        QTest::qWait(50);
        test::screenshot(screen.splitter, QStringLiteral("compare-experiment"));

        tier->setFocus();
        QTest::keyClick(tier, Qt::Key_Down);
        QTRY_VERIFY(screen.compared() && screen.page->session().arms()[1].runs.size() == 1);
        QVERIFY2(screen.remarks().contains(QStringLiteral("have not begun: fixed data (seed 2)")), qPrintable(screen.remarks()));
        QCOMPARE(screen.child<QLabel>("compareExperimentRuns")->text(), QStringLiteral("3 of 4 runs"));
        test::screenshot(screen.splitter, QStringLiteral("compare-experiment-missing"));
        const Json state = screen.page->state();

        auto* const which = screen.child<QComboBox>("compareExperiments");
        which->setFocus();
        QTest::keyClick(which, Qt::Key_Home);
        QTRY_VERIFY(!screen.page->session().experimentChoice() && !tier->isVisible());
        Screen again(file("experiment"), state);
        QTRY_VERIFY(again.compared());
        QCOMPARE(again.child<QComboBox>("compareTier")->currentIndex(), 1);
    }

    void seedsBecomeArmsAndAVerdict()
    {
        Screen screen(seedProject("seeds"));
        QTRY_VERIFY(screen.compared());
        QCOMPARE(screen.page->session().arms().size(), std::size_t(2));
        QCOMPARE(screen.page->session().arms()[0].runs.size(), std::size_t(3));
        QVERIFY2(screen.verdict().contains(QStringLiteral("data-aware (3 seeds)")), qPrintable(screen.verdict()));
        QVERIFY(screen.child<QLabel>("compareArms")->accessibleName().contains(QStringLiteral("B: fixed (3 seeds)")));
        QCOMPARE(screen.child<FigureView>("tierTable")->model()->rowCount(), 3);
        QVERIFY(!screen.fronts().frontOf(0).empty());
        QVERIFY(screen.child<QPushButton>("report.html")->isEnabled());
        test::screenshot(screen.splitter, QStringLiteral("compare-overlaid"));
    }

    void aClickOpensTheCandidateOfItsOwnRun()
    {
        Screen screen(seedProject("click"));
        QTRY_VERIFY(screen.compared());
        QTest::qWait(20); // laid out
        const std::vector<CandidateRef> front = screen.fronts().frontOf(1);
        const auto second = std::find_if(front.begin(), front.end(), [](const CandidateRef& ref) { return ref.run == 1; });
        QVERIFY(second != front.end());
        screen.click(*second);
        QTRY_VERIFY(screen.page->selection().current() >= 0);
        const auto selected = screen.fronts().selected();
        QVERIFY(selected && selected->arm == 1); // another point of the arm may lie at the same pixel
        const auto& run = *screen.page->session().arms()[selected->arm].runs[selected->run];
        QCOMPARE(screen.page->model().runId(), run.record.id);
        const QString title = screen.child<QLabel>("candidateTitle")->text();
        QVERIFY2(title.startsWith(QStringLiteral("#%1 ").arg(selected->id)), qPrintable(title));
        QVERIFY(title.contains(toQt(run.evaluations[static_cast<std::size_t>(selected->id)].data.label())));

        screen.fronts().setFocus();
        QTest::keyClick(&screen.fronts(), Qt::Key_Up); // to the other arm, so to another run
        QTRY_COMPARE(screen.page->model().record().name, std::string("data-aware"));
        const int before = screen.page->selection().current();
        QTest::keyClick(&screen.fronts(), Qt::Key_Right);
        QTest::keyClick(&screen.fronts(), Qt::Key_Left);
        QTest::keyClick(&screen.fronts(), Qt::Key_Left);
        QTRY_VERIFY(screen.page->selection().current() != before);
        QTest::keyClick(&screen.fronts(), Qt::Key_Escape);
        QCOMPARE(screen.page->selection().current(), -1);
        QVERIFY(!screen.fronts().selected());
    }

    void finalScoresOfItsRunAreShown()
    {
        const auto project = seedProject("finals");
        Screen screen(project);
        QTRY_VERIFY(screen.compared());
        QTest::qWait(20); // laid out
        screen.click(screen.fronts().frontOf(1).front());
        QTRY_VERIFY(screen.page->selection().current() >= 0);
        auto* const text = screen.child<QLabel>("finalScores");
        QVERIFY2(text->text().startsWith(QStringLiteral("Not finalised")), qPrintable(text->text()));

        const std::int64_t run = screen.page->model().runId();
        store::FinalRecord final;
        final.result.id = screen.page->selection().current();
        final.result.scores.fill({ 2, { 60, 40, 40, 60 } });
        final.result.tuning = { search::QuantisationTuning::Outcome::Discarded, 200, 0.6, 0.59 };
        store::Project(project, store::Project::Mode::ReadWrite).addFinal(run, final);
        screen.page->session().runGrew(run);
        QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(toQt(formatPercent(0.6)) + QStringLiteral(" int8")), 30000);
        QVERIFY2(text->text().endsWith(QStringLiteral("Quantisation-aware fine-tune: ") + toQt(search::tuningText(final.result.tuning))), qPrintable(text->text()));
        QVERIFY(!screen.child<QPushButton>("finaliseButton")->isVisibleTo(screen.panel));
    }

    /// A real click; verdict, remarks, front and plot follow, and it is remembered.
    void fineTunedScoresCountOnRequest()
    {
        const auto project = seedProject("fine-tuned");
        Screen screen(project);
        QTRY_VERIFY(screen.compared());
        auto* const button = screen.child<QToolButton>("fineTuned");
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(), QStringLiteral("None of these runs has finalised candidates."));

        const auto& run = *screen.page->session().arms()[1].runs[0];
        const int id = screen.page->session().comparison()->arms[1].runs[0].front.front().id;
        store::FinalRecord final;
        final.result.id = id;
        final.result.scores.fill({ 2, { 99, 1, 1, 99 } });
        final.result.seconds = 3.0;
        store::Project(project, store::Project::Mode::ReadWrite).addFinal(run.record.id, final);
        screen.page->session().runGrew(run.record.id);
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), 30000);
        const double before = screen.page->session().comparison()->arms[1].runs[0].hypervolume.value();
        QTRY_VERIFY(screen.compared());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(screen.compared() && screen.page->session().comparison()->fineTuned);
        QVERIFY(screen.page->session().comparison()->arms[1].runs[0].hypervolume.value() > before);
        QVERIFY2(screen.remarks().contains(QStringLiteral("Fine-tuned networks count")), qPrintable(screen.remarks()));
        const CandidateRef ref { 1, 0, id };
        const auto front = screen.fronts().frontOf(1);
        QVERIFY(std::find(front.begin(), front.end(), ref) != front.end());
        QVERIFY(screen.fronts().pixelOf(ref)); // drawn at its fine-tuned score
        QTest::qWait(20); // laid out
        screen.click(ref);
        QTRY_COMPARE(screen.page->selection().current(), id);
        test::screenshot(screen.splitter, QStringLiteral("compare-fine-tuned"));

        Screen again(project, screen.page->state());
        QTRY_VERIFY(again.compared() && again.page->session().comparison()->fineTuned);
        QVERIFY(again.child<QToolButton>("fineTuned")->isChecked());
    }

    void sideBySideAxesAreLinked()
    {
        Screen screen(seedProject("linked"));
        QTRY_VERIFY(screen.compared());
        QTest::mouseClick(screen.child<QToolButton>("sideBySide"), Qt::LeftButton);
        QTRY_VERIFY(screen.fronts().isSideBySide());
        QTest::qWait(50); // laid out
        const QRectF all = screen.fronts().visibleRange(0);
        const QPoint from = screen.onCanvas(screen.fronts().frontOf(1).back()) + QPoint(-30, 30);
        QTest::mousePress(&screen.canvas(), Qt::LeftButton, {}, from);
        for (int step = 1; step <= 8; ++step)
            QTest::mouseMove(&screen.canvas(), from + QPoint(-6 * step, 4 * step));
        QTest::mouseRelease(&screen.canvas(), Qt::LeftButton, {}, from + QPoint(-48, 32));
        QVERIFY(screen.fronts().isZoomed());
        QVERIFY(screen.fronts().visibleRange(1) != all);
        QCOMPARE(screen.fronts().visibleRange(0), screen.fronts().visibleRange(1));
        test::screenshot(screen.splitter, QStringLiteral("compare-side-by-side"));
        QTest::keyClick(&screen.fronts(), Qt::Key_Home);
        QCOMPARE(screen.fronts().visibleRange(0), all);
        // One selection: the same candidate is marked where it is drawn.
        const CandidateRef ref = screen.fronts().frontOf(0).front();
        screen.click(ref);
        QTRY_VERIFY(screen.page->selection().current() >= 0);
        QCOMPARE(screen.fronts().selected()->arm, std::size_t(0));
    }

    void otherDataIsNotCompared()
    {
        const auto path = file("other-data");
        {
            store::Project project(path, store::Project::Mode::Create);
            test::storeRun(project, awareSpec(1));
            search::RunSpec other = awareSpec(2);
            other.name = "other";
            other.dataset.path = "/somewhere/else";
            const auto id = project.addRun(other);
            project.setPrepared(id, { "no_person", "person" }, 43, "made");
            for (const auto& evaluation : test::madeEvaluations(other))
                project.addEvaluation(id, evaluation, {});
            project.setState(id, store::RunState::Stopped);
        }
        Screen screen(path);
        QTRY_VERIFY(screen.compared());
        QVERIFY(!screen.page->session().comparison()->comparable);
        const QString remarks = screen.remarks();
        QVERIFY2(remarks.startsWith(QStringLiteral("Not comparable: ")), qPrintable(remarks));
        QVERIFY(remarks.contains(QStringLiteral("other data")));
        QVERIFY(remarks.contains(QStringLiteral("cut short")));
        QVERIFY(remarks.contains(QStringLiteral("One seed only")));
        QVERIFY(screen.page->findChild<RemarkBanner*>()->isVisible());
        QCOMPARE(screen.child<FigureView>("findingTable")->model()->rowCount(), 0); // nothing is said of their difference
        QVERIFY(!screen.fronts().frontOf(1).empty());                               // but each is shown
        auto* const more = screen.child<QToolButton>("moreRemarks");
        const int low = screen.page->findChild<RemarkBanner*>()->sizeHint().height();
        QTest::mouseClick(more, Qt::LeftButton);
        QTRY_VERIFY(screen.page->findChild<RemarkBanner*>()->sizeHint().height() > low);
        test::screenshot(screen.splitter, QStringLiteral("compare-not-comparable"));
    }

    void ticksChooseRuns()
    {
        Screen screen(seedProject("ticks"));
        QTRY_VERIFY(screen.compared());
        QTest::mouseClick(screen.child<QToolButton>("chooseRuns"), Qt::LeftButton);
        auto* const tree = screen.child<QTreeWidget>("compareRuns");
        QTRY_VERIFY(tree->isVisible());
        QCOMPARE(tree->topLevelItemCount(), 2);
        tree->topLevelItem(0)->setExpanded(true);
        QTest::qWait(20);
        clickTick(*tree, *tree->topLevelItem(0)->child(2));
        QTRY_COMPARE(screen.page->session().chosen()[0].runs.size(), std::size_t(2));
        QTRY_VERIFY(screen.compared() && screen.verdict().contains(QStringLiteral("(2 of 3 seeds)")));
        test::screenshot(screen.splitter, QStringLiteral("compare-chooser"));

        tree->setFocus(); // by keyboard: the whole arm out, then nothing can be compared
        tree->setCurrentItem(tree->topLevelItem(1));
        QTest::keyClick(tree, Qt::Key_Space);
        QTRY_COMPARE(screen.page->session().chosen().size(), std::size_t(1));
        QTRY_VERIFY(screen.child<QLabel>("compareEmptyText")->isVisible());
        QVERIFY(!screen.page->session().comparison());
        QVERIFY(!screen.child<QPushButton>("report.html")->isEnabled());
    }

    void anotherProjectIsDropped()
    {
        const auto other = file("theirs");
        {
            store::Project project(other, store::Project::Mode::Create);
            search::RunSpec spec = awareSpec(7);
            spec.name = "theirs";
            test::storeRun(project, spec, 0.05);
        }
        Screen screen(seedProject("mine"));
        QTRY_VERIFY(screen.compared());
        QMimeData mime;
        mime.setUrls({ QUrl::fromLocalFile(toQt(other)) });
        QDragEnterEvent enter({ 200, 200 }, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QCoreApplication::sendEvent(screen.page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(screen.page, &drop);
        auto* const tree = screen.child<QTreeWidget>("compareRuns");
        QTRY_COMPARE(tree->topLevelItemCount(), 3);
        clickTick(*tree, *tree->topLevelItem(2));
        QTRY_COMPARE(screen.page->session().chosen().size(), std::size_t(3));
        QTRY_VERIFY(screen.compared());
        QCOMPARE(screen.page->session().arms()[2].runs[0]->project, other);

        screen.page->addProject(toQt(file("not-there")));
        QTRY_VERIFY(screen.page->findChild<MessageBar*>()->isVisible());
        QCOMPARE(screen.page->session().projects().size(), std::size_t(2));
    }

    void budgetsAreEditedAndRemembered()
    {
        const auto path = seedProject("budgets");
        Json state;
        {
            Screen screen(path);
            QTRY_VERIFY(screen.compared());
            auto* const table = screen.child<FigureView>("tierTable");
            table->setFocus();
            table->setCurrentIndex(table->model()->index(0, 0));
            QTest::keyClick(table, Qt::Key_F2);
            auto* const editor = table->findChild<QLineEdit*>();
            QVERIFY(editor != nullptr);
            editor->selectAll();
            QTest::keyClicks(editor, QStringLiteral("100 KiB / 300 KiB"));
            QTest::keyClick(editor, Qt::Key_Return);
            QTRY_COMPARE(screen.page->session().tiers().size(), std::size_t(3));
            QCOMPARE(screen.page->session().tiers()[0], (compare::Tier { 100 * 1024, 300 * 1024 }));
            QTRY_VERIFY(screen.compared());
            QTRY_VERIFY(table->model()->index(0, 0).data().toString().startsWith(QStringLiteral("100")));

            QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
            const QString csv = QApplication::clipboard()->text();
            QVERIFY2(csv.startsWith(QStringLiteral("Budget,A  accuracy")), qPrintable(csv));
            QCOMPARE(csv.count(QLatin1String("\r\n")), 4);

            QTest::mouseClick(screen.child<QToolButton>("sideBySide"), Qt::LeftButton);
            screen.child<QComboBox>("compareGrowthAxis")->setCurrentIndex(1);
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(2, 1)).center());
            QTRY_VERIFY(screen.page->selection().current() >= 0); // the system of the cell
            state = screen.page->state();
        }
        Screen again(path, state);
        QTRY_VERIFY(again.compared());
        QCOMPARE(again.page->session().tiers()[0].ramBytes, 100 * 1024);
        QVERIFY(again.fronts().isSideBySide());
        QVERIFY(again.child<ArmGrowthPlot>("armGrowthPlot")->overTime());
        QVERIFY(again.page->state() == state);
        Screen spoilt(path, Json { { "session", { { "tiers", "no list" } } } });
        QTRY_VERIFY(spoilt.compared());
    }

    void reportsAreWritten()
    {
        Screen screen(seedProject("report"));
        QTRY_VERIFY(screen.compared());
        QSignalSpy asked(screen.page, &ComparePage::reportRequested);
        QTest::mouseClick(screen.child<QPushButton>("report.csv"), Qt::LeftButton);
        QCOMPARE(asked.front().front().toString(), QStringLiteral("csv"));
        auto* const message = screen.page->findChild<MessageBar*>();
        for (const char* ending : { "html", "csv", "json" }) {
            const QString path = m_folder.filePath(QStringLiteral("report.") + QLatin1String(ending));
            message->clear();
            screen.page->writeReport(path);
            QTRY_VERIFY(message->isVisible());
            QVERIFY(message->text().contains(path));
            QVERIFY(message->findChild<QPushButton*>(QStringLiteral("messageOffer"))->isVisible());
            QFile written(path);
            QVERIFY(written.open(QIODevice::ReadOnly));
            const QByteArray text = written.readAll();
            QVERIFY(QLatin1String(ending) == QLatin1String("html") ? text.contains("<svg") : QLatin1String(ending) == QLatin1String("csv") ? text.startsWith("record,") : Json::accept(text.toStdString()));
        }
        message->clear();
        screen.page->writeReport(m_folder.filePath(QStringLiteral("no/such/folder/report.html")));
        QTRY_VERIFY(message->isVisible());
        QVERIFY(!message->findChild<QPushButton*>(QStringLiteral("messageOffer"))->isVisible());
    }

    void aRunningRunGrows()
    {
        const auto path = file("growing");
        store::Project project(path, store::Project::Mode::Create);
        test::storeRun(project, fixedSpec(1));
        const search::RunSpec spec = awareSpec(1, 80);
        const auto evaluations = test::madeEvaluations(spec);
        const auto id = project.addRun(spec);
        project.setPrepared(id, { "no_person", "person" }, 42, "made");
        for (int i = 0; i < 40; ++i)
            project.addEvaluation(id, evaluations[static_cast<std::size_t>(i)], {});
        Screen screen(path);
        QTRY_VERIFY(screen.compared());
        QTest::qWait(20);
        screen.click(screen.fronts().frontOf(1).front());
        QTRY_VERIFY(screen.page->selection().current() >= 0);
        const auto selected = screen.fronts().selected();
        for (std::size_t i = 40; i < 80; ++i)
            project.addEvaluation(id, evaluations[i], {});
        screen.page->session().runGrew(id);
        const auto count = [&] { return screen.page->session().arms().empty() ? std::size_t(0) : screen.page->session().arms()[1].runs[0]->evaluations.size(); };
        QTRY_COMPARE_WITH_TIMEOUT(count(), std::size_t(80), 10000);
        QTRY_VERIFY(screen.compared());
        QCOMPARE(screen.fronts().selected(), selected); // what was being looked at stays
    }

    void budgetsAreRead()
    {
        QCOMPARE(tierFromText(QStringLiteral("128 KiB")), (compare::Tier { 128 * 1024, {} }));
        QCOMPARE(tierFromText(QStringLiteral("128k RAM / 1 MiB flash")), (compare::Tier { 128 * 1024, 1024 * 1024 }));
        for (const char* wrong : { "", "much", "1 KiB / 2 KiB / 3 KiB", "none", "-3" })
            QVERIFY2(!tierFromText(QLatin1String(wrong)), wrong);
        const compare::Tier tier { 96 * 1024, 512 * 1024 };
        QCOMPARE(tierFromText(tierText(tier)), tier);
    }

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const { return toPath(m_folder.filePath(QLatin1String(name) + QStringLiteral(".danas"))); }
    /// Three seeds of data-aware, which is better, and three of fixed.
    [[nodiscard]] std::filesystem::path seedProject(const char* name) const
    {
        store::Project project(file(name), store::Project::Mode::Create);
        for (const std::uint64_t seed : { 1U, 2U, 3U }) {
            test::storeRun(project, awareSpec(seed), 0.05);
            test::storeRun(project, fixedSpec(seed));
        }
        return file(name);
    }
    /// Two ways with two seeds under two budgets; the last run of the plan was not begun.
    [[nodiscard]] std::filesystem::path experimentProject(const char* name) const
    {
        compare::ExperimentSpec spec;
        spec.name = "claim";
        spec.base = test::madeSpec(1);
        spec.seeds = { 1, 2 };
        spec.tiers.erase(spec.tiers.begin()); // 128 and 256 KiB of RAM stay
        spec.equal = compare::Equal::Evaluations;
        store::Project project(file(name), store::Project::Mode::Create);
        const std::int64_t id = project.addExperiment(spec.name, compare::toJson(spec));
        const auto plan = compare::expand(spec);
        for (std::size_t position = 0; position + 1 < plan.size(); ++position) {
            const std::int64_t run = project.addExperimentRun(id, static_cast<int>(position), plan[position].spec);
            project.setPrepared(run, { "no_person", "person" }, 42, "made");
            project.setPhaseSeconds(run, search::Phase::Prepare, 4.0);
            for (const auto& evaluation : test::madeEvaluations(plan[position].spec, plan[position].arm == 0 ? 0.05 : 0.0))
                project.addEvaluation(run, evaluation, {});
            project.setState(run, store::RunState::Done);
        }
        return file(name);
    }
    QTemporaryDir m_folder;
};

QTEST_MAIN(TstComparePage)
#include "tst_compare_page.moc"
