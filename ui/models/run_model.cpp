// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_model.h"

#include "ui/base/text.h"

#include <algorithm>

namespace danas::ui {

namespace {

/// Either the content or why there is none.
struct LoadResult {
    RunContent content;
    std::string error;
};

} // namespace

void RunContent::add(const search::Evaluation& evaluation, std::vector<int>& changed)
{
    if (!archive)
        archive.emplace(record.spec.objectives);
    evaluations.push_back(evaluation);
    const auto delta = archive->insert(evaluation);
    onFront.push_back(delta.accepted ? 1 : 0);
    if (delta.accepted)
        changed.push_back(evaluation.id);
    for (const int id : delta.evicted) {
        onFront[static_cast<std::size_t>(id)] = 0;
        changed.push_back(id);
    }
}

RunContent loadRun(const std::filesystem::path& project, std::int64_t runId)
{
    const store::Project file(project, store::Project::Mode::ReadOnly);
    RunContent content;
    content.project = project;
    content.record = file.run(runId);
    content.curve = file.curve(runId);
    content.finals = file.finals(runId);
    const std::vector<search::Evaluation> evaluations = file.evaluations(runId);
    if (evaluations.empty())
        return content;

    const std::vector<double> reference = search::referencePoint(content.record.spec, evaluations.front().confusion.classes);
    content.evaluations.reserve(evaluations.size());
    std::vector<int> changed;
    for (const search::Evaluation& evaluation : evaluations) {
        changed.clear();
        content.add(evaluation, changed);
        if (!changed.empty())
            content.hypervolume.push_back({ evaluation.id + 1, evaluation.at, content.archive->hypervolume(reference) });
    }
    return content;
}

RunModel::RunModel(QObject* parent)
    : QObject(parent)
    , m_loader(this)
{
}

void RunModel::show(const std::filesystem::path& project, std::int64_t runId)
{
    clear();
    m_content.project = project;
    m_content.record.id = runId;
    m_state = State::Loading;
    emit reset();
    m_loader.start(
        [project, runId](const LatestJob::IsStale&) {
            LoadResult result;
            try {
                result.content = loadRun(project, runId);
            } catch (const std::exception& e) {
                result.error = e.what();
            }
            return result;
        },
        [this](LoadResult result) {
            if (result.error.empty()) {
                setContent(std::move(result.content));
                return;
            }
            m_error = toQt(result.error);
            m_state = State::Failed;
            emit reset();
        });
}

void RunModel::setContent(RunContent content)
{
    m_loader.cancel();
    m_content = std::move(content);
    m_state = State::Ready;
    m_error.clear();
    if (m_dataset)
        m_content.record.classes = m_dataset->classes;
    emit reset();
    const std::vector<RunBatch> waiting = std::exchange(m_waiting, {});
    for (const RunBatch& batch : waiting)
        append(batch);
}

void RunModel::clear()
{
    m_loader.cancel();
    m_content = {};
    m_waiting.clear();
    m_error.clear();
    m_dataset.reset();
    m_cache.reset();
    m_state = State::Empty;
    emit reset();
}

void RunModel::append(const RunBatch& batch)
{
    if (m_state == State::Loading) {
        m_waiting.push_back(batch);
        return;
    }
    if (m_state != State::Ready)
        return;
    appendEvaluations(batch.evaluations);
    appendFinals(batch.finals);

    const int known = m_content.hypervolume.empty() ? 0 : m_content.hypervolume.back().evaluations;
    const auto points = m_content.hypervolume.size();
    for (const search::FrontPoint& point : batch.front) {
        if (point.evaluations > known)
            m_content.hypervolume.push_back(point);
    }
    if (m_content.hypervolume.size() != points)
        emit hypervolumeChanged();

    if (!batch.curve.empty()) {
        // A resumed training reports again from its checkpoint's step on.
        const int step = batch.curve.front().step;
        std::erase_if(m_content.curve, [step](const search::CurvePoint& point) { return point.step >= step; });
        m_content.curve.insert(m_content.curve.end(), batch.curve.begin(), batch.curve.end());
        emit curveChanged();
    }
}

void RunModel::appendEvaluations(const std::vector<RunBatch::Scored>& scored)
{
    const int first = count();
    std::vector<int> changed;
    for (const RunBatch::Scored& item : scored) {
        if (item.evaluation.id != count())
            continue; // stored already: a resumed run repeats what it had
        m_content.add(item.evaluation, changed);
    }
    if (count() == first)
        return;
    m_content.record.evaluations = count();
    emit appended(first, count() - 1);
    if (!changed.empty())
        emit frontChanged(changed);
}

void RunModel::appendFinals(const std::vector<search::Finalised>& finals)
{
    std::vector<int> ids;
    for (const search::Finalised& one : finals) {
        if (finalised(one.id) != nullptr)
            continue; // a resumed run repeats what it had
        m_content.finals.push_back(one);
        ids.push_back(one.id);
    }
    if (!ids.empty())
        emit finalsChanged(ids);
}

void RunModel::setRunState(store::RunState state, const std::string& error)
{
    m_content.record.state = state;
    m_content.record.error = error;
    emit recordChanged();
}

void RunModel::setData(std::shared_ptr<const data::Dataset> dataset, std::shared_ptr<const data::SampleSource> cache)
{
    m_dataset = std::move(dataset);
    m_cache = std::move(cache);
    if (m_dataset && m_content.record.classes.empty()) {
        m_content.record.classes = m_dataset->classes;
        m_content.record.datasetFingerprint = m_dataset->fingerprint;
        emit recordChanged();
    }
    emit dataChanged();
}

const search::Evaluation* RunModel::find(int id) const
{
    return id >= 0 && id < count() ? &m_content.evaluations[static_cast<std::size_t>(id)] : nullptr;
}

bool RunModel::onFront(int id) const
{
    return find(id) != nullptr && m_content.onFront[static_cast<std::size_t>(id)] != 0;
}

const search::Finalised* RunModel::finalised(int id) const
{
    const auto found = std::find_if(m_content.finals.begin(), m_content.finals.end(), [id](const auto& one) { return one.id == id; });
    return found != m_content.finals.end() ? &*found : nullptr;
}

int RunModel::frontSize() const
{
    return static_cast<int>(std::count(m_content.onFront.begin(), m_content.onFront.end(), char { 1 }));
}

QString RunModel::architectureLabel(const search::Evaluation& evaluation) const
{
    return toQt(spec().space.architectureLabel(evaluation.genes));
}

} // namespace danas::ui
