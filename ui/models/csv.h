// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QString>

#include <functional>

namespace danas::ui {

/// A table as people see it (columns, order, filter), as CSV after RFC 4180 with a header line. `role` picks the values,
/// `shown` the columns (all by default).
[[nodiscard]] QString toCsv(const QAbstractItemModel& model, int role = Qt::DisplayRole, const std::function<bool(int)>& shown = {});

} // namespace danas::ui
