// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/metrics.h"

#include "base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <numeric>

namespace danas::search {
namespace {

double ratio(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

template <typename OfLabel> double meanOverClasses(int classes, OfLabel ofLabel)
{
    double sum = 0.0;
    for (int label = 0; label < classes; ++label)
        sum += ofLabel(label);
    return classes == 0 ? 0.0 : sum / classes;
}

struct ObjectiveText {
    std::string_view name, label;
};
constexpr std::array<ObjectiveText, kObjectives.size()> kObjectiveTexts { { { "accuracy", "Accuracy" },
    { "precision", "Precision" }, { "recall", "Recall" }, { "f1", "F1" }, { "ram", "RAM" }, { "flash", "Flash" },
    { "macs", "MACs" }, { "latency", "Latency" }, { "energy", "Energy" } } };

const ObjectiveText& textOf(Objective objective)
{
    return kObjectiveTexts[static_cast<std::size_t>(objective)];
}

std::int32_t countFromJson(const Json& value, const std::string& where)
{
    if (!value.is_number_integer() || value < 0 || value > INT32_MAX)
        throw Error(fmt::format("{}: \"confusion\" must hold whole numbers from 0 up, not {}.", where, value.dump()));
    return value.get<std::int32_t>();
}

} // namespace

ConfusionMatrix ConfusionMatrix::from(std::span<const int> truth, std::span<const Prediction> predictions, int classes)
{
    assert(truth.size() == predictions.size());
    ConfusionMatrix matrix;
    matrix.classes = classes;
    matrix.counts.assign(static_cast<std::size_t>(classes * classes), 0);
    for (std::size_t i = 0; i < truth.size(); ++i) {
        assert(truth[i] >= 0 && truth[i] < classes && predictions[i].label < classes);
        ++matrix.counts[static_cast<std::size_t>(truth[i] * classes + predictions[i].label)];
    }
    return matrix;
}

std::int64_t ConfusionMatrix::total() const
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t { 0 });
}

double ConfusionMatrix::accuracy() const
{
    std::int64_t right = 0;
    for (int label = 0; label < classes; ++label)
        right += at(label, label);
    return ratio(right, total());
}

double ConfusionMatrix::precision(int label) const
{
    std::int64_t predicted = 0;
    for (int truth = 0; truth < classes; ++truth)
        predicted += at(truth, label);
    return ratio(at(label, label), predicted);
}

double ConfusionMatrix::recall(int label) const
{
    std::int64_t present = 0;
    for (int prediction = 0; prediction < classes; ++prediction)
        present += at(label, prediction);
    return ratio(at(label, label), present);
}

double ConfusionMatrix::f1(int label) const
{
    const double p = precision(label);
    const double r = recall(label);
    return p + r == 0.0 ? 0.0 : 2.0 * p * r / (p + r);
}

double ConfusionMatrix::precision() const
{
    return meanOverClasses(classes, [this](int label) { return precision(label); });
}

double ConfusionMatrix::recall() const
{
    return meanOverClasses(classes, [this](int label) { return recall(label); });
}

double ConfusionMatrix::f1() const
{
    return meanOverClasses(classes, [this](int label) { return f1(label); });
}

Json toJson(const ConfusionMatrix& matrix)
{
    Json perClass = Json::array();
    Json rows = Json::array();
    for (int truth = 0; truth < matrix.classes; ++truth) {
        perClass.push_back({ { "precision", matrix.precision(truth) }, { "recall", matrix.recall(truth) },
            { "f1", matrix.f1(truth) } });
        Json row = Json::array();
        for (int prediction = 0; prediction < matrix.classes; ++prediction)
            row.push_back(matrix.at(truth, prediction));
        rows.push_back(std::move(row));
    }
    return { { "accuracy", matrix.accuracy() }, { "precision", matrix.precision() }, { "recall", matrix.recall() },
        { "f1", matrix.f1() }, { "per_class", std::move(perClass) }, { "confusion", std::move(rows) } };
}

ConfusionMatrix confusionFromJson(const Json& json, const std::string& where)
{
    const JsonObject object(json, where);
    object.allowOnly({ "accuracy", "precision", "recall", "f1", "per_class", "confusion" });
    const Json& rows = object.require("confusion");
    if (!rows.is_array() || rows.size() > 256) // a prediction's label has eight bits
        throw Error(fmt::format("{}: \"confusion\" must be a square table of counts with at most 256 classes.", where));

    ConfusionMatrix matrix;
    matrix.classes = static_cast<int>(rows.size());
    for (const Json& row : rows) {
        if (!row.is_array() || row.size() != rows.size())
            throw Error(fmt::format("{}: \"confusion\" must be square, one row and one column for each class.", where));
        for (const Json& count : row)
            matrix.counts.push_back(countFromJson(count, where));
    }
    return matrix;
}

std::string_view objectiveName(Objective objective)
{
    return textOf(objective).name;
}

std::string_view objectiveLabel(Objective objective)
{
    return textOf(objective).label;
}

Objective objectiveFromName(std::string_view name)
{
    for (const Objective objective : kObjectives) {
        if (objectiveName(objective) == name)
            return objective;
    }
    std::array<std::string_view, kObjectives.size()> known;
    std::transform(kObjectives.begin(), kObjectives.end(), known.begin(), objectiveName);
    throw Error(fmt::format("\"{}\" is not an objective: use {}.", name, fmt::join(known, ", ")));
}

double metricOf(const ConfusionMatrix& confusion, Objective objective)
{
    switch (objective) {
    case Objective::Precision:
        return confusion.precision();
    case Objective::Recall:
        return confusion.recall();
    case Objective::F1:
        return confusion.f1();
    default:
        return confusion.accuracy();
    }
}

} // namespace danas::search
