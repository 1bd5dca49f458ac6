// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCPAxisRect;
class QCPItemLine;
class QCPItemRect;
class QCPItemText;
class QCustomPlot;
class QPalette;
class QString;

namespace danas::ui {

class MemoryAreas;

/// One of the two pictures of memory over steps: its rectangles, the band of the selected step, the line of the limit. The plot
/// owns them all.
struct MemoryPane {
    QCPAxisRect* rect = nullptr;
    MemoryAreas* areas = nullptr;
    QCPItemRect* band = nullptr;
    QCPItemLine* limit = nullptr;
    QCPItemText* limitText = nullptr;

    [[nodiscard]] static MemoryPane on(QCustomPlot& plot, int row, const QString& label);
    void setColours(const QPalette& palette);
};

} // namespace danas::ui
