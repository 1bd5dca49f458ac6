// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/csv.h"

#include <QStringList>

namespace danas::ui {

namespace {

QString field(QString text)
{
    text.replace(QChar(0x202f), QChar(u' ')); // spreadsheets do not read narrow spaces
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n')))
        return text;
    text.replace(QLatin1String("\""), QLatin1String("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

QString toCsv(const QAbstractItemModel& model, int role)
{
    QString csv;
    const int columns = model.columnCount();
    const auto addRow = [&csv, columns](const auto& text) {
        for (int column = 0; column < columns; ++column) {
            if (column > 0)
                csv += QLatin1Char(',');
            csv += field(text(column));
        }
        csv += QLatin1String("\r\n");
    };
    addRow([&model](int column) { return model.headerData(column, Qt::Horizontal).toString(); });
    for (int row = 0; row < model.rowCount(); ++row)
        addRow([&model, row, role](int column) { return model.index(row, column).data(role).toString(); });
    return csv;
}

} // namespace danas::ui
