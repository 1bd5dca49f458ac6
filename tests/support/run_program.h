// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QTest>

namespace danas::test {

inline void writeFile(const QString& path, const void* data, std::size_t bytes)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    QCOMPARE(file.write(static_cast<const char*>(data), static_cast<qint64>(bytes)), static_cast<qint64>(bytes));
}

inline QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What a program said on failure; empty if it went well. `command`: words between blanks.
inline QString failureOf(const QString& folder, const QString& command)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    QStringList words = command.split(' ');
    const QString program = words.takeFirst();
    process.start(program, words);
    if (!process.waitForStarted() || !process.waitForFinished(100'000))
        return "cannot run " + program;
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 ? QString() : "failed: " + process.readAll();
}

/// The strictest compiler call for C sources.
inline const QString kStrictC = QStringLiteral("cc -std=c99 -O1 -Wall -Wextra -Werror -Wpedantic -Wconversion -Wshadow "
                                               "-fsanitize=address,undefined -fno-sanitize-recover=all ");

} // namespace danas::test
