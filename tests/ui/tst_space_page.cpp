// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include "base/units.h"
#include "ui/base/message_bar.h"
#include "ui/editors/chip_row.h"
#include "ui/editors/data_tiles.h"
#include "ui/editors/depth_range.h"
#include "ui/views/space_page.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

using namespace danas;
using namespace danas::ui;
using data::Colour;

class TstSpacePage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeMode::Light); }

    void init()
    {
        m_fixture = std::make_unique<test::Fixture>(QStringList { QStringLiteral("round"), QStringLiteral("square") });
        QTRY_VERIFY(m_fixture->ready());
        m_page = std::make_unique<SpacePage>(m_fixture->document.get());
        m_page->resize(1200, 740);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_tiles = m_page->findChild<DataTiles*>();
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void aClickSwitchesATile()
    {
        const data::DataConfig config { 64, Colour::Gray };
        QVERIFY(m_tiles->isOn(config));
        click(config);
        QVERIFY(!m_tiles->isOn(config));
        QCOMPARE(space().dataConfigs().size(), 15U);
        QCOMPARE(label("onCount"), QStringLiteral("15 of 16 on"));
        click(config);
        QCOMPARE(space().dataConfigs().size(), 16U);
        m_fixture->document->undoStack()->undo();
        QVERIFY(!m_tiles->isOn(config));
    }

    void aDragAcrossIsOneStep()
    {
        const auto at = [&](int resolution) { return m_tiles->tile({ resolution, Colour::Rgb }).center(); };
        QTest::mousePress(m_tiles, Qt::LeftButton, {}, at(32));
        for (const int resolution : { 48, 64, 80 })
            QTest::mouseMove(m_tiles, at(resolution));
        QTest::mouseRelease(m_tiles, Qt::LeftButton, {}, at(80));
        QCOMPARE(space().dataConfigs().size(), 12U);
        m_fixture->document->undoStack()->undo();
        QCOMPARE(space().dataConfigs().size(), 16U);
    }

    void tilesByKeyboard()
    {
        m_tiles->setFocus();
        QTest::keyClick(m_tiles, Qt::Key_Right);
        QTest::keyClick(m_tiles, Qt::Key_Down);
        QTest::keyClick(m_tiles, Qt::Key_Space);
        QVERIFY(!m_tiles->isOn({ 48, Colour::Gray }));
    }

    void theLastTileStays()
    {
        m_fixture->document->setSpace(space().withDataConfigs({ { 96, Colour::Rgb } }), QStringLiteral("pin"));
        click({ 96, Colour::Rgb });
        QVERIFY(m_tiles->isOn({ 96, Colour::Rgb }));
        QVERIFY(m_page->findChild<MessageBar*>()->isVisible());
        QVERIFY(m_page->findChild<MessageBar*>()->text().contains(QStringLiteral("switched off")));
        click({ 32, Colour::Gray });
        QVERIFY(!m_page->findChild<MessageBar*>()->isVisible());
        QCOMPARE(space().dataConfigs().size(), 2U);
    }

    void tilesShowWhatTheNetworkSees()
    {
        const auto colours = [&](const data::DataConfig& config) {
            const QImage image = m_tiles->grab(m_tiles->tile(config).adjusted(8, 8, -8, -8)).toImage();
            bool coloured = false;
            for (int y = 0; y < image.height() && !coloured; ++y) {
                for (int x = 0; x < image.width(); ++x)
                    coloured = coloured || image.pixelColor(x, y).hsvSaturation() > 60;
            }
            return coloured;
        };
        QTRY_VERIFY(colours({ 96, Colour::Rgb }));
        QVERIFY(!colours({ 96, Colour::Gray }));
        test::screenshot(*m_page, QStringLiteral("space"));
    }

    void depthIsDragged()
    {
        auto* depth = m_page->findChild<DepthRange*>(QStringLiteral("stage4.depth"));
        QCOMPARE(depth->high(), 3);
        const std::uint64_t before = space().count();
        QTest::mousePress(depth, Qt::LeftButton, {}, depth->handle(true));
        QTest::mouseMove(depth, depth->boundary(2));
        QTest::mouseMove(depth, depth->boundary(1));
        QTest::mouseRelease(depth, Qt::LeftButton, {}, depth->boundary(1));
        QCOMPARE(space().parameter("stage4.depth").numbers(), (std::vector<double> { 0, 1 }));
        QVERIFY(space().count() < before);
        QVERIFY(label("systemCount").startsWith(QString::fromStdString(formatGrouped(space().count()))));
        m_fixture->document->undoStack()->undo(); // both moves are one step
        QCOMPARE(space().count(), before);

        depth->setFocus();
        QTest::keyClick(depth, Qt::Key_Right);
        QCOMPARE(depth->high(), 4);
        QTest::keyClick(depth, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(depth->low(), 1);
    }

    void bothEndsMeetAndPartAgain()
    {
        auto* depth = m_page->findChild<DepthRange*>(QStringLiteral("stage3.depth"));
        const auto drag = [&](bool high, int to) {
            QTest::mousePress(depth, Qt::LeftButton, {}, depth->handle(high));
            QTest::mouseMove(depth, depth->boundary(to));
            QTest::mouseRelease(depth, Qt::LeftButton, {}, depth->boundary(to));
        };
        drag(true, 1);
        QCOMPARE(depth->low(), 1);
        QCOMPARE(depth->high(), 1);
        drag(true, 3);
        QCOMPARE(depth->high(), 3);
        drag(true, 1);
        drag(false, 0);
        QCOMPARE(depth->low(), 0);
        QCOMPARE(depth->high(), 1);
    }

    void chipsSwitchValues()
    {
        QTest::mouseClick(chip("stage3.expansion", "4"), Qt::LeftButton);
        QCOMPARE(space().parameter("stage3.expansion").numbers(), (std::vector<double> { 3, 6 }));
        QTest::keyClick(chip("width", "0.75"), Qt::Key_Space);
        QCOMPARE(space().parameter("width").numbers().back(), 0.75);
        // The last value of a parameter cannot go: a sentence says so and the chip stays on.
        QTest::mouseClick(chip("stage3.kernel", "3"), Qt::LeftButton);
        QTest::mouseClick(chip("stage3.kernel", "5"), Qt::LeftButton);
        QCOMPARE(space().parameter("stage3.kernel").numbers(), std::vector<double> { 5 });
        QVERIFY(chip("stage3.kernel", "5")->isChecked());
        QVERIFY(m_page->findChild<MessageBar*>()->text().contains(QStringLiteral("stage3.kernel")));
    }

    void presetsAndThePapersCount()
    {
        m_page->findChild<QAction*>(QStringLiteral("preset.paper"))->trigger();
        QCOMPARE(label("systemCount"), QStringLiteral("37\u202f520 systems"));
        m_fixture->document->undoStack()->undo();
        QVERIFY(space() == space::leanSpace());
    }

    void menusChangeTheData()
    {
        const auto has = [this](double resolution) {
            const std::vector<double> all = space().parameter("resolution").numbers();
            return std::find(all.begin(), all.end(), resolution) != all.end();
        };
        QVERIFY(!has(24) && !has(176));
        clickIn("resolutions", QStringLiteral("24\u202fpx"));
        QVERIFY(has(24) && space().dataConfigs().size() == 18);
        clickIn("resolutions", QStringLiteral("24\u202fpx"));
        QVERIFY(!has(24));
        QMenu* menu = open("resolutions");
        QCOMPARE(menu->findChild<QSpinBox*>(QStringLiteral("otherResolution"))->value(), 176);
        QTest::mouseClick(menu->findChild<QToolButton*>(), Qt::LeftButton);
        QTRY_VERIFY(!menu->isVisible());
        QVERIFY(has(176));
        clickIn("pinData", QStringLiteral("Fixed: 96\u202fpx gray"));
        QCOMPARE(space().dataConfigs(), (std::vector { data::DataConfig { 96, Colour::Gray } }));
        clickIn("pinData", QStringLiteral("Not fixed: all on"));
        QCOMPARE(space().dataConfigs().size(), 18U);
        m_fixture->document->undoStack()->undo();
        QCOMPARE(space().dataConfigs().size(), 1U);
    }

    void samplesAreSteppedThrough()
    {
        const QString first = label("sampleName");
        QVERIFY(!first.isEmpty());
        for (const char* button : { "nextSample", "previousSample" }) {
            QTest::mouseClick(m_page->findChild<QToolButton*>(QLatin1String(button)), Qt::LeftButton);
            QCOMPARE(m_page->findChild<QLabel*>(QStringLiteral("sampleName"))->text() == first, button == std::string("previousSample"));
        }
        data::DatasetSpec gone;
        gone.path = "/nowhere/at/all";
        m_fixture->document->setDataset(gone, QStringLiteral("gone"));
        QTRY_COMPARE(m_fixture->document->dataState(), ProjectDocument::DataState::Failed);
        QVERIFY(label("sampleName").isEmpty() && m_page->findChild<QLabel*>(QStringLiteral("tilesHint"))->isVisible());
        const auto* next = m_page->findChild<QToolButton*>(QStringLiteral("nextSample"));
        QVERIFY(!next->isEnabled() && next->toolTip().contains(QStringLiteral("before a dataset is chosen")));
    }

    void nothingIsClippedAt1280()
    {
        for (QLabel* text : m_page->findChildren<QLabel*>()) {
            if (text->isVisible() && !text->wordWrap() && !text->text().isEmpty())
                QVERIFY2(text->width() >= text->sizeHint().width(), qPrintable(text->text()));
        }
    }

private:
    /// The menu of this button, open.
    QMenu* open(const char* button) const
    {
        QMenu* menu = m_page->findChild<QToolButton*>(QLatin1String(button))->menu();
        menu->popup(m_page->mapToGlobal(QPoint(40, 40)));
        return QTest::qWaitForWindowExposed(menu) ? menu : nullptr;
    }
    void clickIn(const char* button, const QString& text) const
    {
        QMenu* menu = open(button);
        const auto actions = menu->actions();
        const auto found = std::find_if(actions.begin(), actions.end(), [&text](const QAction* action) { return action->text() == text; });
        QVERIFY2(found != actions.end(), qPrintable(text));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(*found).center());
        QTRY_VERIFY(!menu->isVisible());
    }
    const space::SearchSpace& space() const { return m_fixture->document->spec().space; }
    void click(const data::DataConfig& config) { QTest::mouseClick(m_tiles, Qt::LeftButton, {}, m_tiles->tile(config).center()); }
    QString label(const char* name) const { return m_page->findChild<QLabel*>(QLatin1String(name))->text(); }
    Chip* chip(const char* row, const char* value) const
    {
        return m_page->findChild<ChipRow*>(QLatin1String(row))->findChild<Chip*>(QStringLiteral("chip") + QLatin1String(value));
    }

    std::unique_ptr<test::Fixture> m_fixture;
    std::unique_ptr<SpacePage> m_page;
    DataTiles* m_tiles = nullptr;
};

QTEST_MAIN(TstSpacePage)
#include "tst_space_page.moc"
