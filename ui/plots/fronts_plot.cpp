// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/fronts_plot_p.h"

#include "ui/plots/plot_style.h"

#include <QKeyEvent>

#include <algorithm>

namespace danas::ui {
namespace {

/// The same runs, whatever has been added to them.
bool sameRuns(const std::vector<compare::Arm>& a, const std::vector<compare::Arm>& b)
{
    const auto alike = [](const compare::Arm& one, const compare::Arm& other) {
        return std::equal(one.runs.begin(), one.runs.end(), other.runs.begin(), other.runs.end(),
            [](const auto& left, const auto& right) { return left->project == right->project && left->record.id == right->record.id; });
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), alike);
}

} // namespace

FrontsPlot::FrontsPlot(QWidget* parent)
    : QWidget(parent)
    , m(std::make_unique<Private>(*this))
{
    setObjectName(QStringLiteral("frontsPlot"));
    setAccessibleName(tr("Fronts of the compared runs"));
    setAccessibleDescription(tr("Left and right walk along a front, up and down change the arm, Home shows all, Escape lets go."));
    setFocusPolicy(Qt::StrongFocus);
}

FrontsPlot::~FrontsPlot() = default;

void FrontsPlot::show(const std::vector<compare::Arm>& arms)
{
    if (!sameRuns(arms, m->arms)) {
        m->zoomed = false;
        m->selected.reset();
        m->hovered.reset();
        m->pictures.clear();
        m->buildPanes();
    }
    m->arms = arms;
    m->work();
}

void FrontsPlot::setTiers(const std::vector<compare::Tier>& tiers)
{
    m->tiers = tiers;
    m->requestReplot();
}

void FrontsPlot::setObjectives(search::Objective y, search::Objective x)
{
    if (x == m->x && y == m->y)
        return;
    m->x = x;
    m->y = y;
    m->zoomed = false;
    m->work();
}

void FrontsPlot::setSideBySide(bool on)
{
    if (on == m->sideBySide)
        return;
    m->sideBySide = on;
    m->zoomed = false;
    m->buildPanes();
    m->fillClouds();
    m->prepareAxes();
    m->growAxes(true);
    m->updateEmptyText();
}

void FrontsPlot::setSelected(const std::optional<CandidateRef>& ref)
{
    m->selected = ref;
    m->requestReplot();
}

void FrontsPlot::fitAll()
{
    m->zoomed = false;
    m->growAxes(true);
}

bool FrontsPlot::isSideBySide() const { return m->sideBySide; }
std::optional<CandidateRef> FrontsPlot::selected() const { return m->selected; }
bool FrontsPlot::isReady() const { return !m->working; }
bool FrontsPlot::isZoomed() const { return m->zoomed; }
bool FrontsPlot::exportTo(const QString& file) { return exportPlot(*m->plot, file); }
void FrontsPlot::replotNow() { m->plot->replot(QCustomPlot::rpImmediateRefresh); }

std::vector<CandidateRef> FrontsPlot::frontOf(std::size_t arm) const
{
    std::vector<CandidateRef> refs;
    for (const int index : arm < m->pictures.size() ? m->pictures[arm].frontIndex : std::vector<int>())
        refs.push_back(m->pictures[arm].refOf(arm, index));
    return refs;
}

QRectF FrontsPlot::visibleRange(std::size_t arm) const
{
    const QCPRange x = m->rectOf(arm).axis(QCPAxis::atBottom)->range();
    const QCPRange y = m->rectOf(arm).axis(QCPAxis::atLeft)->range();
    return { x.lower, y.lower, x.size(), y.size() };
}

std::optional<QPoint> FrontsPlot::pixelOf(const CandidateRef& ref) const
{
    const auto pixel = m->pixel(ref);
    return pixel ? std::optional(m->plot->mapTo(const_cast<FrontsPlot*>(this), pixel->toPoint())) : std::nullopt;
}

void FrontsPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m->restyle();
}

void FrontsPlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m->walk(event->key() == Qt::Key_Right ? 1 : -1);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        m->changeArm(event->key() == Qt::Key_Down ? 1 : -1);
        break;
    case Qt::Key_Escape:
        emit released();
        break;
    case Qt::Key_Home:
        fitAll();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace danas::ui
