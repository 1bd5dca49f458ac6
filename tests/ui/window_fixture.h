// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/models/project_document.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace danas::test {

/// Settings of this test alone, kept in `folder`, and the light theme: nothing of the person's own is read or written.
inline void useOwnSettings(const QTemporaryDir& folder)
{
    QCoreApplication::setOrganizationName(QStringLiteral("danas-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    ui::applyTheme(*qApp, ui::ThemeMode::Light);
}

/// A small <split>/<class>/*.png tree: `each` pictures a class and split, all different.
inline QString writePictures(const QString& folder, const QStringList& classes, int each, int side = 96)
{
    QRandomGenerator random(7);
    for (const char* split : { "train", "validation", "test" }) {
        for (qsizetype label = 0; label < classes.size(); ++label) {
            const QString path = folder + QLatin1Char('/') + QLatin1String(split) + QLatin1Char('/') + classes[label];
            QDir().mkpath(path);
            for (int i = 0; i < each; ++i) {
                QImage image(side, side, QImage::Format_RGB888);
                image.fill(QColor::fromHsv(static_cast<int>(random.bounded(360U)), 90, 220));
                QPainter painter(&image);
                painter.setRenderHint(QPainter::Antialiasing);
                for (int shape = 0; shape < 6; ++shape) {
                    painter.setBrush(QColor::fromHsv(static_cast<int>(random.bounded(360U)), 200, 180));
                    const QRectF box(random.bounded(side - 20), random.bounded(side - 20), 12 + random.bounded(30), 12 + random.bounded(30));
                    label % 2 == 0 ? painter.drawEllipse(box) : painter.drawRect(box);
                }
                painter.end();
                image.save(path + QStringLiteral("/%1.png").arg(i, 3, 10, QLatin1Char('0')));
            }
        }
    }
    return folder;
}

/// Opens a list and clicks one of its items, as a hand does.
inline void pick(QComboBox& box, int item)
{
    QVERIFY(item >= 0 && box.isEnabled());
    box.showPopup();
    QVERIFY(QTest::qWaitForWindowExposed(box.view()->window()));
    const QModelIndex index = box.model()->index(item, 0);
    box.view()->scrollTo(index);
    const QPoint middle = box.view()->visualRect(index).center();
    QTest::mouseMove(box.view()->viewport(), middle); // the list takes no click before the mouse has moved in it
    QTest::mouseClick(box.view()->viewport(), Qt::LeftButton, {}, middle, QApplication::doubleClickInterval() + 1);
    QTRY_VERIFY(!box.view()->isVisible());
}

/// A document in a temporary folder, with a dataset if asked for.
struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<ui::ProjectDocument> document;

    explicit Fixture(const QStringList& classes = {}, int each = 6)
    {
        document = std::make_unique<ui::ProjectDocument>(file(), store::Project::Mode::Create);
        if (classes.isEmpty())
            return;
        data::DatasetSpec spec;
        spec.path = writePictures(folder.filePath(QStringLiteral("pictures")), classes, each).toStdString();
        document->setDataset(spec, QStringLiteral("test"));
    }
    [[nodiscard]] std::filesystem::path file() const { return ui::toPath(folder.filePath(QStringLiteral("test.danas"))); }
    [[nodiscard]] bool ready() const { return document->dataState() == ui::ProjectDocument::DataState::Ready; }
    void reopen()
    {
        document.reset();
        document = std::make_unique<ui::ProjectDocument>(file(), store::Project::Mode::ReadWrite);
    }
};

/// Saves what a widget looks like, light and dark, where DANAS_SCREENSHOTS names a folder; else does nothing.
inline void screenshot(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("DANAS_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    for (const auto mode : { ui::ThemeMode::Dark, ui::ThemeMode::Light }) {
        ui::applyTheme(*qApp, mode);
        ui::retintIcons(&widget);
        QTest::qWait(50);
        widget.grab().save(folder + QLatin1Char('/') + name + (mode == ui::ThemeMode::Dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")));
    }
}

} // namespace danas::test
