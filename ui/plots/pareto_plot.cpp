// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/pareto_plot_p.h"

#include "ui/base/data_look.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/budget_value.h"
#include "ui/models/figure_text.h"
#include "ui/plots/plot_style.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace danas::ui {

namespace {

constexpr double kLogarithmicFrom = 20.0; ///< ratio of the largest to the smallest cost from which the axis is logarithmic

QString axisLabel(search::Objective objective, const std::optional<cost::Deployment>& deployment)
{
    const QString label = toQt(search::objectiveLabel(objective));
    const QString trust = shortTrust(deployment, objective);
    return search::isMetric(objective) ? QObject::tr("%1 on validation").arg(label)
        : trust.isEmpty()              ? label
                                       : label + QStringLiteral(", ") + trust;
}

} // namespace

ParetoPlot::Private::Private(ParetoPlot& owner, RunModel& runModel, SelectionContext& context)
    : q(owner)
    , run(runModel)
    , selection(context)
    , plot(new QCustomPlot(&owner))
    , empty(new QLabel(plot))
{
    auto* const layout = new QVBoxLayout(&q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot);
    plot->setObjectName(QStringLiteral("paretoCanvas"));
    plot->setFocusPolicy(Qt::NoFocus); // keys go to the ParetoPlot
    plot->setMinimumSize(240, 160);
    plot->setMouseTracking(true);
    plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot->setNotAntialiasedElements(QCP::aePlottables);
    plot->axisRect()->setMinimumMargins(QMargins(48, 10, 16, 36));

    cloud = new CandidateCloud(plot->xAxis, plot->yAxis);
    plot->addLayer(QStringLiteral("line"), plot->layer(QStringLiteral("grid")), QCustomPlot::limAbove);
    plot->addLayer(QStringLiteral("marks"), plot->layer(QStringLiteral("overlay")), QCustomPlot::limAbove);
    plot->layer(QStringLiteral("marks"))->setMode(QCPLayer::lmBuffered);
    new PaintedItem(*plot, QStringLiteral("line"), [this](QCPPainter& painter) { paintFrontLine(painter); });
    new PaintedItem(*plot, QStringLiteral("line"), [this](QCPPainter& painter) { paintBudget(painter); });
    new PaintedItem(*plot, QStringLiteral("marks"), [this](QCPPainter& painter) { paintMarks(painter); });

    empty->setObjectName(QStringLiteral("paretoEmpty"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* const over = new QVBoxLayout(plot);
    over->addWidget(empty);
    connectMouse();
}

std::uint8_t ParetoPlot::Private::colourIndex(const data::DataConfig& config) const
{
    const auto at = std::lower_bound(ordinals.begin(), ordinals.end(), config.ordinal());
    return static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(at - ordinals.begin(), std::ssize(ordinals) - 1));
}

CloudPoint ParetoPlot::Private::makePoint(const search::Evaluation& evaluation) const
{
    CloudPoint point;
    point.x = evaluation.value(x);
    point.y = evaluation.value(y);
    point.colour = colourIndex(evaluation.data);
    point.mark = isDiamond(evaluation.data) ? Mark::Diamond : Mark::Circle;
    point.kind = !budget.fits(evaluation.cost) ? CloudPoint::Kind::Over
        : run.onFront(evaluation.id)           ? CloudPoint::Kind::Front
                                               : CloudPoint::Kind::Dominated;
    return point;
}

void ParetoPlot::Private::addToLine(int id)
{
    const CloudPoint& point = cloud->points()[static_cast<std::size_t>(id)];
    line.insert(search::isMetric(x) ? -point.x : point.x, search::isMetric(y) ? -point.y : point.y, id);
}

/// Another run may have no latency or energy.
void ParetoPlot::Private::keepKnownAxes()
{
    if (!search::known(run.spec(), x))
        x = search::Objective::Ram;
    if (!search::known(run.spec(), y))
        y = search::Objective::Accuracy;
}

void ParetoPlot::Private::reload()
{
    ordinals.clear();
    if (run.state() == RunModel::State::Ready)
        ordinals = dataOrdinals(run.spec().space.dataConfigs());
    restyle();
    cloud->points().clear();
    cloud->points().reserve(run.evaluations().size());
    for (const search::Evaluation& evaluation : run.evaluations())
        cloud->points().push_back(makePoint(evaluation));
    judge();
    updateAxes();
    growAxes(true);
    updateEmptyText();
}

void ParetoPlot::Private::append(int first, int last)
{
    for (int id = first; id <= last; ++id) {
        const search::Evaluation& evaluation = run.evaluations()[static_cast<std::size_t>(id)];
        cloud->points().push_back(makePoint(evaluation));
        if (budget.fits(evaluation.cost)) {
            ++fitting;
            addToLine(id);
        }
    }
    if (first == 0)
        updateAxes();
    growAxes(first == 0);
    updateEmptyText();
    requestReplot();
    emit q.budgetChanged();
}

void ParetoPlot::Private::updateFront(const std::vector<int>& ids)
{
    for (const int id : ids)
        cloud->points()[static_cast<std::size_t>(id)] = makePoint(run.evaluations()[static_cast<std::size_t>(id)]);
    requestReplot();
}

void ParetoPlot::Private::judge()
{
    line.clear();
    fitting = 0;
    for (const search::Evaluation& evaluation : run.evaluations()) {
        const bool fits = budget.fits(evaluation.cost);
        CloudPoint& point = cloud->points()[static_cast<std::size_t>(evaluation.id)];
        point.kind = !fits               ? CloudPoint::Kind::Over
            : run.onFront(evaluation.id) ? CloudPoint::Kind::Front
                                         : CloudPoint::Kind::Dominated;
        if (fits) {
            ++fitting;
            addToLine(evaluation.id);
        }
    }
    requestReplot();
    emit q.budgetChanged();
}

void ParetoPlot::Private::restyle()
{
    stylePlot(*plot, q.palette());
    std::vector<QColor> colours;
    for (const int ordinal : ordinals)
        colours.push_back(ordinalColour(ordinal, ordinals.front(), ordinals.back(), q.palette()));
    if (colours.empty())
        colours.push_back(subtleText(q.palette()));
    cloud->setColours(std::move(colours), q.palette().color(QPalette::Base));
    QPalette text = q.palette();
    text.setColor(QPalette::WindowText, subtleText(q.palette()));
    empty->setPalette(text);
    requestReplot();
}

void ParetoPlot::Private::updateAxes()
{
    const auto prepare = [this](QCPAxis& axis, search::Objective objective, bool log) {
        axis.setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis.setTicker(QSharedPointer<QuantityTicker>::create(objective, log));
        axis.setLabel(axisLabel(objective, run.spec().deployment));
    };
    const auto wide = [this](search::Objective objective, double CloudPoint::*member) {
        if (search::isMetric(objective) || cloud->points().empty())
            return false;
        const auto [low, high] = std::minmax_element(cloud->points().begin(), cloud->points().end(),
            [member](const CloudPoint& a, const CloudPoint& b) { return a.*member < b.*member; });
        return (*high).*member > kLogarithmicFrom * (*low).*member;
    };
    const bool costAxis = !search::isMetric(x);
    ownRange = true; // a logarithmic axis moves its range off zero
    prepare(xAxis(), x, costAxis && logarithmic.value_or(wide(x, &CloudPoint::x)));
    prepare(yAxis(), y, wide(y, &CloudPoint::y));
    ownRange = false;
}

void ParetoPlot::Private::growAxes(bool always)
{
    if (zoomed || cloud->points().empty())
        return;
    const auto grow = [this, always](QCPAxis& axis, search::Objective objective, QCPRange range) {
        const bool log = axis.scaleType() == QCPAxis::stLogarithmic;
        // A near budget belongs in the picture.
        if (const auto bound = limitOf(budget, objective); bound && *bound > range.upper && *bound < (log ? 4.0 : 1.6) * range.upper)
            range.upper = *bound;
        const QCPRange shown = axis.range();
        const double edge = log ? 0.0 : 0.02 * shown.size(); // no mark is cut by the frame
        const double least = shown.lower > 0.0 ? shown.lower + edge : shown.lower; // an axis that begins at 0 stays there
        if (!always && range.lower >= least && range.upper + edge <= shown.upper)
            return;
        axis.setRange(padded(range, objective, log));
    };
    bool found = false;
    ownRange = true;
    grow(xAxis(), x, cloud->getKeyRange(found, QCP::sdBoth));
    grow(yAxis(), y, cloud->getValueRange(found, QCP::sdBoth, QCPRange()));
    ownRange = false;
    requestReplot();
}

void ParetoPlot::Private::requestReplot()
{
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void ParetoPlot::Private::updateEmptyText()
{
    const bool none = cloud->points().empty();
    empty->setVisible(none);
    xAxis().setTickLabels(!none); // without points there is no scale to read
    yAxis().setTickLabels(!none);
    requestReplot();
    if (!none)
        return;
    empty->setText(run.state() == RunModel::State::Loading ? tr("Loading the run…")
                                                          : tr("Candidates appear here as soon as the first one is scored."));
}

ParetoPlot::ParetoPlot(RunModel& run, SelectionContext& selection, QWidget* parent)
    : QWidget(parent)
    , m(std::make_unique<Private>(*this, run, selection))
{
    setObjectName(QStringLiteral("paretoPlot"));
    setAccessibleName(tr("Plot of all candidates"));
    setAccessibleDescription(tr("Arrow keys walk along the front, Space pins, Home shows all, [ and ] move the budget line."));
    setFocusPolicy(Qt::StrongFocus);
    const auto renew = [this] {
        m->zoomed = false;
        m->logarithmic.reset();
        m->hovered = -1;
        m->budget = m->run.spec().budget;
        m->keepKnownAxes();
        m->reload();
    };
    connect(&run, &RunModel::reset, this, renew);
    connect(&run, &RunModel::appended, this, [this](int first, int last) { m->append(first, last); });
    connect(&run, &RunModel::frontChanged, this, [this](const std::vector<int>& ids) { m->updateFront(ids); });
    const auto marks = [this] { m->requestReplot(); };
    connect(&run, &RunModel::finalsChanged, this, marks);
    connect(&selection, &SelectionContext::currentChanged, this, marks);
    connect(&selection, &SelectionContext::pinnedChanged, this, marks);
    renew();
}

ParetoPlot::~ParetoPlot() = default;

void ParetoPlot::setObjectives(search::Objective y, search::Objective x)
{
    if (x == m->x && y == m->y)
        return;
    m->x = x;
    m->y = y;
    m->zoomed = false;
    m->logarithmic.reset();
    m->reload();
}

search::Objective ParetoPlot::xObjective() const { return m->x; }
search::Objective ParetoPlot::yObjective() const { return m->y; }
const cost::Budget& ParetoPlot::shownBudget() const { return m->budget; }
bool ParetoPlot::isWhatIf() const { return m->budget != m->run.spec().budget; }
int ParetoPlot::fitting() const { return m->fitting; }
bool ParetoPlot::isZoomed() const { return m->zoomed; }
std::vector<int> ParetoPlot::frontLine() const { return m->line.ids(); }
bool ParetoPlot::exportTo(const QString& file) { return exportPlot(*m->plot, file); }
void ParetoPlot::replotNow() { m->plot->replot(QCustomPlot::rpImmediateRefresh); }
void ParetoPlot::resetBudget() { setShownBudget(m->run.spec().budget); }

void ParetoPlot::setShownBudget(const cost::Budget& budget)
{
    if (budget == m->budget)
        return;
    m->budget = budget;
    m->judge();
}

void ParetoPlot::fitAll()
{
    m->zoomed = false;
    m->growAxes(true);
}

void ParetoPlot::setLogarithmic(bool on)
{
    m->logarithmic = on;
    m->updateAxes();
    fitAll();
}

QRectF ParetoPlot::visibleRange() const
{
    const QCPRange x = m->xAxis().range();
    const QCPRange y = m->yAxis().range();
    return { x.lower, y.lower, x.size(), y.size() };
}

std::optional<QPoint> ParetoPlot::pixelOf(int id) const
{
    if (id < 0 || id >= static_cast<int>(m->cloud->points().size()))
        return std::nullopt;
    const QPointF pixel = m->cloud->pixelOf(m->cloud->points()[static_cast<std::size_t>(id)]);
    return m->plot->mapTo(const_cast<ParetoPlot*>(this), pixel.toPoint());
}

std::optional<int> ParetoPlot::budgetPixel() const
{
    const auto limit = limitOf(m->budget, m->x);
    if (!limit)
        return std::nullopt;
    return static_cast<int>(std::lround(m->xAxis().coordToPixel(*limit)));
}

void ParetoPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m->restyle();
}

void ParetoPlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m->walk(event->key() == Qt::Key_Right ? 1 : -1);
        break;
    case Qt::Key_Space:
        m->selection.togglePinned(m->selection.current());
        break;
    case Qt::Key_Escape:
        m->selection.setCurrent(-1);
        break;
    case Qt::Key_Home:
        fitAll();
        break;
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        m->nudgeBudget(event->key() == Qt::Key_BracketRight ? 1.02 : 1.0 / 1.02);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace danas::ui
