// SPDX-License-Identifier: GPL-3.0-or-later
// ExportDialog: how it is arranged, and how it looks.
#include "ui/base/message_bar.h"
#include "ui/base/theme.h"
#include "ui/views/export_contents.h"
#include "ui/views/export_dialog.h"
#include "ui/views/export_place.h"
#include "ui/views/gate_list.h"

#include <QCheckBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace danas::ui {
namespace {

const QString kLine = QStringLiteral("line");

QFrame* line(QWidget* parent)
{
    auto* const frame = new QFrame(parent);
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Plain);
    frame->setObjectName(kLine);
    return frame;
}

} // namespace

void ExportDialog::buildLayout()
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    resize(940, 740);
    m_title->setObjectName(QStringLiteral("exportTitle"));
    m_title->setFont(headingFont());
    m_subtitle->setObjectName(QStringLiteral("exportSubtitle"));
    m_subtitle->setWordWrap(true);
    m_notice->setObjectName(QStringLiteral("exportNotice"));
    m_notice->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("exportCandidates"));
    m_list->setAccessibleName(tr("Candidates"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_withoutCompiler->setObjectName(QStringLiteral("withoutCompiler"));
    m_withoutCompiler->setText(tr("Export although there is no C compiler here to prove the C sources with"));
    m_gatesTitle->setObjectName(QStringLiteral("gatesTitle"));
    QFont bold = m_gatesTitle->font();
    bold.setBold(true);
    m_gatesTitle->setFont(bold);

    auto* const heads = new QVBoxLayout;
    heads->setSpacing(4);
    heads->addWidget(m_title);
    heads->addWidget(m_subtitle);
    auto* const gates = new QVBoxLayout;
    gates->setSpacing(8);
    gates->addWidget(m_gatesTitle);
    gates->addWidget(m_gates, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kGap);
    layout->addLayout(heads);
    layout->addWidget(m_list);
    layout->addWidget(m_notice);
    layout->addWidget(line(this));
    layout->addWidget(m_contents);
    layout->addWidget(line(this));
    layout->addWidget(m_place);
    layout->addWidget(m_withoutCompiler);
    layout->addWidget(line(this));
    layout->addLayout(gates, 1);
    layout->addWidget(m_message);
    layout->addWidget(buildFoot());
    restyle();
}

QWidget* ExportDialog::buildFoot()
{
    auto* const foot = new QWidget(this);
    m_progressText = new QLabel(foot);
    m_progressText->setObjectName(QStringLiteral("exportProgressText"));
    m_progress = new QProgressBar(foot);
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_close = new QPushButton(foot);
    m_close->setObjectName(QStringLiteral("closeExport"));
    m_close->setAutoDefault(false);
    m_go = new QPushButton(foot);
    m_go->setObjectName(QStringLiteral("startExport"));
    m_go->setDefault(true);
    makePrimary(m_go);
    auto* const progress = new QVBoxLayout;
    progress->setSpacing(4);
    progress->addWidget(m_progressText);
    progress->addWidget(m_progress);
    auto* const layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addLayout(progress, 1);
    layout->addWidget(m_close);
    layout->addWidget(m_go);
    return foot;
}

void ExportDialog::restyle()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, subtleText(palette()));
    m_subtitle->setPalette(quiet);
    QPalette hair = palette();
    hair.setColor(QPalette::WindowText, hairline(hair));
    for (QFrame* const frame : findChildren<QFrame*>(kLine))
        frame->setPalette(hair);
    if (m_progressText != nullptr)
        m_progressText->setPalette(quiet);
}

void ExportDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_go != nullptr)
        restyle();
}

} // namespace danas::ui
