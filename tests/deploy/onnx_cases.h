// SPDX-License-Identifier: GPL-3.0-or-later
// Files that run_onnx.py takes, and what it says.
#pragma once

#include "base/json.h"
#include "deploy/onnx_writer.h"
#include "quant/interpreter.h"

#include <QFile>
#include <QProcess>
#include <QString>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace danas::test {

template <typename T> void writeValues(const QString& path, const std::vector<T>& values)
{
    QFile file(path);
    const auto bytes = static_cast<qint64>(values.size() * sizeof(T));
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char*>(values.data()), bytes) != bytes)
        qFatal("%s cannot be written.", qPrintable(path));
}

/// A model in int8, its inputs one after another, and what our interpreter makes of them.
inline void writeInt8Case(const QString& stem, const quant::QuantizedNetwork& network, const std::vector<std::int8_t>& inputs)
{
    const auto scaleText = [](const char* name, const quant::TensorScale& scale) {
        return std::vector<std::pair<std::string, std::string>> { { fmt::format("{}_scale", name), fmt::format("{:.9g}", scale.scale) },
            { fmt::format("{}_zero_point", name), std::to_string(scale.zeroPoint) } };
    };
    deploy::OnnxOptions options { "a test", scaleText("input", network.tensors.front()) };
    std::ranges::copy(scaleText("output", network.outputScale()), std::back_inserter(options.metadata));
    writeValues(stem + ".int8.onnx", deploy::onnxInt8Model(network, options));
    quant::Interpreter interpreter(network);
    std::vector<std::int8_t> outputs;
    const auto size = static_cast<std::size_t>(network.graph.input().elements());
    for (std::size_t at = 0; at < inputs.size(); at += size)
        std::ranges::copy(interpreter.run(std::span(inputs).subspan(at, size)), std::back_inserter(outputs));
    writeValues(stem + ".inputs", inputs);
    writeValues(stem + ".outputs", outputs);
}

/// What onnxruntime makes of all models of a folder.
class OnnxRun {
public:
    OnnxRun(const char* kind, const QString& folder)
    {
        constexpr int patience = 500'000; // ms
        QProcess process;
        process.start(QStringLiteral(DANAS_RUNTIMES_PYTHON), { QStringLiteral(DANAS_RUN_ONNX), kind, folder });
        if (!process.waitForStarted())
            qFatal("No " DANAS_RUNTIMES_PYTHON ": run packaging/runtimes.sh.");
        if (!process.waitForFinished(patience) || process.exitCode() != 0)
            qFatal("%s", process.readAllStandardError().constData());
        for (const QByteArray& line : process.readAllStandardOutput().trimmed().split('\n'))
            m_results.push_back(Json::parse(line.toStdString()));
    }

    [[nodiscard]] std::ptrdiff_t models() const { return std::ssize(m_results); }
    [[nodiscard]] long long total(const char* key) const
    {
        long long sum = 0;
        for (const Json& result : m_results)
            sum += result[key].get<long long>();
        return sum;
    }
    [[nodiscard]] double most(const char* key) const
    {
        double largest = 0.0;
        for (const Json& result : m_results)
            largest = std::max(largest, result[key].get<double>());
        return largest;
    }
    /// Total of `part` in that of `whole`.
    [[nodiscard]] double share(const char* part, const char* whole) const
    {
        return static_cast<double>(total(part)) / static_cast<double>(std::max(1LL, total(whole)));
    }

private:
    std::vector<Json> m_results;
};

} // namespace danas::test
