// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/log_view.h"

#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QFontDatabase>
#include <QTime>

namespace danas::ui {

LogView::LogView(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("runLog"));
    setAccessibleName(tr("Log of the run"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setMaximumBlockCount(5000);
    setFrameShape(QFrame::NoFrame);
    setPlaceholderText(tr("Nothing to report."));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(smallFont().pointSizeF());
    setFont(fixed);
}

void LogView::append(const std::vector<std::string>& messages)
{
    const QString time = QTime::currentTime().toString(QStringLiteral("HH:mm:ss  "));
    for (const std::string& message : messages)
        appendPlainText(time + toQt(message));
}

} // namespace danas::ui
