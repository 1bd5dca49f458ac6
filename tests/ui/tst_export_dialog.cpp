// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_evaluator.h"
#include "support/finalised_project.h"
#include "window_fixture.h"

#include "base/error.h"
#include "ui/base/message_bar.h"
#include "ui/views/export_dialog.h"
#include "ui/views/gate_list.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>

#include <atomic>
#include <thread>

using namespace danas;
using namespace danas::ui;

namespace {

/// Answers with the folder that the test wrote down.
class OneFolder : public DialogService {
public:
    QString chooseFolder(QWidget*, const QString&, const QString&) override { return answer; }
    QString answer;
};

/// The compiler that the environment names, while this lives.
class NamedCompiler {
public:
    explicit NamedCompiler(const char* name) { qputenv("CC", name); }
    ~NamedCompiler() { qunsetenv("CC"); }
};

/// An exporter that writes nothing and ends as it is told, candidate by candidate.
ExportController::Exporter pretended(std::function<void(int candidate)> work, int failingGate = 0)
{
    return [work = std::move(work), failingGate](const deploy::ExportOrder& order, RunControl& control, deploy::ExportObserver& observer) {
        deploy::Evidence evidence;
        evidence.from = "7 samples";
        observer.proving(evidence);
        work(order.candidate);
        control.checkpoint();
        deploy::ExportResult result { { order.bundle.place, true, deploy::allGates(), 1000 }, "a candidate", 1, 1 };
        for (deploy::Gate& gate : result.bundle.gates) {
            gate.state = gate.number == failingGate ? deploy::GateState::Failed : deploy::GateState::Passed;
            gate.sentence = "sentence " + std::to_string(gate.number);
            observer.gate(gate);
        }
        result.bundle.exported = failingGate == 0;
        return result;
    };
}

} // namespace

class TstExportDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        test::useOwnSettings(m_folder);
        qunsetenv("CC");
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("out")));
        m_run = test::writeFinalisedProject(path("porch.danas").toStdString(), path("data").toStdString());
    }
    void init() { m_runs = std::make_unique<RunController>(test::fakeFactory(m_behaviour = std::make_shared<test::FakeBehaviour>())); }
    void cleanup()
    {
        m_dialog.reset();
        m_runs.reset();
        QSettings().clear();
        QDir(path("out")).removeRecursively();
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("out")));
    }

    void aCandidateIsExportedAndProven()
    {
        open({ 0 });
        QVERIFY(child<QLabel>("exportTitle")->text().startsWith(QStringLiteral("Export #0")));
        QVERIFY(child<QLabel>("exportSubtitle")->text().contains(QStringLiteral("int8 68.8\u202f% on test")));
        QVERIFY(!child<QListWidget>("exportCandidates")->isVisible() && !child<QLabel>("exportNotice")->isVisible());
        saveIn(path("out"));
        QCOMPARE(child<QLineEdit>("exportName")->text(), QStringLiteral("porch-0"));
        test::screenshot(*m_dialog, QStringLiteral("export-ready"));
        click("startExport");
        QVERIFY(m_dialog->busy() && !child<QLineEdit>("exportName")->isEnabled());
        QCOMPARE(child<QPushButton>("closeExport")->text(), QStringLiteral("Cancel"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->busy(), 60000);
        QVERIFY2(message().startsWith(QStringLiteral("Exported to %1").arg(path("out/porch-0"))), qPrintable(message()));
        QCOMPARE(m_dialog->findChild<GateList*>()->passed(), gates());
        QVERIFY(child<QLabel>("gateSentence2")->text().contains(QStringLiteral("bytes are equal")));
        QCOMPARE(child<QLabel>("gatesTitle")->text(), QStringLiteral("Gates: %1 of %1 passed").arg(gates()));
        QCOMPARE(child<QPushButton>("startExport")->text(), QStringLiteral("Open folder"));
        QVERIFY(QFile::exists(path("out/porch-0/report.html")));
        test::screenshot(*m_dialog, QStringLiteral("export-done"));
    }

    void formatsSayWhatTheBundleHoldsAndAreRemembered()
    {
        open({ 0 }, pretended([](int) {}));
        auto* const parts = child<QLabel>("bundleParts");
        QVERIFY(parts->text().contains(QStringLiteral("model.tflite")) && parts->text().contains(QStringLiteral("tflm/")));
        auto* const tflm = child<QCheckBox>("format.tflm");
        tflm->setFocus();
        QTest::keyClick(tflm, Qt::Key_Space);
        QVERIFY(!tflm->isChecked() && !parts->text().contains(QStringLiteral("tflm/")));
        QVERIFY(!child<QCheckBox>("format.c")->isEnabled());
        auto* const kind = child<QComboBox>("exportKind");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        saveIn(path("out"));
        click("startExport");
        QTRY_VERIFY(!m_dialog->busy());
        QVERIFY2(message().contains(QStringLiteral("out/porch-0.zip")), qPrintable(message()));

        open({ 0 }, pretended([](int) {}));
        QVERIFY(!child<QCheckBox>("format.tflm")->isChecked() && child<QCheckBox>("format.tflite")->isChecked());
        QCOMPARE(child<QComboBox>("exportKind")->currentIndex(), 1);
        QCOMPARE(child<QLineEdit>("exportFolder")->text(), path("out"));
    }

    /// One is not finalised: that is done first, and both are bundles then.
    void severalAreFinalisedAndExported()
    {
        open({ 0, 1 });
        QVERIFY(child<QLabel>("exportNotice")->text().contains(QStringLiteral("#1")) && !child<QLabel>("exportNotice")->text().contains(QStringLiteral("#0")));
        QCOMPARE(child<QPushButton>("startExport")->text(), QStringLiteral("Finalise and export"));
        saveIn(path("out"));
        QCOMPARE(child<QLabel>("exportPlaceNote")->text(), QStringLiteral("2 bundles: porch-0, porch-1"));
        test::screenshot(*m_dialog, QStringLiteral("export-several"));
        click("startExport");
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->busy(), 120000);
        QTRY_VERIFY_WITH_TIMEOUT(message().startsWith(QStringLiteral("2 bundles exported")), 60000);
        QCOMPARE(m_behaviour->fineTuned, 1);
        for (const char* bundle : { "out/porch-0/system.json", "out/porch-1/system.json" })
            QVERIFY(QFile::exists(path(bundle)));
        auto* const list = child<QListWidget>("exportCandidates");
        QVERIFY(list->isVisible() && list->item(1)->text().endsWith(QStringLiteral("exported")));
        QVERIFY(!child<QLabel>("exportNotice")->isVisible());
        test::screenshot(*m_dialog, QStringLiteral("export-several-done"));
        restoreProject();
    }

    /// While the compiler is at work: it ends, nothing stays, and it can be begun again.
    void escapeStops()
    {
        open({ 0 });
        saveIn(path("out"));
        child<QLineEdit>("exportName")->setFocus();
        QTest::keyClick(child<QLineEdit>("exportName"), Qt::Key_Return);
        QVERIFY(m_dialog->busy());
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>("gateSentence1")->isVisible(), 30000);
        test::screenshot(*m_dialog, QStringLiteral("export-working"));
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->busy(), 2000);
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(message(), QStringLiteral("Stopped: nothing was left half written."));
        QVERIFY(QDir(path("out")).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        QVERIFY(child<QPushButton>("startExport")->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    void closingStopsFirst()
    {
        open({ 0 });
        saveIn(path("out"));
        click("startExport");
        m_dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->isVisible(), 2000);
        QVERIFY(QDir(path("out")).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void badPlacesAreSaidAtOnce_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no folder") << "nowhere" << "x" << "There is no folder";
        QTest::newRow("a file") << "porch.danas" << "x" << "There is no folder";
        QTest::newRow("taken") << "." << "data" << "data is there already";
        QTest::newRow("no name") << "out" << " " << "Give the bundle a name.";
        QTest::newRow("parent") << "out" << ".." << "Give the bundle a name.";
        QTest::newRow("path") << "out" << "../x" << "A name has no";
        QTest::newRow("zip folder") << "out" << "x.zip" << "does not end in .zip";
    }
    void badPlacesAreSaidAtOnce()
    {
        QFETCH(QString, folder);
        QFETCH(QString, name);
        QFETCH(QString, sentence);
        open({ 0 }, pretended([](int) { QFAIL("must not begin"); }));
        saveIn(path("out"));
        QVERIFY(child<QPushButton>("startExport")->isEnabled());
        type("exportFolder", path(folder));
        type("exportName", name);
        auto* const note = child<QLabel>("exportPlaceNote");
        QVERIFY2(note->isVisible() && note->text().contains(sentence), qPrintable(note->text()));
        QVERIFY(!child<QPushButton>("startExport")->isEnabled());
        QCOMPARE(child<QPushButton>("startExport")->toolTip(), note->text());
        test::screenshot(*m_dialog, QStringLiteral("export-bad"));
    }

    void aNameThatIsTakenIsNotProposed()
    {
        QVERIFY(QDir(path("out")).mkdir(QStringLiteral("porch-0")));
        QSettings().setValue(QStringLiteral("export/folder"), path("out"));
        open({ 0 });
        QCOMPARE(child<QLineEdit>("exportName")->text(), QStringLiteral("porch-0-2"));
    }

    void failuresStandInTheDialog()
    {
        open({ 0 }, pretended([](int) { throw Error("There is no room left."); }));
        saveIn(path("out"));
        click("startExport");
        QTRY_COMPARE(message(), QStringLiteral("There is no room left."));
        QVERIFY(child<QPushButton>("startExport")->isEnabled());

        open({ 0 }, pretended([](int) {}, 3));
        saveIn(path("out"));
        click("startExport");
        QTRY_VERIFY(message().contains(QStringLiteral("a gate failed")));
        QCOMPARE(child<QLabel>("gateSentence3")->text(), QStringLiteral("sentence 3"));
        QCOMPARE(m_dialog->findChild<GateList*>()->passed(), gates() - 1);
        test::screenshot(*m_dialog, QStringLiteral("export-failed"));
    }

    void whereNobodyMayWriteIsSaid()
    {
        open({ 0 });
        saveIn(QStringLiteral("/proc"));
        if (!child<QPushButton>("startExport")->isEnabled()) // not even root may write there
            QVERIFY(child<QLabel>("exportPlaceNote")->text().contains(QStringLiteral("may not write")));
        else {
            click("startExport");
            QTRY_VERIFY2(message().contains(QStringLiteral("cannot be written")), qPrintable(message()));
        }
    }

    void oneThatFailsDoesNotKeepTheOthers()
    {
        open({ 1, 0 }, pretended([](int candidate) {
            if (candidate == 1)
                throw Error("Candidate 1 has a problem.");
        }));
        saveIn(path("out"));
        click("startExport");
        QTRY_VERIFY_WITH_TIMEOUT(message().startsWith(QStringLiteral("1 of 2 bundles exported. Candidate 1 has a problem.")), 30000);
        auto* const list = child<QListWidget>("exportCandidates");
        QVERIFY(list->item(0)->text().contains(QStringLiteral("Candidate 1 has a problem.")));
        QVERIFY(list->item(1)->text().endsWith(QStringLiteral("exported")));
        restoreProject();
    }

    void withoutACompilerThePersonDecides()
    {
        const NamedCompiler none("/no/such/compiler");
        open({ 0 });
        saveIn(path("out"));
        auto* const box = child<QCheckBox>("withoutCompiler");
        QVERIFY(box->isVisible() && !child<QPushButton>("startExport")->isEnabled());
        QVERIFY(child<QPushButton>("startExport")->toolTip().contains(QStringLiteral("install one")));
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        click("startExport");
        QTRY_VERIFY_WITH_TIMEOUT(message().startsWith(QStringLiteral("Exported")), 30000);
        QCOMPARE(child<QLabel>("gatesTitle")->text(), QStringLiteral("Gates: %1 of %2 passed").arg(gates() - 3).arg(gates()));
    }

    void whatCannotBeFinalisedIsSaid()
    {
        const auto reason = [this] { return child<QLabel>("exportNotice")->isVisible() ? child<QLabel>("exportNotice")->text() : QString(); };
        open({ 1 }, pretended([](int) {}), path("other.danas"));
        QVERIFY2(reason().contains(QStringLiteral("open porch.danas")), qPrintable(reason()));
        QVERIFY(!child<QPushButton>("startExport")->isEnabled());

        store::Project(path("porch.danas").toStdString(), store::Project::Mode::ReadWrite).setState(m_run, store::RunState::Stopped);
        open({ 1 }, pretended([](int) {}));
        QVERIFY2(reason().contains(QStringLiteral("once the run is done")), qPrintable(reason()));
        store::Project(path("porch.danas").toStdString(), store::Project::Mode::ReadWrite).setState(m_run, store::RunState::Done);

        open({ 5 }, pretended([](int) {}), {}, false);
        QVERIFY(!message().isEmpty());
        QVERIFY(!child<QPushButton>("startExport")->isEnabled());
    }

    void finalisingIsStopped()
    {
        m_behaviour->onFineTune = [this](int) {
            while (!m_stopSeen)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
        };
        m_stopSeen = false;
        open({ 1 });
        saveIn(path("out"));
        click("startExport");
        QTRY_COMPARE(m_runs->state(), RunController::State::Running);
        QTRY_VERIFY(child<QLabel>("exportProgressText")->text().startsWith(QStringLiteral("Finalising")));
        click("closeExport");
        m_stopSeen = true;
        QTRY_VERIFY(!m_dialog->busy());
        QTRY_COMPARE(message(), QStringLiteral("Stopped: nothing was exported."));
        QCOMPARE(m_runs->state(), RunController::State::Idle);
        QTRY_COMPARE(child<QPushButton>("startExport")->text(), QStringLiteral("Finalise and export"));
    }

    void theFolderIsChosen()
    {
        m_dialogs.answer = path("out");
        open({ 0 }, pretended([](int) {}));
        click("chooseExportFolder");
        QCOMPARE(child<QLineEdit>("exportFolder")->text(), path("out"));
        m_dialogs.answer.clear(); // thought better of it
        click("chooseExportFolder");
        QCOMPARE(child<QLineEdit>("exportFolder")->text(), path("out"));
    }

private:
    [[nodiscard]] QString path(const QString& name) const { return QDir::cleanPath(m_folder.filePath(name)); }
    void open(std::vector<int> candidates, ExportController::Exporter exporter = deploy::exportCandidate, const QString& own = {}, bool readable = true)
    {
        m_dialog.reset();
        m_dialog = std::make_unique<ExportDialog>(ExportChoice { toPath(path("porch.danas")), m_run, std::move(candidates) }, *m_runs,
            toPath(own.isEmpty() ? path("porch.danas") : own), m_dialogs, nullptr, std::move(exporter));
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
        if (readable)
            QTRY_VERIFY(!child<QLabel>("exportTitle")->text().isEmpty());
        else
            QTRY_VERIFY(!message().isEmpty());
    }
    /// Other tests need a candidate that is not finalised.
    void restoreProject()
    {
        QDir(path("data")).removeRecursively();
        QFile::remove(path("porch.danas"));
        m_run = test::writeFinalisedProject(path("porch.danas").toStdString(), path("data").toStdString());
    }
    static int gates() { return static_cast<int>(deploy::allGates().size()); }
    template <typename T> T* child(const char* name) const { return m_dialog->findChild<T*>(QLatin1String(name)); }
    void click(const char* name) const { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }
    QString message() const { return m_dialog->findChild<MessageBar*>()->text(); }
    void type(const char* field, const QString& text) const
    {
        auto* const edit = child<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    void saveIn(const QString& folder) const { type("exportFolder", folder); }

    QTemporaryDir m_folder;
    std::int64_t m_run = 0;
    OneFolder m_dialogs;
    std::shared_ptr<test::FakeBehaviour> m_behaviour;
    std::atomic<bool> m_stopSeen = false;
    std::unique_ptr<RunController> m_runs;
    std::unique_ptr<ExportDialog> m_dialog;
};

QTEST_MAIN(TstExportDialog)
#include "tst_export_dialog.moc"
