// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/export_subject.h"

#include "base/units.h"
#include "deploy/toolchain.h"
#include "ui/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace danas::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("danas::ui::ExportSubject", text);
}

QString scoreText(const search::Finalised& final)
{
    const bool tested = final.score(search::FinalScore::Int8Test).total() > 0;
    const auto& score = final.score(tested ? search::FinalScore::Int8Test : search::FinalScore::Int8Validation);
    return (tested ? tr("int8 %1 on test") : tr("int8 %1 on validation")).arg(toQt(formatPercent(score.accuracy())));
}

} // namespace

std::vector<int> ExportSubject::notFinalised() const
{
    std::vector<int> ids;
    for (const Candidate& one : candidates) {
        if (!one.finalised)
            ids.push_back(one.id);
    }
    return ids;
}

ExportSubject readSubject(const ExportChoice& choice)
{
    ExportSubject subject;
    try {
        const store::Project project(choice.project, store::Project::Mode::ReadOnly);
        const store::RunRecord record = project.run(choice.run);
        const auto evaluations = project.evaluations(choice.run);
        const auto finals = project.finals(choice.run);
        subject.state = record.state;
        subject.deployment = record.spec.deployment;
        subject.compiler = deploy::findCompiler().has_value();
        for (const int id : choice.candidates) {
            const search::Evaluation& evaluation = evaluations.at(static_cast<std::size_t>(id));
            const auto final = std::ranges::find(finals, id, &search::Finalised::id);
            const bool finalised = final != finals.end();
            subject.candidates.push_back({ id, toQt(evaluation.data.label()), toQt(record.spec.space.architectureLabel(evaluation.genes)),
                finalised ? scoreText(*final) : QString(), finalised });
        }
    } catch (const std::exception& error) {
        subject.error = toQt(std::string(error.what()));
    }
    return subject;
}

} // namespace danas::ui
