// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include <QSignalSpy>

using namespace danas;
using namespace danas::ui;

class TstProjectDocument : public QObject {
    Q_OBJECT

private slots:
    void editsAreUndoneAndRedone()
    {
        test::Fixture fixture;
        ProjectDocument& document = *fixture.document;
        QSignalSpy space(&document, &ProjectDocument::spaceChanged);
        QSignalSpy budget(&document, &ProjectDocument::budgetChanged);
        const space::SearchSpace before = document.spec().space;

        document.setSpace(space::paperSpace(), QStringLiteral("preset"));
        document.setBudget({ 65536, {}, {} }, QStringLiteral("limit"));
        QCOMPARE(space.count(), 1);
        QCOMPARE(budget.count(), 1);
        QCOMPARE(document.spec().space.count(), 37520U);

        document.undoStack()->undo();
        QVERIFY(!document.spec().budget.ramBytes);
        document.undoStack()->undo();
        QVERIFY(document.spec().space == before);
        document.undoStack()->redo();
        document.undoStack()->redo();
        QCOMPARE(document.spec().budget.ramBytes.value(), 65536);
    }

    void oneDragIsOneStep()
    {
        test::Fixture fixture;
        ProjectDocument& document = *fixture.document;
        const int drag = document.newMergeId();
        for (std::int64_t limit = 1000; limit < 1010; ++limit)
            document.setBudget({ limit, {}, {} }, QStringLiteral("drag"), drag);
        QCOMPARE(document.undoStack()->count(), 1);
        document.setBudget({ 5, {}, {} }, QStringLiteral("another"), document.newMergeId());
        QCOMPARE(document.undoStack()->count(), 2);
        document.undoStack()->undo();
        QCOMPARE(document.spec().budget.ramBytes.value(), 1009);
        document.undoStack()->undo();
        QVERIFY(!document.spec().budget.ramBytes);
    }

    void aDragBackToItsStartLeavesNoStep()
    {
        test::Fixture fixture;
        ProjectDocument& document = *fixture.document;
        const int drag = document.newMergeId();
        document.setBudget({ 4096, {}, {} }, QStringLiteral("drag"), drag);
        document.setBudget({}, QStringLiteral("drag"), drag);
        QCOMPARE(document.undoStack()->count(), 0);
    }

    void anEditThatChangesNothingIsNoStep()
    {
        test::Fixture fixture;
        fixture.document->setSpace(fixture.document->spec().space, QStringLiteral("same"));
        QCOMPARE(fixture.document->undoStack()->count(), 0);
    }

    void theDraftOutlivesTheWindow()
    {
        test::Fixture fixture;
        search::RunSpec spec = fixture.document->spec();
        spec.seed = 42;
        spec.search.evaluations = 17;
        fixture.document->setSettings(spec, QStringLiteral("settings"));
        fixture.document->setSpace(space::demoSpace(), QStringLiteral("space"));
        const search::RunSpec left = fixture.document->spec();
        fixture.reopen();
        QVERIFY(fixture.document->spec() == left);
        QCOMPARE(fixture.document->undoStack()->count(), 0);
    }

    void aProjectOfTheCommandLineGoesOnFromItsLastRun()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = toPath(folder.filePath(QStringLiteral("run.danas")));
        search::RunSpec spec;
        spec.dataset.path = folder.path().toStdString();
        spec.space = space::demoSpace();
        spec.seed = 7;
        {
            store::Project project(file, store::Project::Mode::Create);
            static_cast<void>(project.addRun(spec));
        }
        const ProjectDocument document(file, store::Project::Mode::ReadWrite);
        QVERIFY(document.spec() == spec);
    }

    void aDatasetIsReadInTheBackground()
    {
        test::Fixture fixture({ QStringLiteral("cat"), QStringLiteral("dog"), QStringLiteral("owl") });
        QCOMPARE(fixture.document->dataState(), ProjectDocument::DataState::Scanning);
        QTRY_VERIFY(fixture.ready());
        QCOMPARE(fixture.document->classes(), 3);
        QCOMPARE(fixture.document->dataset()->samples.size(), 54U);
    }

    void aMissingFolderIsASentence()
    {
        test::Fixture fixture;
        data::DatasetSpec spec;
        spec.path = "/nowhere/at/all";
        QSignalSpy changed(fixture.document.get(), &ProjectDocument::datasetChanged);
        fixture.document->setDataset(spec, QStringLiteral("bad"));
        QTRY_COMPARE(fixture.document->dataState(), ProjectDocument::DataState::Failed);
        QVERIFY(fixture.document->dataError().contains(QStringLiteral("/nowhere/at/all")));
        QVERIFY(!fixture.document->dataset());
        QVERIFY(changed.count() >= 1);
    }

    void theLastOfManyScansWins()
    {
        test::Fixture fixture({ QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") });
        data::DatasetSpec spec = fixture.document->spec().dataset;
        for (const char* name : { "a", "b", "c" }) {
            spec.leaveOut = { name };
            fixture.document->setDataset(spec, QStringLiteral("leave out"));
        }
        QTRY_VERIFY(fixture.ready());
        QCOMPARE(fixture.document->dataset()->classes, (std::vector<std::string> { "a", "b" }));
    }
};

QTEST_MAIN(TstProjectDocument)
#include "tst_project_document.moc"
