// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/project_document.h"

#include "base/error.h"
#include "base/log.h"
#include "ui/base/text.h"
#include "ui/models/draft_rules.h"
#include "ui/models/target_choice.h"

#include <QUndoCommand>

#include <chrono>
#include <utility>

namespace danas::ui {

/// Whole specs before and after: small values, and undo cannot forget a field.
class ProjectDocument::EditCommand : public QUndoCommand {
public:
    EditCommand(ProjectDocument& document, search::RunSpec after, const QString& text, int merge)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(document.spec())
        , m_after(std::move(after))
        , m_merge(merge)
    {
    }

    void undo() override { m_document.apply(m_before); }
    void redo() override { m_document.apply(m_after); }
    int id() const override { return m_merge; }
    bool mergeWith(const QUndoCommand* next) override
    {
        m_after = static_cast<const EditCommand*>(next)->m_after; // same id, so of the same class
        setObsolete(m_after == m_before);
        return true;
    }

private:
    ProjectDocument& m_document;
    search::RunSpec m_before, m_after;
    int m_merge;
};

ProjectDocument::ProjectDocument(const std::filesystem::path& file, store::Project::Mode mode, QObject* parent)
    : QObject(parent)
    , m_project(file, mode)
{
    if (auto draft = m_project.draft())
        m_spec = *std::move(draft);
    else if (const auto runs = m_project.runs(); !runs.empty())
        m_spec = runs.back().spec; // made on the command line: the next run starts from the last one
    rescan();
}

ProjectDocument::~ProjectDocument() = default;

void ProjectDocument::setSpace(const space::SearchSpace& space, const QString& text, int merge)
{
    push(withSpace(m_spec, space), text, merge);
}

void ProjectDocument::setBudget(const cost::Budget& budget, const QString& text, int merge)
{
    search::RunSpec after = m_spec;
    after.budget = budget;
    push(after, text, merge);
}

void ProjectDocument::setDeployment(const std::optional<cost::Deployment>& deployment, const QString& text)
{
    push(withDeployment(m_spec, deployment), text, -1);
}

void ProjectDocument::setSettings(const search::RunSpec& spec, const QString& text, int merge)
{
    search::RunSpec after = spec;
    after.dataset = m_spec.dataset;
    after.space = m_spec.space;
    after.deployment = m_spec.deployment;
    after.budget = m_spec.budget;
    push(after, text, merge);
}

void ProjectDocument::setDataset(const data::DatasetSpec& spec, const QString& text)
{
    push(withDataset(m_spec, spec, m_sourceClasses), text, -1);
}

void ProjectDocument::push(const search::RunSpec& after, const QString& text, int merge)
{
    if (after != m_spec)
        m_undo.push(new EditCommand(*this, after, text, merge));
}

void ProjectDocument::apply(const search::RunSpec& spec)
{
    const search::RunSpec before = std::exchange(m_spec, spec);
    try {
        m_project.saveDraft(m_spec);
    } catch (const Error& error) {
        emit saveFailed(toQt(std::string(error.what())));
    }
    if (before.dataset.path != m_spec.dataset.path)
        m_sourceClasses.clear();
    if (before.dataset != m_spec.dataset)
        rescan();
    if (before.space != m_spec.space)
        emit spaceChanged();
    if (before.deployment != m_spec.deployment)
        emit targetChanged();
    if (before.budget != m_spec.budget)
        emit budgetChanged();
    search::RunSpec settingsBefore = before;
    settingsBefore.dataset = m_spec.dataset;
    settingsBefore.space = m_spec.space;
    settingsBefore.deployment = m_spec.deployment;
    settingsBefore.budget = m_spec.budget;
    if (settingsBefore != m_spec)
        emit settingsChanged();
}

void ProjectDocument::rescan()
{
    const std::uint64_t scan = ++m_scan;
    m_dataset.reset();
    m_dataError.clear();
    m_dataState = m_spec.dataset.path.empty() ? DataState::None : DataState::Scanning;
    if (m_dataState == DataState::None) {
        m_scanner = {};
        emit datasetChanged();
        return;
    }
    emit scanProgress(0, 0);
    m_scanner = std::jthread([this, scan, spec = m_spec.dataset](const std::stop_token& stop) {
        using Clock = std::chrono::steady_clock;
        auto last = Clock::now();
        const auto report = [&](std::int64_t done, std::int64_t total) {
            if (const auto now = Clock::now(); now - last > std::chrono::milliseconds(50)) {
                last = now;
                QMetaObject::invokeMethod(this, [this, scan, done, total] {
                    if (scan == m_scan)
                        emit scanProgress(done, total);
                });
            }
        };
        std::shared_ptr<const data::Dataset> dataset;
        QString error;
        try {
            RunControl control(stop);
            dataset = std::make_shared<const data::Dataset>(data::openDataset(spec, control, report));
        } catch (const Stopped&) {
            return;
        } catch (const std::exception& problem) {
            error = toQt(std::string(problem.what()));
        }
        QMetaObject::invokeMethod(this, [this, scan, dataset, error] { onScanned(scan, dataset, error); });
    });
}

void ProjectDocument::onScanned(std::uint64_t scan, std::shared_ptr<const data::Dataset> dataset, const QString& error)
{
    if (scan != m_scan)
        return;
    m_dataset = std::move(dataset);
    m_dataError = error;
    m_dataState = m_dataset ? DataState::Ready : DataState::Failed;
    if (m_dataset)
        m_sourceClasses = { m_dataset->sourceClasses.begin(), m_dataset->sourceClasses.end() };
    emit datasetChanged();
}

int ProjectDocument::classes() const
{
    return m_dataset ? static_cast<int>(m_dataset->classes.size()) : 2;
}

} // namespace danas::ui
