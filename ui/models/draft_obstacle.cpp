// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/draft_obstacle.h"

#include "base/error.h"
#include "ui/base/text.h"
#include "ui/models/draft_rules.h"

#include <QObject>

namespace danas::ui {

QString draftObstacle(const search::RunSpec& spec, const data::Dataset& dataset)
{
    if (spec.objectives.size() < 2)
        return QObject::tr("Choose at least two objectives.");
    if (dataset.modality != spec.space.modality())
        return dataset.modality == data::Modality::Image ? QObject::tr("The dataset holds pictures, but the space is of sounds; choose another preset on the Space page.")
                                                         : QObject::tr("The dataset holds sounds, but the space is of pictures; choose another preset on the Space page.");
    try {
        search::requireKnown(spec);
    } catch (const Error& error) {
        return toQt(std::string(error.what()));
    }
    const auto& family = spec.space.familyModule();
    if (spec.evaluator == search::EvaluatorKind::Supernet && !family.sharesWeights())
        return QObject::tr("%1: networks of this family share no weights, so no supernet can score them; choose From scratch beside Scores.")
            .arg(toQt(family.title()));
    if (missesPositiveClass(spec, dataset.classes))
        return QObject::tr("The positive class \u201c%1\u201d is not among the dataset's classes; choose another one below Strategy.")
            .arg(toQt(spec.search.positiveClass));
    return {};
}

} // namespace danas::ui
