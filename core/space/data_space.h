// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/data_config.h"
#include "space/parameter.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace danas::space {

/// The data half of a search space: the data parameters of one modality, which are the first genes of every system, and the
/// data configurations that they make. The same for every family of architectures. Immutable.
///
/// Images: resolution, colour. Audio: sample_rate (Hz), feature, frame, mel_bands, coefficients, deltas, clip_ms. A frame is
/// "window/hop" in samples ("2048/512"; the transform is as long as the window, as papers have it) or in milliseconds
/// ("25/12.5 ms", at every sample rate the same time; the transform is the next power of two, as devices have it).
///
/// A parameter that a configuration does not use (mel_bands of a spectrogram) does not matter: its canonical gene is 0.
/// Combinations of which no input can be made (AudioConfig::fault) are not there at all; of combinations that come to the
/// same (a frame in samples and in ms) the first stands. Single configurations may be switched off.
class DataSpace {
public:
    /// Takes the data parameters out of `parameters`, whatever their order: audio if one is called sample_rate, else images.
    /// `without` lists configurations that are switched off. @throws Error naming the parameter, or saying that nothing is left
    explicit DataSpace(std::vector<Parameter>& parameters, const std::vector<data::DataConfig>& without = {});

    [[nodiscard]] data::Modality modality() const { return m_modality; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const& { return m_parameters; }
    [[nodiscard]] std::vector<Parameter> parameters() && { return std::move(m_parameters); } ///< of a temporary: no reference into it
    [[nodiscard]] std::size_t size() const { return m_parameters.size(); } ///< genes

    /// What is on, in the order of the parameters' values, the first parameter slowest: images by ascending resolution, RGB
    /// before gray.
    [[nodiscard]] const std::vector<data::DataConfig>& configs() const& { return m_configs; }
    [[nodiscard]] std::vector<data::DataConfig> configs() && { return std::move(m_configs); }
    /// What can be had, on or off, in the same order.
    [[nodiscard]] const std::vector<data::DataConfig>& all() const& { return m_all; }
    [[nodiscard]] std::vector<data::DataConfig> all() && { return std::move(m_all); }
    [[nodiscard]] bool isOn(const data::DataConfig& config) const;

    /// Of these genes as they are; it may be switched off, or impossible.
    [[nodiscard]] data::DataConfig config(const Genes& genes) const;
    void set(Genes& genes, const data::DataConfig& config) const; ///< one of all()
    /// To the nearest configuration that is on, by the parameters in their order.
    void repair(Genes& genes) const;
    /// Whether the configuration of these genes uses the parameter.
    [[nodiscard]] bool matters(const Genes& genes, std::size_t parameter) const;
    /// Whether a configuration that is on has this value.
    [[nodiscard]] bool canBeHad(std::size_t parameter, std::size_t index) const;

    /// The parameters' values by name, of those that matter: {"resolution": 96, "colour": "gray"}.
    [[nodiscard]] Json toJson(const data::DataConfig& config) const;
    /// The reverse, for any of all(). @throws Error naming the field
    [[nodiscard]] data::DataConfig fromJson(const Json& json, const std::string& where) const;
    /// Reads the genes of the data parameters out of an object that may hold more; counts those that were there.
    [[nodiscard]] std::size_t readGenes(const JsonObject& object, const std::string& where, Genes& genes) const;

    bool operator==(const DataSpace& other) const = default;

private:
    [[nodiscard]] const Value& value(const Genes& genes, std::size_t parameter) const { return m_parameters[parameter].values[genes[parameter]]; }
    [[nodiscard]] const Genes& genesOf(const data::DataConfig& config) const;
    void enumerate();

    data::Modality m_modality = data::Modality::Image;
    std::vector<Parameter> m_parameters;
    std::vector<data::DataConfig> m_all, m_configs;
    std::vector<Genes> m_genes, m_onGenes; ///< canonical, of m_all and of m_configs
};

} // namespace danas::space
