// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/run_spec.h"
#include "support/tiny_dataset.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <string>

namespace danas::test {

struct Outcome {
    int status = -1; ///< -1: it crashed
    QByteArray out;
    QByteArray err;

    [[nodiscard]] Json json() const { return Json::parse(out.toStdString()); }
};

inline Outcome finish(QProcess& process)
{
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        return {};
    const bool exited = process.exitStatus() == QProcess::NormalExit;
    return { exited ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError() };
}

/// Reads standard error until it holds `mark` (or the program ends); returns all that was read.
inline QByteArray readUntil(QProcess& process, const QByteArray& mark)
{
    process.setReadChannel(QProcess::StandardError); // the one that waitForReadyRead waits for
    QByteArray err;
    while (!err.contains(mark) && process.waitForReadyRead(60'000))
        err += process.readAllStandardError();
    return err;
}

/// Runs the real program to its end.
inline Outcome runDanas(const QStringList& arguments)
{
    QProcess process;
    process.start(DANAS_PROGRAM, arguments);
    return finish(process);
}

/// A run that LibTorch carries through in a few seconds: 2 data configurations, the smallest networks, few steps.
inline search::RunSpec tinySpec(const std::string& dataFolder)
{
    search::RunSpec spec = search::demoSpec(dataFolder);
    auto parameters = spec.space.parameters();
    for (auto& parameter : parameters) {
        if (parameter.name == "resolution")
            parameter.values.resize(1);
    }
    spec.space = space::SearchSpace(spec.space.family(), parameters);
    spec.name = "tiny";
    spec.supernet.steps = 24;
    spec.supernet.batch = 4;
    spec.supernet.calibrationImages = 8;
    spec.search.evaluations = 20;
    spec.search.population = 6;
    spec.finalise = { 2, 12, 1e-3 };
    spec.threads = 1;
    return spec;
}

} // namespace danas::test
