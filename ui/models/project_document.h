// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "data/sample_cache.h"
#include "search/run_spec.h"
#include "store/project.h"

#include <QObject>
#include <QUndoStack>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <thread>

namespace danas::ui {

/// The open project: its draft spec (the truth of all editors), its dataset, its undo stack. Lives on the window's thread.
/// Editors never write the spec directly: every setter pushes one undo command (same `merge` id = merged with the previous
/// one, for drags and sliders), which applies the change, saves the draft and emits the signal.
class ProjectDocument : public QObject {
    Q_OBJECT
public:
    /// Opens or makes the file; then reads the draft. @throws danas::Error
    ProjectDocument(const std::filesystem::path& file, store::Project::Mode mode, QObject* parent = nullptr);
    ~ProjectDocument() override;

    [[nodiscard]] const std::filesystem::path& file() const { return m_project.file(); }
    [[nodiscard]] store::Project& project() { return m_project; }
    [[nodiscard]] const search::RunSpec& spec() const { return m_spec; }
    [[nodiscard]] QUndoStack* undoStack() { return &m_undo; }

    /// A fresh id for one drag or one stay on a slider.
    [[nodiscard]] int newMergeId() { return m_nextMerge++; }
    /// With what follows for the evaluator (draft_rules.h): one step.
    void setSpace(const space::SearchSpace& space, const QString& text, int merge = -1);
    void setBudget(const cost::Budget& budget, const QString& text, int merge = -1);
    /// Another target or sensor, or none, with what follows for limits and objectives (target_choice.h): one step.
    void setDeployment(const std::optional<cost::Deployment>& deployment, const QString& text);
    /// Objectives, strategy, supernet, seed, device, name: whatever is neither data, space, target nor budget.
    void setSettings(const search::RunSpec& spec, const QString& text, int merge = -1);
    /// With what follows for the positive class (draft_rules.h): one step. Starts scanning in the background; datasetChanged follows at every end (good or bad).
    void setDataset(const data::DatasetSpec& spec, const QString& text);
    void rescan();

    enum class DataState { None, Scanning, Ready, Failed };
    [[nodiscard]] DataState dataState() const { return m_dataState; }
    [[nodiscard]] QString dataError() const { return m_dataError; }
    [[nodiscard]] std::shared_ptr<const data::Dataset> dataset() const { return m_dataset; } ///< null unless Ready
    [[nodiscard]] int classes() const; ///< of the dataset; 2 while there is none (for costs)

signals:
    void datasetChanged();
    void scanProgress(qint64 done, qint64 total);
    void spaceChanged();
    void budgetChanged();
    void targetChanged(); ///< before budgetChanged, where both change
    void settingsChanged();
    /// The draft could not be saved (disk full, read-only): one sentence. The edit stands in the window.
    void saveFailed(const QString& sentence);

private:
    class EditCommand;
    void apply(const search::RunSpec& spec);
    void onScanned(std::uint64_t scan, std::shared_ptr<const data::Dataset> dataset, const QString& error);
    void push(const search::RunSpec& after, const QString& text, int merge);

    store::Project m_project;
    search::RunSpec m_spec;
    QUndoStack m_undo;
    DataState m_dataState = DataState::None;
    QString m_dataError;
    std::shared_ptr<const data::Dataset> m_dataset;
    std::set<std::string> m_sourceClasses; ///< of the folder, as last read
    int m_nextMerge = 0;
    std::uint64_t m_scan = 0;  ///< generation: results of older scans are dropped
    std::jthread m_scanner;    ///< last member: stops and joins before the rest dies
};

} // namespace danas::ui
