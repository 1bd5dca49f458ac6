// SPDX-License-Identifier: GPL-3.0-or-later
// Phase 1: the data, and what the run works with.
#include "base/log.h"
#include "base/units.h"
#include "search/run_data.h"
#include "search/sitting.h"

#include <fmt/format.h>

namespace danas::search {

void Sitting::prepare()
{
    enter(Phase::Prepare);
    m_control.checkpoint();
    openData();
    makeEvaluator();
    m_timed = !wasDone() && (m_project->phaseSeconds(m_record.id).contains(Phase::Prepare) || !m_project->checkpoint(m_record.id));
    if (m_timed)
        m_project->setPhaseSeconds(m_record.id, Phase::Prepare, m_phaseClock->seconds());
}

void Sitting::openData()
{
    // Every file is decoded twice, once to verify it and once into the cache, so the whole is counted as twice the files.
    std::int64_t scanned = 0;
    m_dataset = std::make_shared<const data::Dataset>(
        data::openDataset(m_record.spec.dataset, m_control, [this, &scanned](std::int64_t done, std::int64_t total) {
            scanned = total;
            progress(done, 2 * total);
        }));
    requireSameData(m_record, *m_dataset);
    const data::Dataset& dataset = *m_dataset;
    const bool sounds = dataset.modality == data::Modality::Audio;
    m_observer.message(fmt::format("Data: {} {} for training, {} for validation, {} classes, {} problems.",
        dataset.count(data::Split::Train), sounds ? "sounds" : "pictures", dataset.count(data::Split::Validation), dataset.classes.size(), dataset.problems.size()));
    static_cast<void>(positiveLabel(m_record.spec, dataset.classes)); // known before anything is trained
    requireFeasible(m_record.spec, static_cast<int>(dataset.classes.size()));
    for (const int sample : dataset.indices(data::Split::Validation))
        m_truth.push_back(dataset.samples[static_cast<std::size_t>(sample)].label);
    loadCache(scanned);
}

void Sitting::loadCache(std::int64_t scanned)
{
    m_cache = data::loadSamples(*m_dataset, m_record.spec.space.dataConfigs(), m_control,
        [this, scanned](std::int64_t done, std::int64_t total) { progress(scanned + done, scanned + total); });
    m_observer.message(fmt::format("{} in memory: {}.", m_dataset->modality == data::Modality::Audio ? "Sounds" : "Pictures", formatBytes(m_cache->bytes())));
    m_observer.dataReady(m_dataset, m_cache);
}

void Sitting::makeEvaluator()
{
    m_evaluator = m_factory({ m_record.spec, m_dataset, m_cache });
    const std::string environment = fmt::format("DANAS {}; {}", version(), m_evaluator->describe());
    m_observer.message(environment);
    if (m_record.classes.empty()) {
        m_project->setPrepared(m_record.id, m_dataset->classes, m_dataset->fingerprint, environment);
        m_record.classes = m_dataset->classes;
        m_record.datasetFingerprint = m_dataset->fingerprint;
        m_record.environment = environment;
    } else if (environment != m_record.environment) {
        m_observer.message(fmt::format("The run began in another environment ({}): results may differ in the last digits.", m_record.environment));
    }
}

} // namespace danas::search
