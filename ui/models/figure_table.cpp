// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figure_table.h"

#include "base/error.h"
#include "base/quantity.h"
#include "ui/base/text.h"

#include <QCoreApplication>

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace danas::ui {
namespace {

using Kind = FigureKind;
constexpr const char* kBoard = "/board";
constexpr const char* kEnergy = "/board/energy_per_cycle";
constexpr const char* kMemory = "/engine/memory";
constexpr const char* kCycles = "/engine/cycles_per_mac";
constexpr const char* kRuntime = "/engine/runtime_ram";
constexpr const char* kCode = "/engine/code";
constexpr const char* kFactor = "/cycles_factor";

constexpr Figure kFigures[] {
    { QT_TRANSLATE_NOOP("danas::ui", "Target id"), "/id", "", Kind::Text, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Board"), "/board/name", "", Kind::Text, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Microcontroller"), "/board/mcu", "", Kind::Text, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Core"), "/board/core", "", Kind::Text, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Clock"), "/board/clock_hz", kBoard, Kind::Hertz, false },
    { QT_TRANSLATE_NOOP("danas::ui", "RAM"), "/board/ram_bytes", kBoard, Kind::Bytes, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Usable share of RAM"), "/board/usable_ram_share", kBoard, Kind::Percent, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Flash"), "/board/flash_bytes", kBoard, Kind::Bytes, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Usable share of flash"), "/board/usable_flash_share", kBoard, Kind::Percent, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Energy per cycle, nJ"), "/board/energy_per_cycle/nanojoules", kEnergy, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Engine"), "/engine/name", "", Kind::Text, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Arena: alignment, bytes"), "/engine/memory/alignment", kMemory, Kind::Whole, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Arena: additions in place"), "/engine/memory/add_in_place", kMemory, Kind::Flag, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Arena: depthwise writes"), "/engine/memory/depthwise", kMemory, Kind::Depthwise, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Arena: scratch of CMSIS-NN"), "/engine/memory/cmsis_nn_scratch", kMemory, Kind::Flag, false },
    { QT_TRANSLATE_NOOP("danas::ui", "Cycles per MAC: depthwise and stem"), "/engine/cycles_per_mac/depthwise_and_stem", kCycles, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Cycles per MAC: pointwise"), "/engine/cycles_per_mac/pointwise", kCycles, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Cycles per MAC: dense"), "/engine/cycles_per_mac/dense", kCycles, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Cycles here over those on a Cortex-M7"), "/cycles_factor/value", kFactor, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Runtime RAM: bytes"), "/engine/runtime_ram/base_bytes", kRuntime, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Runtime RAM: bytes per operator"), "/engine/runtime_ram/bytes_per_operator", kRuntime, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Runtime RAM: bytes per channel"), "/engine/runtime_ram/bytes_per_channel", kRuntime, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Code: bytes"), "/engine/code/base_bytes", kCode, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Code: bytes per operator"), "/engine/code/bytes_per_operator", kCode, Kind::Number, true },
    { QT_TRANSLATE_NOOP("danas::ui", "Code: bytes per channel"), "/engine/code/bytes_per_channel", kCode, Kind::Number, true },
};

Json::json_pointer at(const char* pointer)
{
    return Json::json_pointer(pointer);
}

QString translated(const char* text)
{
    return QCoreApplication::translate("danas::ui", text);
}

std::optional<double> plainNumber(const QString& text)
{
    bool good = false;
    const double value = QString(text).replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&good);
    return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

[[noreturn]] void refuse(const Figure& figure, const QString& text, std::string_view form)
{
    throw Error(fmt::format("{}: \"{}\" cannot be used: write {}.", translated(figure.label).toStdString(), text.toStdString(), form));
}

Json parsed(const Figure& figure, const QString& text)
{
    const auto quantity = [&](Quantity kind) -> Json {
        if (const auto value = parseQuantity(text.toStdString(), kind))
            return std::llround(*value);
        refuse(figure, text, quantityForm(kind));
    };
    switch (figure.kind) {
    case Kind::Bytes: return quantity(Quantity::Bytes);
    case Kind::Hertz: return quantity(Quantity::Hertz);
    case Kind::Percent:
        if (const auto value = plainNumber(QString(text).remove(QLatin1Char('%')).simplified()))
            return *value / 100.0;
        refuse(figure, text, "a percentage, such as 90 %");
    case Kind::Whole:
        if (const auto value = plainNumber(text); value && *value == std::floor(*value))
            return std::llround(*value);
        refuse(figure, text, "a whole number");
    case Kind::Number:
        if (const auto value = plainNumber(text))
            return *value;
        refuse(figure, text, "a number");
    case Kind::Flag: return text == figureChoices(Kind::Flag).back();
    case Kind::Text:
    case Kind::Depthwise: break;
    }
    return text.toStdString();
}

/// A group that was not known begins: time as one figure for every kind of operator, sizes with nothing that grows.
Json beginning(const char* basis, const Json& value)
{
    Json group = Json::object();
    if (basis == kCycles) {
        for (const char* field : { "depthwise_and_stem", "pointwise", "dense" })
            group[field] = value;
    } else if (basis == kRuntime || basis == kCode) {
        for (const char* field : { "base_bytes", "bytes_per_operator", "bytes_per_channel" })
            group[field] = 0.0;
    }
    group["trust"] = "estimated";
    group["source"] = "entered by hand";
    return group;
}

} // namespace

std::span<const Figure> figures()
{
    return kFigures;
}

QStringList figureChoices(FigureKind kind)
{
    if (kind == Kind::Flag)
        return { translated(QT_TRANSLATE_NOOP("danas::ui", "no")), translated(QT_TRANSLATE_NOOP("danas::ui", "yes")) };
    if (kind == Kind::Depthwise)
        return { QStringLiteral("apart"), QStringLiteral("one_channel"), QStringLiteral("line_buffer") };
    return {};
}

QString figureText(const Figure& figure, const Json& target)
{
    if (!target.contains(at(figure.pointer)))
        return translated(QT_TRANSLATE_NOOP("danas::ui", "not known"));
    const Json& value = target.at(at(figure.pointer));
    if (figure.kind == Kind::Bytes)
        return toQt(formatQuantity(value.get<double>(), Quantity::Bytes));
    if (figure.kind == Kind::Hertz)
        return toQt(formatQuantity(value.get<double>(), Quantity::Hertz));
    return figureEntry(figure, target);
}

QString figureEntry(const Figure& figure, const Json& target)
{
    if (!target.contains(at(figure.pointer)))
        return {};
    const Json& value = target.at(at(figure.pointer));
    switch (figure.kind) {
    case Kind::Flag: return figureChoices(Kind::Flag)[value.get<bool>() ? 1 : 0];
    case Kind::Percent: return QString::number(value.get<double>() * 100.0, 'g', 6) + QStringLiteral("\u202f%");
    case Kind::Number: return QString::number(value.get<double>(), 'g', 8);
    case Kind::Bytes: {
        const auto bytes = value.get<qint64>();
        return bytes % 1024 == 0 ? QString::number(bytes / 1024) + QStringLiteral(" KiB") : QString::number(bytes);
    }
    case Kind::Hertz:
    case Kind::Whole: return QString::number(value.get<qint64>());
    case Kind::Text:
    case Kind::Depthwise: break;
    }
    return toQt(value.get<std::string>());
}

Json withFigure(Json target, const Figure& figure, const QString& text)
{
    const auto group = at(figure.basis);
    if (figure.optional && text.simplified().isEmpty()) {
        if (target.contains(group))
            target.at(group.parent_pointer()).erase(group.back());
        return target;
    }
    const Json value = parsed(figure, text.simplified());
    if (figure.optional && !target.contains(group))
        target[group] = beginning(figure.basis, value);
    target[at(figure.pointer)] = value;
    return target;
}

} // namespace danas::ui
