// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/data_space.h"

#include "base/error.h"
#include "space/frame.h"
#include "space/space_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace danas::space {
namespace {

using data::audio::AudioConfig;
using data::audio::Feature;

/// Positions of audio's parameters, as dataRules() has them; of images there are two.
enum AudioAt : std::size_t { kSampleRate, kFeature, kFrame, kMelBands, kCoefficients, kDeltas, kClipMs };
constexpr std::size_t kResolution = 0, kColour = 1;
constexpr std::size_t kMostCombinations = 20'000; ///< of audio's values; each is tried when a space is made
constexpr std::size_t kMostConfigs = 2'000;

bool usesBands(Feature feature) { return feature != Feature::Spectrogram; }
bool usesCoefficients(Feature feature) { return feature == Feature::Mfcc; }

/// How far apart two values are: steps of numbers by their difference, texts by whether they differ.
double distance(const Value& a, const Value& b)
{
    const auto* number = std::get_if<double>(&a);
    return number != nullptr ? std::abs(*number - std::get<double>(b)) : a == b ? 0.0 : 1.0;
}

} // namespace

DataSpace::DataSpace(std::vector<Parameter>& parameters, const std::vector<data::DataConfig>& without)
    : m_modality(modalityOf(parameters))
    , m_parameters(takeChecked(dataRules(m_modality), parameters))
{
    enumerate();
    for (const auto& config : without) {
        if (std::find(m_all.begin(), m_all.end(), config) == m_all.end())
            throw Error(fmt::format("Search space: the data configuration {} that is switched off is not in the space.", config.key()));
    }
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (std::find(without.begin(), without.end(), m_all[i]) != without.end())
            continue;
        m_configs.push_back(m_all[i]);
        m_onGenes.push_back(m_genes[i]);
    }
    if (m_configs.empty())
        throw Error("Search space: every data configuration is switched off; switch at least one on.");
}

void DataSpace::enumerate()
{
    std::size_t combinations = 1;
    for (const Parameter& parameter : m_parameters)
        combinations *= parameter.values.size();
    if (combinations > kMostCombinations)
        throw Error(fmt::format("Search space: {} combinations of data parameters are more than {}: leave values out.", combinations, kMostCombinations));
    std::string fault;
    Genes genes(size(), 0);
    for (std::size_t n = 0; n < combinations; ++n) {
        std::size_t rest = n;
        for (std::size_t i = size(); i-- > 0; rest /= m_parameters[i].values.size())
            genes[i] = static_cast<std::uint8_t>(rest % m_parameters[i].values.size());
        const auto idle = [&](std::size_t i) { return genes[i] > 0 && !matters(genes, i); };
        bool canonical = true;
        for (std::size_t i = 0; i < size(); ++i)
            canonical = canonical && !idle(i);
        if (!canonical)
            continue;
        const data::DataConfig made = config(genes);
        const std::string why = made.isAudio() ? made.audio().fault() : std::string();
        if (!why.empty())
            fault = why;
        else if (std::find(m_all.begin(), m_all.end(), made) == m_all.end()) {
            m_all.push_back(made);
            m_genes.push_back(genes);
        }
    }
    if (m_all.empty())
        throw Error("Search space: no data configuration is possible. For one of them: " + fault);
    if (m_all.size() > kMostConfigs)
        throw Error(fmt::format("Search space: {} data configurations are more than {}: leave values out.", m_all.size(), kMostConfigs));
}

bool DataSpace::isOn(const data::DataConfig& config) const
{
    return std::find(m_configs.begin(), m_configs.end(), config) != m_configs.end();
}

data::DataConfig DataSpace::config(const Genes& genes) const
{
    if (m_modality == data::Modality::Image)
        return { whole(value(genes, kResolution)), *data::colourFromName(std::get<std::string>(value(genes, kColour))) };
    AudioConfig config;
    config.sampleRate = whole(value(genes, kSampleRate));
    config.feature = *data::audio::featureFromName(std::get<std::string>(value(genes, kFeature)));
    const Frame frame = *frameFromText(std::get<std::string>(value(genes, kFrame)));
    config.window = frame.window(config.sampleRate);
    config.hop = frame.hop(config.sampleRate);
    config.fftSize = frame.fftSize(config.sampleRate);
    if (usesBands(config.feature))
        config.melBands = whole(value(genes, kMelBands));
    if (usesCoefficients(config.feature)) {
        config.coefficients = whole(value(genes, kCoefficients));
        config.deltas = whole(value(genes, kDeltas));
    }
    config.clipMs = whole(value(genes, kClipMs));
    return config;
}

const Genes& DataSpace::genesOf(const data::DataConfig& config) const
{
    const auto found = std::find(m_all.begin(), m_all.end(), config);
    assert(found != m_all.end());
    return m_genes[static_cast<std::size_t>(found - m_all.begin())];
}

void DataSpace::set(Genes& genes, const data::DataConfig& config) const
{
    const Genes& wanted = genesOf(config);
    std::copy(wanted.begin(), wanted.end(), genes.begin());
}

void DataSpace::repair(Genes& genes) const
{
    const data::DataConfig wanted = config(genes);
    if (isOn(wanted))
        return set(genes, wanted);
    const auto nearer = [&](const Genes& a, const Genes& b) {
        for (std::size_t i = 0; i < size(); ++i) {
            const double toA = distance(value(a, i), value(genes, i)), toB = distance(value(b, i), value(genes, i));
            if (toA != toB)
                return toA < toB;
        }
        return false;
    };
    const Genes& nearest = *std::min_element(m_onGenes.begin(), m_onGenes.end(), nearer); // of equals the first: the lower value
    std::copy(nearest.begin(), nearest.end(), genes.begin());
}

bool DataSpace::matters(const Genes& genes, std::size_t parameter) const
{
    if (m_modality == data::Modality::Image || parameter < kMelBands || parameter > kDeltas)
        return true;
    const Feature feature = *data::audio::featureFromName(std::get<std::string>(value(genes, kFeature)));
    return parameter == kMelBands ? usesBands(feature) : usesCoefficients(feature);
}

bool DataSpace::canBeHad(std::size_t parameter, std::size_t index) const
{
    return std::any_of(m_onGenes.begin(), m_onGenes.end(), [&](const Genes& genes) { return genes[parameter] == index; });
}

Json DataSpace::toJson(const data::DataConfig& config) const
{
    const Genes& genes = genesOf(config);
    Json json = Json::object();
    for (std::size_t i = 0; i < size(); ++i) {
        if (matters(genes, i))
            json[m_parameters[i].name] = space::toJson(value(genes, i));
    }
    return json;
}

std::size_t DataSpace::readGenes(const JsonObject& object, const std::string& where, Genes& genes) const
{
    std::size_t known = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        const Parameter& parameter = m_parameters[i];
        if (!object.has(parameter.name) && !matters(genes, i)) // what decides that comes before it
            continue;
        const Value wanted = valueFromJson(object.require(parameter.name), where + ": " + parameter.name);
        const auto found = std::find(parameter.values.begin(), parameter.values.end(), wanted);
        if (found == parameter.values.end())
            throw Error(fmt::format("{}: the search space has no value {} for \"{}\".", where, object.require(parameter.name).dump(), parameter.name));
        genes[i] = static_cast<std::uint8_t>(found - parameter.values.begin());
        ++known;
    }
    return known;
}

data::DataConfig DataSpace::fromJson(const Json& json, const std::string& where) const
{
    const JsonObject object(json, where);
    Genes genes(size(), 0);
    if (readGenes(object, where, genes) != json.size()) {
        for (const auto& [name, unused] : json.items()) {
            if (std::none_of(m_parameters.begin(), m_parameters.end(), [&](const Parameter& parameter) { return parameter.name == name; }))
                throw Error(fmt::format("{}: unknown field \"{}\".", where, name));
        }
    }
    const data::DataConfig made = config(genes);
    if (std::find(m_all.begin(), m_all.end(), made) == m_all.end())
        throw Error(fmt::format("{}: the data configuration {} is not possible.", where, made.label()));
    return made;
}

} // namespace danas::space
