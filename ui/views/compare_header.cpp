// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compare_header.h"

#include "ui/base/marks.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/experiment_chooser.h"

#include <QBuffer>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace danas::ui {
namespace {

constexpr std::size_t kShort = 2; ///< remarks that are always seen

/// The arm's sign as a picture inside rich text.
QString sampleHtml(std::size_t arm)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    armSample(arm, 1.0).save(&buffer, "PNG");
    return QStringLiteral("<img src=\"data:image/png;base64,%1\"/>").arg(QString::fromLatin1(bytes.toBase64()));
}

/// What was found as a heading, what it rests on below. Where nothing may be compared, the banner says why.
QString verdictHtml(const compare::Comparison& comparison)
{
    if (!comparison.comparable)
        return QStringLiteral("<span style=\"font-size:13pt; font-weight:600\">%1</span>").arg(QObject::tr("No verdict: each arm is shown for itself."));
    const QString verdict = toQt(comparison.verdict);
    const auto clause = verdict.indexOf(QLatin1String("; "));
    const QString found = clause < 0 ? verdict : verdict.left(clause) + QLatin1Char('.');
    const QString rest = clause < 0 ? QString() : verdict.at(clause + 2).toUpper() + verdict.mid(clause + 3);
    return QStringLiteral("<div style=\"font-size:13pt; font-weight:600\">%1</div><div style=\"margin-top:4px\">%2</div>").arg(found.toHtmlEscaped(), rest.toHtmlEscaped());
}

} // namespace

RemarkBanner::RemarkBanner(QWidget* parent)
    : QFrame(parent)
    , m_layout(new QGridLayout(this))
{
    setObjectName(QStringLiteral("remarkBanner"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_layout->setContentsMargins(kGap, 6, kGap, 6);
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnStretch(1, 1);
    setVisible(false);
}

void RemarkBanner::show(const std::vector<compare::Remark>& remarks)
{
    const auto same = [](const compare::Remark& a, const compare::Remark& b) { return a.grade == b.grade && a.text == b.text; };
    if (std::equal(remarks.begin(), remarks.end(), m_remarks.begin(), m_remarks.end(), same))
        return; // nothing moves while a run goes on
    m_remarks = remarks;
    m_all = false;
    setAccessibleName(text());
    build();
    setVisible(!remarks.empty());
}

QString RemarkBanner::text() const
{
    QStringList lines;
    for (const compare::Remark& remark : m_remarks)
        lines += (remark.grade == compare::Grade::NotComparable ? tr("Not comparable: ") : tr("Mind this: ")) + toQt(remark.text);
    return lines.join(QLatin1Char('\n'));
}

void RemarkBanner::build()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const bool dark = std::any_of(m_remarks.begin(), m_remarks.end(), [](const auto& remark) { return remark.grade == compare::Grade::NotComparable; });
    const std::size_t shown = m_all || m_remarks.size() <= kShort + 1 ? m_remarks.size() : kShort;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool grave = m_remarks[i].grade == compare::Grade::NotComparable;
        auto* const sign = new QLabel(this);
        sign->setPixmap(icon(grave ? QStringLiteral("warning") : QStringLiteral("info"), grave ? errorColour(palette()) : subtleText(palette())).pixmap(16, 16));
        auto* const line = new QLabel(this);
        line->setTextFormat(Qt::RichText);
        line->setText(QStringLiteral("<b>%1</b> %2").arg(grave ? tr("Not comparable.") : tr("Mind this."), toQt(m_remarks[i].text).toHtmlEscaped()));
        line->setWordWrap(true);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse);
        const int row = static_cast<int>(i);
        m_layout->addWidget(sign, row, 0, Qt::AlignTop);
        m_layout->addWidget(line, row, 1);
    }
    if (m_remarks.size() <= kShort + 1)
        return;
    auto* const more = new QToolButton(this);
    more->setObjectName(QStringLiteral("moreRemarks"));
    more->setAutoRaise(true);
    more->setText(m_all ? tr("Fewer") : tr("%1 more").arg(m_remarks.size() - shown));
    more->setToolTip(dark ? tr("All that stands in the way, and what to mind") : tr("All that is to be minded"));
    connect(more, &QToolButton::clicked, this, [this] {
        m_all = !m_all;
        build();
    });
    m_layout->addWidget(more, static_cast<int>(shown) - 1, 2, Qt::AlignBottom);
}

void RemarkBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_remarks.empty())
        build();
}

CompareHeader::CompareHeader(CompareSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_arms(new QLabel(this))
    , m_verdict(new QLabel(this))
    , m_banner(new RemarkBanner(this))
    , m_choose(new QToolButton(this))
{
    m_arms->setObjectName(QStringLiteral("compareArms"));
    m_arms->setTextFormat(Qt::RichText);
    m_arms->setWordWrap(true);
    m_verdict->setObjectName(QStringLiteral("compareVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::RichText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_choose->setObjectName(QStringLiteral("chooseRuns"));
    m_choose->setText(tr("Choose runs"));
    m_choose->setCheckable(true);
    m_choose->setToolTip(tr("Show or hide the list of runs"));
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_choose);
    row->addSpacing(4);
    row->addWidget(m_arms, 1);
    m_reports = { addReport(row, tr("Report\u2026"), QStringLiteral("html")), addReport(row, tr("CSV\u2026"), QStringLiteral("csv")),
        addReport(row, tr("JSON\u2026"), QStringLiteral("json")) };
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(new ExperimentChooser(session, this));
    layout->addWidget(m_banner);
    layout->addWidget(m_verdict);
    connect(&session, &CompareSession::chosenChanged, this, &CompareHeader::showArms);
    connect(&session, &CompareSession::comparisonChanged, this, &CompareHeader::showVerdict);
    showArms();
    showVerdict();
}

QPushButton* CompareHeader::addReport(QHBoxLayout* row, const QString& text, const QString& format)
{
    auto* const button = new QPushButton(text, this);
    button->setObjectName(QStringLiteral("report.") + format);
    connect(button, &QPushButton::clicked, this, [this, format] { emit reportRequested(format); });
    row->addWidget(button);
    return button;
}

void CompareHeader::showArms()
{
    QStringList arms;
    const auto& chosen = m_session.chosen();
    for (std::size_t arm = 0; arm < chosen.size(); ++arm)
        arms += QStringLiteral("%1&nbsp;<b>%2</b>&nbsp;%3").arg(sampleHtml(arm), armLetter(arm), chosen[arm].name.toHtmlEscaped().replace(QLatin1Char(' '), QStringLiteral("&nbsp;")));
    m_arms->setText(arms.join(QStringLiteral("&nbsp;&nbsp; ")));
    QStringList names;
    for (std::size_t arm = 0; arm < chosen.size(); ++arm)
        names += armLetter(arm) + QStringLiteral(": ") + chosen[arm].name;
    m_arms->setAccessibleName(names.join(QStringLiteral(", ")));
}

void CompareHeader::showVerdict()
{
    const auto comparison = m_session.comparison();
    if (comparison) {
        m_verdict->setText(verdictHtml(*comparison));
        m_verdict->setAccessibleName(toQt(comparison->verdict));
        m_banner->show(comparison->remarks);
    } else {
        m_verdict->setText(m_session.busy() ? tr("Comparing\u2026") : m_session.error().toHtmlEscaped());
        m_banner->show({});
    }
    for (QPushButton* button : m_reports) {
        button->setEnabled(comparison != nullptr);
        button->setToolTip(comparison ? tr("Save what is shown here, with all its figures") : tr("Choose two or more runs first."));
    }
}

} // namespace danas::ui
