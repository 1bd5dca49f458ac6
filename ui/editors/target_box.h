// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target.h"

#include <QComboBox>

#include <optional>

namespace danas::ui {

class TargetStore;

/// All targets, engines beneath their boards. Its items change only when the store does, or for a target that is not in the store:
/// a choice may be answered with `showTarget` at once, while the click in the list is still being delivered.
class TargetBox : public QComboBox {
    Q_OBJECT
public:
    explicit TargetBox(TargetStore* store, QWidget* parent = nullptr);

    void showTarget(const std::optional<cost::Target>& target); ///< absent: no target

signals:
    void chosen(const std::optional<cost::Target>& target); ///< by the person
    void customRequested();                                 ///< a board that is not in the list

private:
    void fill();
    void addHeader(const cost::Board& board);
    void addTarget(const cost::Target& target, int index, const QString& suffix = {});
    void nameItem(int item, const cost::Target& target, const QString& suffix);
    [[nodiscard]] int itemOf(const cost::Target& target);
    void choose(int item);

    TargetStore* m_store;
    std::optional<cost::Target> m_shown;
    std::optional<cost::Target> m_ofProject; ///< listed as the project's own
};

} // namespace danas::ui
