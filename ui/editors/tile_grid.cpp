// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/tile_grid.h"

#include "ui/base/data_look.h"
#include "ui/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace danas::ui {
namespace {

constexpr double kSoundAspect = 0.5;

QString tr(const char* text)
{
    return QCoreApplication::translate("TileGrid", text);
}

TileGrid imageGrid(const space::SearchSpace& space)
{
    TileGrid grid;
    for (const double resolution : space.parameter("resolution").numbers())
        grid.ordinals.push_back(static_cast<int>(resolution));
    grid.rows = { tr("RGB"), tr("gray") };
    for (const auto colour : { data::Colour::Rgb, data::Colour::Gray }) {
        for (const int resolution : grid.ordinals)
            grid.cells.push_back({ { resolution, colour }, true });
    }
    return grid;
}

TileGrid soundGrid(const space::DataSpace& space, const TileSlice& slice)
{
    TileGrid grid;
    grid.aspect = kSoundAspect;
    grid.waves = true;
    const auto& parameters = space.parameters();
    const auto indexOf = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find_if(parameters.begin(), parameters.end(), [&](const space::Parameter& p) { return p.name == name; }) - parameters.begin());
    };
    const std::size_t rate = indexOf("sample_rate"), feature = indexOf("feature");
    for (const double hertz : parameters[rate].numbers())
        grid.ordinals.push_back(static_cast<int>(hertz));
    for (std::size_t row = 0; row < parameters[feature].values.size(); ++row) {
        grid.rows += valueWord("feature", parameters[feature].values[row]);
        for (std::size_t column = 0; column < grid.ordinals.size(); ++column) {
            space::Genes genes;
            for (std::size_t i = 0; i < parameters.size(); ++i)
                genes.push_back(static_cast<std::uint8_t>(i == rate ? column : i == feature ? row : slicedIndex(parameters[i], slice)));
            const data::DataConfig config = space.config(genes);
            grid.cells.push_back({ config, std::find(space.all().begin(), space.all().end(), config) != space.all().end() });
        }
    }
    return grid;
}

} // namespace

std::vector<data::DataConfig> TileGrid::possible() const
{
    std::vector<data::DataConfig> configs;
    for (const Cell& cell : cells) {
        if (cell.possible)
            configs.push_back(cell.config);
    }
    return configs;
}

TileGrid tileGrid(const space::SearchSpace& space, const TileSlice& slice)
{
    return space.modality() == data::Modality::Audio ? soundGrid(space.data(), slice) : imageGrid(space);
}

bool isSliced(const space::Parameter& parameter)
{
    return parameter.name != "sample_rate" && parameter.name != "feature";
}

std::size_t slicedIndex(const space::Parameter& parameter, const TileSlice& slice)
{
    const auto wanted = slice.find(parameter.name);
    const auto found = wanted == slice.end() ? parameter.values.end() : std::find(parameter.values.begin(), parameter.values.end(), wanted->second);
    if (found != parameter.values.end())
        return static_cast<std::size_t>(found - parameter.values.begin());
    return (parameter.values.size() - 1) / 2;
}

QString parameterWord(const std::string& parameter)
{
    static const std::map<std::string, const char*> words { { "sample_rate", QT_TRANSLATE_NOOP("TileGrid", "sample rate") },
        { "feature", QT_TRANSLATE_NOOP("TileGrid", "feature") }, { "frame", QT_TRANSLATE_NOOP("TileGrid", "window / hop") },
        { "mel_bands", QT_TRANSLATE_NOOP("TileGrid", "mel bands") }, { "coefficients", QT_TRANSLATE_NOOP("TileGrid", "coefficients") },
        { "deltas", QT_TRANSLATE_NOOP("TileGrid", "deltas") }, { "clip_ms", QT_TRANSLATE_NOOP("TileGrid", "clip") } };
    const auto found = words.find(parameter);
    return found == words.end() ? toQt(parameter) : tr(found->second);
}

QString valueWord(const std::string& parameter, const space::Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (parameter == "feature")
            return featureWord(*data::audio::featureFromName(*text));
        const bool samples = parameter == "frame" && !text->ends_with("ms");
        return toQt(*text).replace(QLatin1String(" ms"), QStringLiteral("\u202fms")) + (samples ? tr(" samples") : QString());
    }
    const double number = std::get<double>(value);
    if (parameter == "sample_rate")
        return ordinalText(data::Modality::Audio, static_cast<int>(number));
    if (parameter == "clip_ms")
        return tr("%1\u202fs").arg(number / 1000);
    if (parameter == "deltas")
        return number < 1 ? tr("none") : number < 2 ? tr("Δ") : tr("Δ, ΔΔ");
    return QString::number(number);
}

} // namespace danas::ui
