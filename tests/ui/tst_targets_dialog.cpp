// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include "ui/base/message_bar.h"
#include "ui/models/target_figures.h"
#include "ui/models/target_list_model.h"
#include "ui/views/targets_dialog.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace danas;
using namespace danas::ui;

class TstTargetsDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeMode::Light); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open(QStringLiteral("nano33ble-cmsis-nn"));
    }
    void cleanup()
    {
        m_dialog.reset();
        m_store.reset();
    }

    void builtInFiguresAreOnlyRead()
    {
        QCOMPARE(list()->model()->rowCount(), static_cast<int>(cost::targets().size()));
        QCOMPARE(list()->currentIndex().siblingAtColumn(TargetListModel::Id).data().toString(), QStringLiteral("nano33ble-cmsis-nn"));
        QCOMPARE(figure("Clock"), QStringLiteral("64\u202fMHz"));
        QVERIFY(cell("Clock", TargetFigures::Source).data().toString().contains(QStringLiteral("Nordic")));
        QVERIFY(!(cell("Clock").flags() & Qt::ItemIsEditable));
        QVERIFY(!button("deleteTarget")->isEnabled() && !button("undoTarget")->isEnabled());
        QCOMPARE(button("deleteTarget")->toolTip(), QStringLiteral("Built-in targets cannot be deleted."));
        test::screenshot(*m_dialog, QStringLiteral("targets"));
    }

    void everyFigureHasASource()
    {
        for (int row = 0; row < list()->model()->rowCount(); ++row) {
            list()->selectRow(row);
            for (const char* name : { "Clock", "RAM", "Flash" })
                QVERIFY(!cell(name, TargetFigures::Source).data().toString().isEmpty());
            for (const char* name : { "Cycles per MAC: pointwise", "Energy per cycle, nJ", "Code: bytes", "Runtime RAM: bytes" }) {
                const bool known = figure(name) != QStringLiteral("not known");
                QCOMPARE(cell(name, TargetFigures::Source).data().toString().isEmpty(), !known);
                QCOMPARE(cell(name, TargetFigures::Standing).data().toString().isEmpty(), !known);
            }
        }
    }

    void aDuplicateIsEditedAndSaved()
    {
        duplicate();
        QCOMPARE(m_dialog->selected(), QStringLiteral("nano33ble-cmsis-nn-own"));
        QCOMPARE(saved().size(), std::size_t { 1 });
        edit("RAM", "300 KiB");
        QCOMPARE(figure("RAM"), QStringLiteral("300\u202fKiB"));
        QCOMPARE(saved().front().board.ramBytes, std::int64_t { 300 * 1024 });
        edit("Clock", "80 MHz");
        edit("Usable share of RAM", "75 %");
        QCOMPARE(saved().front().board.clockHz, std::int64_t { 80000000 });
        QCOMPARE(saved().front().board.usableRamBytes(), std::int64_t { 225 * 1024 });
        for (int steps = 0; steps < 3; ++steps)
            click("undoTarget");
        QCOMPARE(figure("RAM"), QStringLiteral("256\u202fKiB"));
        QCOMPARE(saved().front().board, cost::findTarget(cost::targets(), "nano33ble-cmsis-nn").board);
        click("undoTarget");
        QVERIFY(saved().empty());
        QVERIFY(!button("undoTarget")->isEnabled());
        for (int steps = 0; steps < 4; ++steps)
            QTest::keyClick(m_dialog.get(), Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(saved().front().board.usableRamBytes(), std::int64_t { 225 * 1024 });
        open({}); // as another window would
        QCOMPARE(list()->model()->rowCount(), static_cast<int>(cost::targets().size()) + 1);
    }

    void aCellIsEditedByKeyboard()
    {
        duplicate();
        figures()->setFocus();
        figures()->setCurrentIndex(cell("Flash"));
        QTest::keyClick(figures(), Qt::Key_F2);
        typeIntoEditor("2 MiB", Qt::Key_Return);
        QCOMPARE(saved().front().board.flashBytes, std::int64_t { 2 * 1024 * 1024 });
        QCOMPARE(figures()->currentIndex(), cell("Flash")); // the edit keeps its place
        QTest::keyClick(figures(), Qt::Key_F2);
        typeIntoEditor("4 MiB", Qt::Key_Escape);
        QCOMPARE(saved().front().board.flashBytes, std::int64_t { 2 * 1024 * 1024 });
        QVERIFY(m_dialog->isVisible());
    }

    void nonsenseIsRefusedInPlace()
    {
        duplicate();
        edit("RAM", "plenty");
        QVERIFY(message().contains(QStringLiteral("plenty")) && message().startsWith(QStringLiteral("RAM")));
        QCOMPARE(figure("RAM"), QStringLiteral("256\u202fKiB"));
        edit("Usable share of flash", "140 %");
        QVERIFY2(message().contains(QStringLiteral("usable_flash_share")), qPrintable(message()));
        edit("Target id", "h743-tflm");
        QVERIFY(message().contains(QStringLiteral("another id")));
        QCOMPARE(m_store->undoStack()->index(), 1); // the duplicate alone
    }

    void aTargetIsRenamed()
    {
        duplicate();
        edit("Target id", "our-board");
        QCOMPARE(m_dialog->selected(), QStringLiteral("our-board"));
        QCOMPARE(saved().front().id, std::string("our-board"));
        click("undoTarget");
        QCOMPARE(saved().front().id, std::string("nano33ble-cmsis-nn-own"));
    }

    void whatIsNotKnownCanBeGivenAndTaken()
    {
        open(QStringLiteral("h747-st-edge-ai"));
        duplicate();
        QCOMPARE(figure("Energy per cycle, nJ"), QStringLiteral("not known"));
        edit("Energy per cycle, nJ", "0.5");
        QCOMPARE(saved().front().board.energy->nanojoules, 0.5);
        QCOMPARE(cell("Energy per cycle, nJ", TargetFigures::Standing).data().toString(), QStringLiteral("estimated"));
        QCOMPARE(cell("Energy per cycle, nJ", TargetFigures::Source).data().toString(), QStringLiteral("entered by hand"));
        editCell(cell("Energy per cycle, nJ", TargetFigures::Source), "our lab, 12 boards");
        QCOMPARE(saved().front().board.energy->basis.source, std::string("our lab, 12 boards"));
        edit("Energy per cycle, nJ", "");
        QVERIFY(!saved().front().board.energy);
    }

    void aStandingIsChosen()
    {
        duplicate();
        const QModelIndex standing = cell("Cycles per MAC: pointwise", TargetFigures::Standing);
        figures()->setFocus();
        figures()->setCurrentIndex(standing);
        figures()->edit(standing);
        auto* box = figures()->viewport()->findChild<QComboBox*>();
        QVERIFY(box != nullptr);
        QCOMPARE(box->currentText(), QStringLiteral("estimated"));
        QTest::keyClick(box, Qt::Key_End);
        QTest::keyClick(box, Qt::Key_Return);
        figures()->setFocus();
        QTRY_COMPARE(cell("Cycles per MAC: pointwise", TargetFigures::Standing).data().toString(), QStringLiteral("measured"));
        QVERIFY(saved().front().engine.cycles->basis.trust == cost::Trust::Measured);
    }

    void aPresetIsDeletedAndComesBack()
    {
        duplicate();
        click("deleteTarget");
        QVERIFY(saved().empty());
        QVERIFY(message().contains(QStringLiteral("Undo brings it back")));
        click("undoTarget");
        QCOMPARE(saved().size(), std::size_t { 1 });
    }

    void badFilesAreNamedAndTheOthersLoad()
    {
        duplicate();
        QFile bad(m_folder->filePath(QStringLiteral("bad.json")));
        QVERIFY(bad.open(QFile::WriteOnly));
        bad.write("{ \"id\": \"bad\" }");
        bad.close();
        open({});
        QVERIFY2(message().contains(QStringLiteral("bad.json")) && message().contains(QStringLiteral("The other targets can be used.")), qPrintable(message()));
        QCOMPARE(list()->model()->rowCount(), static_cast<int>(cost::targets().size()) + 1);
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        QFile inTheWay(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(inTheWay.open(QFile::WriteOnly));
        inTheWay.close();
        m_dialog.reset();
        m_store = std::make_unique<TargetStore>(toPath(m_folder->filePath(QStringLiteral("file/targets"))));
        show({});
        click("duplicateTarget");
        QVERIFY2(message().contains(QStringLiteral("file/targets")), qPrintable(message()));
        QCOMPARE(list()->model()->rowCount(), static_cast<int>(cost::targets().size()));
        QVERIFY(!button("undoTarget")->isEnabled());
    }

private:
    void open(const QString& selected)
    {
        m_dialog.reset();
        m_store = std::make_unique<TargetStore>(toPath(m_folder->path()));
        show(selected);
    }
    void show(const QString& selected)
    {
        m_dialog = std::make_unique<TargetsDialog>(m_store.get(), selected);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    QTableView* list() const { return m_dialog->findChild<QTableView*>(QStringLiteral("targetList")); }
    QTableView* figures() const { return m_dialog->findChild<QTableView*>(QStringLiteral("targetFigures")); }
    QPushButton* button(const char* name) const { return m_dialog->findChild<QPushButton*>(QLatin1String(name)); }
    QString message() const { return m_dialog->findChild<MessageBar*>()->text(); }
    void click(const char* name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    void duplicate() const { click("duplicateTarget"); }
    /// The own presets as they lie in the folder.
    std::vector<cost::Target> saved() const
    {
        const auto all = cost::readTargets(toPath(m_folder->path())).targets();
        return { all.begin() + static_cast<std::ptrdiff_t>(cost::targets().size()), all.end() };
    }
    QModelIndex cell(const char* name, int column = TargetFigures::Value) const
    {
        const auto* model = figures()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, TargetFigures::Name).data().toString() == QLatin1String(name))
                return model->index(row, column);
        }
        return {};
    }
    QString figure(const char* name) const { return cell(name).data().toString(); }
    void edit(const char* name, const char* text) const { editCell(cell(name), text); }
    void editCell(const QModelIndex& index, const char* text) const
    {
        QVERIFY(index.isValid());
        figures()->scrollTo(index);
        const QPoint middle = figures()->visualRect(index).center();
        QTest::mouseClick(figures()->viewport(), Qt::LeftButton, {}, middle);
        QTest::mouseDClick(figures()->viewport(), Qt::LeftButton, {}, middle);
        typeIntoEditor(text, Qt::Key_Return);
    }
    void typeIntoEditor(const char* text, Qt::Key end) const
    {
        QPointer<QLineEdit> editor = figures()->viewport()->findChild<QLineEdit*>();
        QVERIFY(!editor.isNull());
        editor->selectAll();
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClicks(editor, QLatin1String(text));
        QTest::keyClick(editor, end);
        QTRY_VERIFY(editor.isNull());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TargetStore> m_store;
    std::unique_ptr<TargetsDialog> m_dialog;
};

QTEST_MAIN(TstTargetsDialog)
#include "tst_targets_dialog.moc"
