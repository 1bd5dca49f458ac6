// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/candidate_model.h"

#include "base/units.h"
#include "ui/base/data_look.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/figure_text.h"

#include <algorithm>
#include <array>

namespace danas::ui {

namespace {

/// Tabular figures, small: eight columns have to fit beside the curves.
QFont tableFont()
{
    QFont font = numberFont();
    font.setPointSizeF(smallFont().pointSizeF());
    return font;
}

constexpr int kFinalColumns = CandidateModel::ColumnCount - CandidateModel::Tuned;

search::FinalScore finalScore(int column)
{
    constexpr std::array scores { search::FinalScore::FloatValidation, search::FinalScore::Int8Validation, search::FinalScore::FloatTest,
        search::FinalScore::Int8Test };
    return scores[static_cast<std::size_t>(column - CandidateModel::Tuned)];
}

} // namespace

CandidateModel::CandidateModel(const RunModel& run, QObject* parent)
    : QAbstractTableModel(parent)
    , m_run(run)
    , m_rows(run.count())
    , m_finals(!run.finals().empty())
{
    connect(&run, &RunModel::reset, this, [this] {
        beginResetModel();
        m_rows = m_run.count();
        m_finals = !m_run.finals().empty();
        m_metric = search::Objective::Accuracy;
        const auto& objectives = m_run.spec().objectives;
        const auto metric = std::find_if(objectives.begin(), objectives.end(), search::isMetric);
        if (metric != objectives.end())
            m_metric = *metric;
        endResetModel();
    });
    connect(&run, &RunModel::appended, this, &CandidateModel::onAppended);
    connect(&run, &RunModel::frontChanged, this, &CandidateModel::onFrontChanged);
    connect(&run, &RunModel::finalsChanged, this, &CandidateModel::onFinals);
}

int CandidateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int CandidateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_finals ? int { ColumnCount } : int { Tuned };
}

void CandidateModel::onAppended(int first, int last)
{
    beginInsertRows({}, first, last);
    m_rows = last + 1;
    endInsertRows();
}

void CandidateModel::onFinals(const std::vector<int>& ids)
{
    if (!m_finals) {
        beginInsertColumns({}, Tuned, Tuned + kFinalColumns - 1);
        m_finals = true;
        endInsertColumns();
        return;
    }
    for (const int id : ids) {
        if (id < m_rows)
            emit dataChanged(index(id, Tuned), index(id, TestInt8));
    }
}

void CandidateModel::onFrontChanged(const std::vector<int>& ids)
{
    const auto [low, high] = std::minmax_element(ids.begin(), ids.end());
    emit dataChanged(index(*low, Front), index(*high, Front));
}

bool CandidateModel::known(int column) const
{
    const auto quantity = objective(column);
    return !quantity || search::known(m_run.spec(), *quantity);
}

std::optional<search::Objective> CandidateModel::objective(int column) const
{
    switch (column) {
    case Metric:
        return m_metric;
    case Ram:
        return search::Objective::Ram;
    case Flash:
        return search::Objective::Flash;
    case Macs:
        return search::Objective::Macs;
    case Latency:
        return search::Objective::Latency;
    case Energy:
        return search::Objective::Energy;
    default:
        return std::nullopt;
    }
}

std::optional<double> CandidateModel::finalValue(const search::Evaluation& evaluation, int column) const
{
    const search::Finalised* const final = column >= Tuned ? m_run.finalised(evaluation.id) : nullptr;
    if (final == nullptr || final->score(finalScore(column)).total() == 0)
        return std::nullopt;
    return search::metricOf(final->score(finalScore(column)), m_metric);
}

QString CandidateModel::text(const search::Evaluation& evaluation, int column) const
{
    if (const auto quantity = objective(column))
        return known(column) ? formatObjective(*quantity, evaluation.value(*quantity)) : QString();
    if (column >= Tuned) {
        const auto value = finalValue(evaluation, column);
        return value ? formatObjective(m_metric, *value) : QString();
    }
    switch (column) {
    case Number:
        return QString::number(evaluation.id);
    case Data:
        return toQt(evaluation.data.label());
    case Network:
        return m_run.architectureLabel(evaluation);
    case Front:
        return m_run.onFront(evaluation.id) ? QStringLiteral("●") : evaluation.feasible() ? QString() : tr("over");
    default:
        return {};
    }
}

QVariant CandidateModel::sortKey(const search::Evaluation& evaluation, int column) const
{
    if (const auto quantity = objective(column))
        return evaluation.value(*quantity);
    if (column >= Tuned)
        return finalValue(evaluation, column).value_or(-1.0);
    switch (column) {
    case Number:
        return evaluation.id;
    case Data: // by resolution, RGB before gray; by sample rate, MFCC before spectra
        return qlonglong { evaluation.data.ordinal() } * 2 + (isDiamond(evaluation.data) ? 1 : 0);
    case Front: // the front first, what breaks the budget last
        return m_run.onFront(evaluation.id) ? 0 : evaluation.feasible() ? 1 : 2;
    default:
        return m_run.architectureLabel(evaluation);
    }
}

QString CandidateModel::tip(const search::Evaluation& evaluation, int column) const
{
    if (const auto quantity = objective(column)) {
        const QString trust = costTrust(m_run.spec().deployment, *quantity);
        return known(column) ? toQt(search::objectiveLabel(*quantity)) + QStringLiteral(": ")
                + formatObjectiveFull(*quantity, evaluation.value(*quantity)) + (trust.isEmpty() ? trust : QLatin1Char('\n') + trust)
                             : QString();
    }
    if (const auto value = finalValue(evaluation, column))
        return tr("%1: %2 %3").arg(toQt(search::finalScoreLabel(finalScore(column))), toQt(search::objectiveLabel(m_metric)),
            formatObjectiveFull(m_metric, *value));
    switch (column) {
    case Number:
        return tr("Evaluation %1, made by %2, scored in %3")
            .arg(QString::number(evaluation.id), toQt(evaluation.origin), toQt(formatDuration(evaluation.seconds)));
    case Front:
        return m_run.onFront(evaluation.id) ? tr("On the front: nothing found is better in every objective")
            : evaluation.feasible()         ? tr("Dominated")
                                            : tr("Over the run's budget");
    default:
        return text(evaluation, column);
    }
}

QVariant CandidateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const search::Evaluation& evaluation = m_run.evaluations()[static_cast<std::size_t>(index.row())];
    const bool numeric = objective(index.column()).has_value() || index.column() == Number || index.column() >= Tuned;
    switch (role) {
    case Qt::DisplayRole:
        return text(evaluation, index.column());
    case Qt::ToolTipRole:
        return tip(evaluation, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == Front)
            return int { Qt::AlignCenter };
        return static_cast<int>((numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        return tableFont();
    case SortRole:
        return sortKey(evaluation, index.column());
    case IdRole:
        return evaluation.id;
    case OnFrontRole:
        return m_run.onFront(evaluation.id);
    case SearchRole:
        return QString(QStringLiteral("#%1 %2 %3").arg(QString::number(evaluation.id), toQt(evaluation.data.label()),
            m_run.architectureLabel(evaluation))).toLower();
    default:
        return {};
    }
}

QVariant CandidateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool left = section == Data || section == Network;
        return static_cast<int>((left ? Qt::AlignLeft : section == Front ? Qt::AlignHCenter : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && section >= Tuned)
        return section < TestTuned
            ? tr("%1, of the finalised candidates").arg(toQt(search::finalScoreLabel(finalScore(section))))
            : tr("%1: read once for each finalised candidate; the search never sees it").arg(toQt(search::finalScoreLabel(finalScore(section))));
    if (role == Qt::ToolTipRole && section == Metric)
        return tr("Validation, float score of the search");
    if (const auto quantity = objective(section); role == Qt::ToolTipRole && quantity)
        return costTrust(m_run.spec().deployment, *quantity);
    if (role != Qt::DisplayRole)
        return {};
    if (const auto quantity = objective(section))
        return toQt(search::objectiveLabel(*quantity));
    static const QStringList names { tr("#"), tr("Data"), tr("Network"), {}, {}, {}, {}, {}, {}, tr("Front"), tr("Tuned"), tr("int8"), tr("Test"),
        tr("Test int8") };
    return names[section];
}

CandidateFilter::CandidateFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(CandidateModel::SortRole);
    setDynamicSortFilter(true);
}

void CandidateFilter::setWords(const QString& text)
{
    const QStringList words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
}

void CandidateFilter::setFrontOnly(bool on)
{
    if (on == m_frontOnly)
        return;
    m_frontOnly = on;
    invalidateFilter();
}

bool CandidateFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_frontOnly && !index.data(CandidateModel::OnFrontRole).toBool())
        return false;
    if (m_words.isEmpty())
        return true;
    const QString text = index.data(CandidateModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&text](const QString& word) { return text.contains(word); });
}

bool CandidateFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(CandidateModel::SortRole);
    const QVariant b = right.data(CandidateModel::SortRole);
    if (a.typeId() == QMetaType::QString)
        return a.toString() < b.toString();
    const double x = a.toDouble();
    const double y = b.toDouble();
    return x != y ? x < y : left.row() < right.row();
}

} // namespace danas::ui
