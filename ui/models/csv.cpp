// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/csv.h"

#include <QStringList>

#include <vector>

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

QString toCsv(const QAbstractItemModel& model, int role, const std::function<bool(int)>& shown)
{
    QString csv;
    std::vector<int> columns;
    for (int column = 0; column < model.columnCount(); ++column) {
        if (!shown || shown(column))
            columns.push_back(column);
    }
    const auto addRow = [&csv, &columns](const auto& text) {
        for (const int column : columns) {
            if (column != columns.front())
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
