// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTest>

using namespace danas;
using namespace danas::ui;

class TstTheme : public QObject {
    Q_OBJECT

private slots:
    void textIsReadable_data() { bothThemes(); }
    void rampStandsOutOnBothGrounds_data() { bothThemes(); }
    void primaryButtonIsReadable_data() { bothThemes(); }

    void textIsReadable()
    {
        const QPalette palette = applied();
        for (const auto ground : { QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button }) {
            const QColor colour = palette.color(ground);
            for (const QColor& text : { palette.color(QPalette::Text), palette.color(QPalette::WindowText), subtleText(palette),
                     errorColour(palette), accentColour(palette) })
                QVERIFY2(contrastRatio(text, colour) >= 4.5, qPrintable(text.name() + QStringLiteral(" on ") + colour.name()));
        }
        QVERIFY(contrastRatio(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    }

    void rampStandsOutOnBothGrounds()
    {
        const QPalette palette = applied();
        double last = -1.0;
        for (int i = 0; i <= 20; ++i) {
            const QColor colour = dataRamp(i / 20.0, palette);
            QVERIFY2(contrastRatio(colour, palette.color(QPalette::Base)) >= 3.0, qPrintable(colour.name()));
            QVERIFY2(contrastRatio(colour, palette.color(QPalette::Window)) >= 3.0, qPrintable(colour.name()));
            const double lightness = contrastRatio(colour, Qt::black); // grows with luminance: readable without colour
            QVERIFY(lightness > last);
            last = lightness;
        }
        QVERIFY(dataRamp(0.0, palette).blue() > dataRamp(0.0, palette).red());
        QVERIFY(dataRamp(1.0, palette).red() > dataRamp(1.0, palette).blue());
    }

    void primaryButtonIsReadable()
    {
        const QPalette palette = applied();
        QPushButton button(QStringLiteral("Run"));
        makePrimary(&button);
        button.resize(160, 32);
        QCOMPARE(button.grab().toImage().pixelColor(12, 16), accentColour(palette));
        QVERIFY(contrastRatio(accentColour(palette), palette.color(QPalette::HighlightedText)) >= 4.5);
    }

    void configurationsSpanTheRamp()
    {
        const QPalette palette = QApplication::palette();
        QCOMPARE(dataColour({ 96, data::Colour::Rgb }, 96, 96, palette), dataRamp(0.5, palette));
        QCOMPARE(dataColour({ 160, data::Colour::Gray }, 32, 160, palette), dataRamp(1.0, palette));
    }

    void everyIconIsDrawn()
    {
        const QPalette palette = QApplication::palette();
        (void)icon(QStringLiteral("data"), palette); // registers the resource
        const QStringList files = QDir(QStringLiteral(":/danas/icons")).entryList();
        QVERIFY(files.size() > 20);
        for (const QString& file : files) {
            const QImage image = icon(file.chopped(4), palette).pixmap(20, 20).toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    inked += image.pixelColor(x, y).alpha() > 64;
            QVERIFY2(inked > 10, qPrintable(file));
        }
    }

private:
    static void bothThemes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static QPalette applied()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeMode::Dark : ThemeMode::Light);
        [&] { QCOMPARE(isDark(QApplication::palette()), dark); }();
        return QApplication::palette();
    }
};

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"
