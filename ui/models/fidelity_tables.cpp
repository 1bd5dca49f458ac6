// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fidelity_tables.h"

#include "base/units.h"
#include "ui/base/text.h"

#include <QCoreApplication>

namespace danas::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FidelityTables", text);
}

FigureCell plain(const std::string& text)
{
    return { toQt(text), {}, {}, {} };
}

FigureCell tauCell(const std::optional<double>& tau)
{
    return tau ? plain(compare::tauText(tau)) : FigureCell { QStringLiteral("\u2013"), tr("Not defined: too few candidates, or equal scores"), {}, {} };
}

std::vector<FigureCell> tauRow(const QString& name, const compare::Agreement& agreement)
{
    const auto& tau = agreement.tau;
    FigureCell interval = tau ? FigureCell { tr("%1 to %2").arg(tau->low, 0, 'f', 2).arg(tau->high, 0, 'f', 2), {}, {}, {} } : FigureCell();
    return { { name, {}, {}, {} }, tauCell(tau ? std::optional(tau->tau) : std::nullopt), interval, tauCell(agreement.within),
        tauCell(agreement.across) };
}

} // namespace

FigureTable tauTable(const compare::Fidelity& fidelity)
{
    return { { tr("Ranked by"), tr("Tau"), tr("95 %"), tr("Within"), tr("Across") },
        { tauRow(tr("Supernet"), fidelity.supernet), tauRow(tr("MACs"), fidelity.macs), tauRow(tr("Parameters"), fidelity.parameters) } };
}

FigureTable configTable(const compare::Fidelity& fidelity)
{
    FigureTable table { { tr("Data"), tr("Candidates"), tr("Supernet\u2019s tau") }, {} };
    for (const compare::ConfigFidelity& one : fidelity.configs)
        table.rows.push_back({ plain(one.data.label()), { QString::number(one.candidates), {}, {}, {} }, tauCell(one.tau) });
    return table;
}

FigureTable probedTable(const compare::FidelityResult& result)
{
    FigureTable table { { tr("Data"), tr("Network"), tr("Supernet"), tr("Alone"), tr("MACs"), tr("Parameters"), tr("Time alone") }, {} };
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
        const compare::ProbedCandidate& one = result.candidates[i];
        std::vector<FigureCell> row { plain(one.probe.data.label()), plain(one.network), plain(formatPercent(one.probe.supernetScore)),
            plain(formatPercent(one.probe.aloneScore)), plain(formatMacs(one.probe.macs)), plain(formatCount(one.probe.parameters)),
            plain(formatDuration(one.seconds)) };
        for (FigureCell& cell : row) {
            cell.arm = 0;
            cell.candidate = static_cast<int>(i);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace danas::ui
