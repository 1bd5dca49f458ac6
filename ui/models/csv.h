// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QString>

namespace danas::ui {

/// A table as people see it (columns, order, filter), as CSV after RFC 4180 with a header line. `role` picks the values.
[[nodiscard]] QString toCsv(const QAbstractItemModel& model, int role = Qt::DisplayRole);

} // namespace danas::ui
