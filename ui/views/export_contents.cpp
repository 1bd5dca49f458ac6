// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/export_contents.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/page_layout.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace danas::ui {
ExportContents::ExportContents(QWidget* parent)
    : QWidget(parent)
    , m_parts(new QLabel(this))
{
    auto* const left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(groupHeading(tr("Formats"), this));
    for (const deploy::Format format : deploy::kFormats) {
        auto* const box = new QCheckBox(toQt(deploy::formatTitle(format)), this);
        box->setObjectName(QStringLiteral("format.%1").arg(toQt(deploy::formatName(format))));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &ExportContents::refresh);
        left->addWidget(box);
        m_boxes.push_back(box);
    }
    auto* const sources = new QCheckBox(tr("C99 sources"), this);
    sources->setObjectName(QStringLiteral("format.c"));
    sources->setChecked(true);
    sources->setEnabled(false);
    sources->setToolTip(tr("Always there: preprocessing, self-test and gates are made of them"));
    left->addWidget(sources);
    left->addStretch();

    auto* const right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(groupHeading(tr("The bundle will hold"), this));
    m_parts->setObjectName(QStringLiteral("bundleParts"));
    m_parts->setTextFormat(Qt::RichText);
    m_parts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    right->addWidget(m_parts, 1);

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGroupGap);
    layout->addLayout(left);
    layout->addLayout(right, 1);
    refresh();
}

std::set<deploy::Format> ExportContents::formats() const
{
    std::set<deploy::Format> formats;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i]->isChecked())
            formats.insert(deploy::kFormats[i]);
    }
    return formats;
}

void ExportContents::setFormats(const std::set<deploy::Format>& formats)
{
    for (std::size_t i = 0; i < m_boxes.size(); ++i)
        m_boxes[i]->setChecked(formats.contains(deploy::kFormats[i]));
}

void ExportContents::refresh()
{
    QString rows;
    for (const deploy::BundlePart& part : deploy::bundleParts(formats()))
        rows += QStringLiteral("<tr><td style=\"padding-right:12px\">%1</td><td>%2</td></tr>").arg(toQt(part.name).toHtmlEscaped(), toQt(part.what).toHtmlEscaped());
    m_parts->setText(QStringLiteral("<table cellspacing=\"0\" cellpadding=\"1\">%1</table>").arg(rows));
}

} // namespace danas::ui
