// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/sound_editor.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/editors/value_chips.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace danas::ui {
namespace {

using Values = std::vector<space::Value>;

constexpr int kLabelWidth = 104;

/// What is usual: REFERENCE.md sections 2, 3 and 6, and the rates that recorders have.
const std::map<std::string, Values> kOffered { { "sample_rate", { 375., 750., 1500., 3000., 4000., 6000., 8000., 12'000., 16'000., 24'000., 44'100., 48'000. } },
    { "feature", { std::string("spectrogram"), std::string("mel"), std::string("mfcc") } },
    { "frame", { std::string("25/6.25 ms"), std::string("25/12.5 ms"), std::string("40/10 ms"), std::string("40/20 ms"), std::string("64/32 ms"),
                   std::string("128/64 ms"), std::string("2048/512") } },
    { "mel_bands", { 20., 40., 80. } }, { "coefficients", { 10., 13., 20. } }, { "deltas", { 0., 1., 2. } },
    { "clip_ms", { 500., 1000., 2000., 5000., 10'000. } } };

Values offeredFor(const std::string& parameter, const data::Dataset* dataset)
{
    Values offered = kOffered.at(parameter);
    if (dataset == nullptr || dataset->sounds.rates.empty())
        return offered;
    const double most = parameter == "sample_rate" ? dataset->sounds.rates.rbegin()->first
        : parameter == "clip_ms"                   ? 1000 * dataset->sounds.longest
                                                   : 0;
    if (most > 0)
        std::erase_if(offered, [&](const space::Value& value) { return std::get<double>(value) > most; });
    return offered;
}

} // namespace

SoundEditor::SoundEditor(QWidget* parent)
    : QWidget(parent)
    , m_sliceRow(new QWidget(this))
{
    setObjectName(QStringLiteral("soundEditor"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const std::vector<std::string>& line : std::initializer_list<std::vector<std::string>> { { "sample_rate" }, { "feature", "clip_ms" }, { "frame" },
             { "mel_bands", "coefficients", "deltas" } }) {
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        for (const std::string& parameter : line)
            addParameter(row, parameter, parameter == line.front());
        row->addStretch(1);
        layout->addLayout(row);
    }
    auto* slices = new QHBoxLayout(m_sliceRow);
    slices->setContentsMargins(0, 8, 0, 0);
    slices->setSpacing(8);
    auto* shown = new QLabel(tr("tiles show"), m_sliceRow);
    shown->setFixedWidth(kLabelWidth);
    slices->addWidget(shown);
    for (const char* parameter : { "frame", "mel_bands", "coefficients", "deltas", "clip_ms" }) {
        auto* box = new QComboBox(m_sliceRow);
        box->setObjectName(QStringLiteral("slice.") + QLatin1String(parameter));
        box->setAccessibleName(tr("Tiles show: %1").arg(parameterWord(parameter)));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        slices->addWidget(box);
        m_sliceBoxes[parameter] = box;
    }
    slices->addStretch(1);
    layout->addWidget(m_sliceRow);
}

void SoundEditor::addParameter(QHBoxLayout* line, const std::string& parameter, bool first)
{
    Row row { new QLabel(parameterWord(parameter), this), new ValueChips(parameter, this) };
    if (first)
        row.label->setFixedWidth(kLabelWidth);
    else
        line->addSpacing(kGroupGap - 8);
    line->addWidget(row.label);
    line->addWidget(row.chips);
    connect(row.chips, &ValueChips::edited, this, &SoundEditor::edited);
    m_rows[parameter] = row;
}

void SoundEditor::setSpace(const space::SearchSpace& space, const data::Dataset* dataset)
{
    const Values& features = space.parameter("feature").values;
    const auto uses = [&](std::initializer_list<const char*> wanted) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const char* name) { return std::find(features.begin(), features.end(), space::Value { std::string(name) }) != features.end(); });
    };
    for (auto& [parameter, row] : m_rows) {
        row.chips->setValues(offeredFor(parameter, dataset), space.parameter(parameter).values);
        const bool mfccOnly = parameter == "coefficients" || parameter == "deltas";
        const bool used = mfccOnly ? uses({ "mfcc" }) : parameter == "mel_bands" ? uses({ "mel", "mfcc" }) : true;
        row.chips->setEnabled(used);
        row.label->setEnabled(used);
        row.chips->setToolTip(used ? QString() : mfccOnly ? tr("Only MFCC has it, which is off.") : tr("Only mel and MFCC have it, which are off."));
    }
    showSlices(space);
}

void SoundEditor::showSlices(const space::SearchSpace& space)
{
    bool any = false;
    for (auto& [parameter, box] : m_sliceBoxes) {
        const space::Parameter& values = space.parameter(parameter);
        const bool choice = values.values.size() > 1 && m_rows.at(parameter).chips->isEnabled();
        any = any || choice;
        box->setVisible(choice);
        box->disconnect(this);
        box->clear();
        for (const space::Value& value : values.values) {
            const QString word = valueWord(parameter, value);
            box->addItem(parameter == "frame" || parameter == "clip_ms" ? word : tr("%1: %2").arg(parameterWord(parameter), word));
        }
        box->setCurrentIndex(static_cast<int>(slicedIndex(values, m_slice)));
        connect(box, &QComboBox::activated, this, [this, name = parameter, all = values.values](int index) {
            m_slice[name] = all[static_cast<std::size_t>(index)];
            emit sliceChanged();
        });
    }
    m_sliceRow->setVisible(any);
}

} // namespace danas::ui
