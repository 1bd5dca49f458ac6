// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QVariant>

#include <functional>
#include <utility>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QSpinBox;

namespace danas::ui {

/// Labelled fields in the columns of a grid, each over one value of the run's settings: it shows what the document says, and an
/// edit is one undo step.
class SettingsFields : public QObject {
    Q_OBJECT
public:
    using Spec = search::RunSpec;
    struct Field {
        const char* name; ///< of the widget, for tests
        QString label, tip;
    };
    struct Range {
        int least, most, step;
        QString suffix = {}, leastWord = {}; ///< leastWord: what the least number means, if not itself
    };
    using Choices = QList<std::pair<QString, QVariant>>;

    SettingsFields(ProjectDocument* document, QGridLayout* grid, QObject* parent);

    /// The next fields go into this column, from this row down.
    void place(int row, int column);
    QSpinBox* number(const Field& field, const Range& range, std::function<int(const Spec&)> get, std::function<void(Spec&, int)> set);
    QSpinBox* number(const Field& field, const Range& range, int& (*of)(Spec&));
    QDoubleSpinBox* rate(const Field& field, double& (*of)(Spec&)); ///< a learning rate
    QComboBox* choice(const Field& field, const Choices& choices, std::function<QVariant(const Spec&)> get, std::function<void(Spec&, const QVariant&)> set);
    template <typename Enum> QComboBox* choice(const Field& field, const Choices& choices, Enum& (*of)(Spec&))
    {
        return choice(
            field, choices, [of](Spec spec) { return QVariant(static_cast<int>(of(spec))); },
            [of](Spec& spec, const QVariant& value) { of(spec) = static_cast<Enum>(value.toInt()); });
    }

    void refresh(); ///< from the document
    /// A field is of use while there is no reason against it; the reason stands in its tooltip.
    static void allow(QWidget* field, const QString& whyNot);

private:
    void add(QWidget* widget, const Field& field);
    void edit(const QString& text, const std::function<void(Spec&)>& change);

    ProjectDocument* m_document;
    QGridLayout* m_grid;
    int m_row = 0, m_column = 0;
    std::vector<std::function<void(const Spec&)>> m_show; ///< of each field
    bool m_refreshing = false;
};

} // namespace danas::ui
