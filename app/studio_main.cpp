// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "learn/evaluators.h"
#include "quiet_threads.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/views/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <csignal>
#include <cstdio>

namespace {

/// An exception that reaches Qt's event loop is a bug; its text still belongs to the person.
class Application : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        try {
            return QApplication::notify(receiver, event);
        } catch (const std::exception& error) {
            danas::log().critical("DANAS Studio has to end: {}", error.what());
            std::exit(1);
        }
    }
};

QString demoFolder(const QString& given)
{
    const QString standard = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/demo");
    return QFileInfo(given.isEmpty() ? standard : given).absoluteFilePath();
}

} // namespace

int main(int argc, char** argv)
{
    danas::app::quietThreads(argv);
    std::signal(SIGXFSZ, SIG_IGN); // a file-size limit then reads as a full disk, which the store puts into a sentence
    Application app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("danas"));
    QApplication::setApplicationName(QStringLiteral("danas-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("DANAS Studio"));
    QApplication::setApplicationVersion(QLatin1String(danas::version()));

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Find the best data and network for a microcontroller."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(QStringLiteral("demo"), QApplication::translate("main", "Open the demo project and start its search."));
    const QCommandLineOption demoIn(QStringLiteral("demo-folder"),
        QApplication::translate("main", "Where the demo lies (default: the user's data folder)."), QStringLiteral("FOLDER"));
    parser.addOptions({ demo, demoIn });
    parser.addPositionalArgument(QStringLiteral("PROJECT"), QApplication::translate("main", "A .danas file to open."), QStringLiteral("[PROJECT]"));
    parser.process(app);
    if (parser.positionalArguments().size() > 1) {
        std::fputs("danas-studio: open one project at a time.\n", stderr);
        return 2;
    }

    using namespace danas;
    const int theme = QSettings().value(QStringLiteral("theme"), static_cast<int>(ui::ThemeMode::System)).toInt();
    ui::applyTheme(app, static_cast<ui::ThemeMode>(theme));
    ui::MainWindow window(learn::makeEvaluator, std::make_unique<ui::DialogService>(), ui::toPath(demoFolder(parser.value(demoIn))));
    window.show();
    if (parser.isSet(demo))
        QTimer::singleShot(0, &window, &ui::MainWindow::startDemo);
    else if (!parser.positionalArguments().isEmpty())
        window.openProject(parser.positionalArguments().front());
    return QApplication::exec();
}
