// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/class_table.h"

#include "base/units.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace danas::ui {
namespace {


/// Counts of one class, one bar in three parts: train full, validation lighter, test lightest.
class SplitBar : public QWidget {
public:
    SplitBar(const std::array<int, 3>& counts, int most, QWidget* parent)
        : QWidget(parent)
        , m_counts(counts)
        , m_most(std::max(1, most))
    {
        setMinimumSize(80, 20);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        QStringList parts;
        for (const data::Split split : data::kSplits)
            parts << toQt(formatGrouped(static_cast<std::uint64_t>(counts[static_cast<std::size_t>(split)]))) + QStringLiteral(" ")
                    + toQt(data::splitName(split));
        setToolTip(parts.join(QStringLiteral(", ")));
        setAccessibleName(toolTip());
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        static constexpr std::array kStrength { 1.0F, 0.6F, 0.3F };
        double x = 0.0;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            QColor colour = accentColour(palette());
            colour.setAlphaF(kStrength[i]);
            const double w = static_cast<double>(m_counts[i]) * width() / m_most;
            painter.fillRect(QRectF(x, 4, std::max(0.0, w - 1.0), 12), colour);
            x += w;
        }
    }

private:
    std::array<int, 3> m_counts;
    int m_most;
};

int total(const std::array<int, 3>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0);
}

} // namespace

ClassTable::ClassTable(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("classTable"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(kGap);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
}

void ClassTable::setContent(const std::shared_ptr<const data::Dataset>& dataset, const data::DatasetSpec& spec)
{
    m_spec = spec;
    m_dataset = dataset;
    const QWidget* focused = focusWidget();
    const QString focusName = focused != nullptr && focused->hasFocus() ? focused->objectName() : QString();
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (QWidget* old = item->widget()) { // perhaps the sender of the edit that led here
            old->hide();
            old->setObjectName({});
            old->deleteLater();
        }
        delete item;
    }
    if (!dataset)
        return;
    int most = 0;
    for (const auto& [name, counts] : dataset->sourceCounts)
        most = std::max(most, total(counts));
    int row = 0;
    for (const std::string& name : dataset->sourceClasses)
        addRow(row++, name, most);
    if (dataset->sourceClasses.size() > 2)
        addRest(row);
    if (auto* again = focusName.isEmpty() ? nullptr : findChild<QWidget*>(focusName))
        again->setFocus();
}

QString ClassTable::targetOf(const std::string& name) const
{
    const auto merged = m_spec.merge.find(name);
    if (merged != m_spec.merge.end())
        return toQt(merged->second);
    return toQt(m_spec.mergeRest.empty() ? name : m_spec.mergeRest);
}

void ClassTable::addRow(int row, const std::string& name, int most)
{
    const auto found = m_dataset->sourceCounts.find(name);
    const std::array<int, 3> counts = found == m_dataset->sourceCounts.end() ? std::array<int, 3> {} : found->second;
    const bool used = std::find(m_spec.leaveOut.begin(), m_spec.leaveOut.end(), name) == m_spec.leaveOut.end();

    auto* check = new QCheckBox(toQt(name), this);
    check->setObjectName(QStringLiteral("use.") + toQt(name));
    check->setToolTip(tr("Use the class %1").arg(toQt(name)));
    check->setChecked(used);
    connect(check, &QCheckBox::clicked, this, [this, name](bool on) { use(name, on); });
    m_grid->addWidget(check, row, 0);
    m_grid->addWidget(new SplitBar(counts, most, this), row, 1);
    QStringList perSplit;
    for (const int count : counts)
        perSplit << toQt(formatGrouped(static_cast<std::uint64_t>(count)));
    auto* number = new QLabel(perSplit.join(QStringLiteral(" \u00b7 ")), this);
    number->setToolTip(tr("Train, validation and test; %1 in all").arg(toQt(formatGrouped(static_cast<std::uint64_t>(total(counts))))));
    number->setFont(numberFont());
    number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(number, row, 2);

    auto* target = new QComboBox(this);
    target->setObjectName(QStringLiteral("merge.") + toQt(name));
    target->setAccessibleName(tr("%1 counts as").arg(toQt(name)));
    target->setEditable(true);
    target->setInsertPolicy(QComboBox::NoInsert);
    target->setMinimumWidth(120);
    for (const std::string& other : m_dataset->sourceClasses)
        target->addItem(toQt(other));
    target->setCurrentText(targetOf(name));
    target->setEnabled(used);
    target->setToolTip(used ? tr("The class it counts as: choose one, or write a new name.") : tr("This class is left out."));
    connect(target, &QComboBox::activated, this, [this, name, target] { count(name, target->currentText()); });
    connect(target->lineEdit(), &QLineEdit::editingFinished, this, [this, name, target] { count(name, target->currentText()); });
    m_grid->addWidget(target, row, 3);
}

void ClassTable::addRest(int row)
{
    auto* text = new QLabel(tr("Everything else counts as"), this);
    text->setForegroundRole(QPalette::PlaceholderText);
    auto* rest = new QComboBox(this);
    rest->setObjectName(QStringLiteral("mergeRest"));
    rest->setAccessibleName(text->text());
    rest->setEditable(true);
    rest->setInsertPolicy(QComboBox::NoInsert);
    rest->addItem(tr("itself"));
    for (const std::string& name : m_dataset->sourceClasses)
        rest->addItem(QStringLiteral("no_") + toQt(name));
    rest->setCurrentText(m_spec.mergeRest.empty() ? tr("itself") : toQt(m_spec.mergeRest));
    rest->setToolTip(tr("All classes without a choice of their own become this one: \u201cperson against the rest\u201d."));
    const auto choose = [this, rest] {
        data::DatasetSpec spec = m_spec;
        const QString name = rest->currentText().trimmed();
        spec.mergeRest = name == tr("itself") ? std::string() : name.toStdString();
        // The class that the rest is against keeps its own name: "no_person" leaves "person" alone.
        const std::string kept = spec.mergeRest.starts_with("no_") ? spec.mergeRest.substr(3) : std::string();
        const auto& classes = m_dataset->sourceClasses;
        if (std::find(classes.begin(), classes.end(), kept) != classes.end())
            spec.merge[kept] = kept;
        if (spec != m_spec)
            emit edited(spec, tr("Everything else counts as %1").arg(name));
    };
    connect(rest, &QComboBox::activated, this, choose);
    connect(rest->lineEdit(), &QLineEdit::editingFinished, this, choose);
    m_grid->addWidget(text, row, 0, 1, 3, Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(rest, row, 3);
}

void ClassTable::use(const std::string& name, bool used)
{
    data::DatasetSpec spec = m_spec;
    std::erase(spec.leaveOut, name);
    if (!used) {
        spec.leaveOut.push_back(name);
        spec.merge.erase(name); // a class is left out or merged, not both
    }
    emit edited(spec, used ? tr("Use %1").arg(toQt(name)) : tr("Leave out %1").arg(toQt(name)));
}

void ClassTable::count(const std::string& name, const QString& as)
{
    const std::string target = as.trimmed().toStdString();
    if (target.empty() || as.trimmed() == targetOf(name))
        return;
    data::DatasetSpec spec = m_spec;
    if (target == name && spec.mergeRest.empty())
        spec.merge.erase(name);
    else
        spec.merge[name] = target;
    emit edited(spec, tr("%1 counts as %2").arg(toQt(name), as.trimmed()));
}

} // namespace danas::ui
