// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/quantity.h"

#include <QTest>

#include <cmath>

using danas::Quantity;

class TstQuantity : public QObject {
    Q_OBJECT
private slots:
    void isRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("value"); // -1: refused
        const auto row = [](const char* text, Quantity kind, double value) { QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(kind) << value; };
        row("128KiB", Quantity::Bytes, 131072.0);
        row("128 kib", Quantity::Bytes, 131072.0);
        row("128k", Quantity::Bytes, 131072.0);
        row("256kB", Quantity::Bytes, 256000.0);
        row("1,5 MiB", Quantity::Bytes, 1572864.0);
        row("96\u202fKiB", Quantity::Bytes, 98304.0);
        row("4096", Quantity::Bytes, 4096.0);
        row("20M", Quantity::Macs, 2e7);
        row("1.5 MMAC", Quantity::Macs, 1.5e6);
        row("900k", Quantity::Macs, 9e5);
        row("25", Quantity::Milliseconds, 25.0);
        row("250 \u00b5s", Quantity::Milliseconds, 0.25);
        row("250\u03bcs", Quantity::Milliseconds, 0.25);
        row("250us", Quantity::Milliseconds, 0.25);
        row("1.2 S", Quantity::Milliseconds, 1200.0);
        row("300 \u00b5J", Quantity::Microjoules, 300.0);
        row("1.2 mJ", Quantity::Microjoules, 1200.0);
        row("50 nJ", Quantity::Microjoules, 0.05);
        row("64 MHz", Quantity::Hertz, 64e6);
        for (const char* bad : { "", "0", "-4 KiB", "0.2", "4 apples", "4 K i", ".5k", "5.", "1.2.3", "KiB", "1e5", "nan", "99999999999999999999k" })
            QTest::newRow((std::string("bad: ") + bad).c_str()) << QString::fromUtf8(bad) << static_cast<int>(Quantity::Bytes) << -1.0;
        QTest::newRow("bad: MJ") << "5 MJ" << static_cast<int>(Quantity::Microjoules) << -1.0; // neither milli nor mega by chance
        QTest::newRow("bad: KiB of time") << "5 KiB" << static_cast<int>(Quantity::Milliseconds) << -1.0;
    }
    void isRead()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(double, value);
        const auto read = danas::parseQuantity(text.toStdString(), static_cast<Quantity>(kind));
        QCOMPARE(read.has_value(), value > 0.0);
        if (read)
            QVERIFY(std::abs(*read - value) < 1e-9 * value);
    }

    void whatIsShownIsReadBack()
    {
        for (const Quantity kind : { Quantity::Bytes, Quantity::Macs, Quantity::Milliseconds, Quantity::Microjoules, Quantity::Hertz }) {
            for (const double value : { 3.0, 512.0, 98304.0, 1.25e6, 3.3e8 }) {
                const auto again = danas::parseQuantity(danas::formatQuantity(value, kind), kind);
                QVERIFY2(again && std::abs(*again / value - 1.0) < 0.005, danas::formatQuantity(value, kind).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstQuantity)
#include "tst_quantity.moc"
