// SPDX-License-Identifier: GPL-3.0-or-later
// SpacePage: what stands where.
#include "ui/base/theme.h"
#include "ui/editors/chip_row.h"
#include "ui/editors/sample_stepper.h"
#include "ui/editors/space_menus.h"
#include "ui/views/page_layout.h"
#include "ui/views/space_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace danas::ui {
namespace {

const std::vector<double> kOfferedWidths { 0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1.0 };

QToolButton* menuButton(const QString& text, const QString& name, QMenu* menu, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    return button;
}

} // namespace

QWidget* SpacePage::makeDataHeader()
{
    auto* header = new QWidget(this);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(heading(tr("Data"), header));
    m_onCount = new QLabel(header);
    m_onCount->setObjectName(QStringLiteral("onCount"));
    m_onCount->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_onCount);
    layout->addStretch(1);
    layout->addWidget(m_stepper);
    layout->addSpacing(8);
    auto* resolutions = new ResolutionMenu(m_document, this);
    auto* pins = new PinMenu(m_document, this);
    m_resolutions = menuButton(tr("Resolutions"), QStringLiteral("resolutions"), resolutions, header);
    layout->addWidget(m_resolutions);
    layout->addWidget(menuButton(tr("Pin data"), QStringLiteral("pinData"), pins, header));
    connect(resolutions, &ResolutionMenu::ticked, this, &SpacePage::editOrdinal);
    connect(pins, &PinMenu::chosen, this, [this](const std::vector<data::DataConfig>& on) { editConfigs(on, -1); });
    return header;
}

QWidget* SpacePage::makeNetworkHeader()
{
    auto* header = new QWidget(this);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(heading(tr("Network"), header));
    m_family = new QLabel(header);
    m_family->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_family);
    layout->addStretch(1);
    m_widthTitle = new QLabel(tr("width"), header);
    layout->addWidget(m_widthTitle);
    m_widths = new ChipRow(tr("width multiplier"), kOfferedWidths, header);
    m_widths->setObjectName(QStringLiteral("width"));
    layout->addWidget(m_widths);
    return header;
}

QWidget* SpacePage::makeHint()
{
    auto* layout = new QHBoxLayout(m_hint);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_tilesHint = new QLabel(m_hint);
    m_tilesHint->setObjectName(QStringLiteral("tilesHint"));
    m_tilesHint->setFont(smallFont());
    m_tilesHint->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_tilesHint);
    m_otherModality = new QToolButton(m_hint);
    m_otherModality->setObjectName(QStringLiteral("otherModality"));
    layout->addWidget(m_otherModality);
    layout->addStretch(1);
    connect(m_otherModality, &QToolButton::clicked, this, [this] {
        applyPreset(m_document->spec().space.modality() == data::Modality::Image ? "machines" : "lean");
    });
    return m_hint;
}

QWidget* SpacePage::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(kMargin, 8, kMargin, kGap);
    layout->setSpacing(kGap);
    m_size = heading({}, foot);
    m_size->setObjectName(QStringLiteral("systemCount"));
    m_extremes = new QLabel(foot);
    m_extremes->setObjectName(QStringLiteral("extremes"));
    m_extremes->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_size);
    layout->addWidget(m_extremes, 1);
    auto* presets = new PresetMenu(m_document, this);
    connect(presets, &PresetMenu::chosen, this, &SpacePage::applyPreset);
    layout->addWidget(menuButton(tr("Preset"), QStringLiteral("preset"), presets, foot));
    return foot;
}

} // namespace danas::ui
