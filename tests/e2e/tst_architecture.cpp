// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of DESIGN.md, section 1, read from the includes of the sources.
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

#include <map>

namespace {

struct Include {
    QString file; ///< relative to the tree, such as core/data/dataset.cpp
    QString name; ///< what stands between the brackets
};

/// The rooms of core, from the ground up. A room may use those below it, and its neighbours on its own floor.
const std::map<QString, int> kFloors { { "base", 0 }, { "data", 1 }, { "graph", 2 }, { "space", 3 }, { "cost", 3 }, { "quant", 3 },
    { "search", 4 }, { "store", 4 }, { "learn", 5 }, { "compare", 5 }, { "deploy", 5 } };

/// Headers of a library, and the only folder that may include them.
struct Home {
    const char* headers;
    const char* folder;
};
constexpr Home kHomes[] { { "^(torch|ATen|c10|caffe2)/", "core/learn/" }, { "^opencv2/", "core/data/" }, { "^(sndfile|soxr|fftw3)\\.h$", "core/data/audio/" },
    { "^sqlite3\\.h$", "core/store/" }, { "^zip\\.h$", "core/deploy/" }, { "^qcustomplot\\.h$", "ui/plots/" }, { "^CLI/", "app/" },
    { "^onnx/|^google/protobuf/", "core/deploy/" } };

QString root()
{
    return QStringLiteral(DANAS_SOURCE_FOLDER) + '/';
}

QString roomOf(const QString& file)
{
    return file.section('/', 1, 1);
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void librariesStayAtHome();
    void coreHasNoQt();
    void arrowsPointDown();
    void roomsOfCorePointDown();
    void filesStaySmall();
    void everySourceNamesItsLicence();

private:
    QStringList m_files;
    QVector<Include> m_includes;
};

void TestArchitecture::initTestCase()
{
    static const QRegularExpression form("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
    for (const char* folder : { "core", "ui", "app" }) {
        QDirIterator files(root() + folder, { "*.h", "*.cpp" }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            m_files << path.mid(root().size());
            auto matches = form.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                m_includes.push_back({ m_files.last(), matches.next().captured(1) });
        }
    }
    QVERIFY(m_files.size() > 80);
    QVERIFY(m_includes.size() > 400);
}

void TestArchitecture::librariesStayAtHome()
{
    for (const Include& include : m_includes) {
        for (const Home& home : kHomes) {
            const bool stranger = QRegularExpression(home.headers).match(include.name).hasMatch() && !include.file.startsWith(home.folder);
            QVERIFY2(!stranger, qPrintable(include.file + " includes " + include.name + ", which belongs to " + home.folder));
        }
    }
}

void TestArchitecture::coreHasNoQt()
{
    for (const Include& include : m_includes)
        QVERIFY2(!include.file.startsWith("core/") || !QRegularExpression("^Q[A-Z]|^Qt").match(include.name).hasMatch(),
            qPrintable(include.file + " includes " + include.name));
}

void TestArchitecture::arrowsPointDown()
{
    // ui's headers are found as "views/...", app's by their plain names; core's as "search/..." and so on.
    for (const Include& include : m_includes) {
        const bool uiHeader = QFile::exists(root() + "ui/" + include.name);
        if (include.file.startsWith("core/"))
            QVERIFY2(!uiHeader || QFile::exists(root() + "core/" + include.name), qPrintable(include.file + " includes " + include.name));
        if (include.file.startsWith("ui/")) // the window gets its evaluator from a factory
            QVERIFY2(!include.name.startsWith("learn/"), qPrintable(include.file + " includes " + include.name));
    }
}

void TestArchitecture::roomsOfCorePointDown()
{
    for (const Include& include : m_includes) {
        if (!include.file.startsWith("core/") || !QFileInfo(root() + "core/" + include.name).isFile()) // <compare> is also a room
            continue;
        const QString user = roomOf(include.file), used = include.name.section('/', 0, 0);
        QVERIFY2(kFloors.contains(user), qPrintable("core/" + user + " has no floor in this test"));
        QVERIFY2(kFloors.contains(used), qPrintable("core/" + used + " has no floor in this test"));
        QVERIFY2(kFloors.at(used) <= kFloors.at(user), qPrintable(include.file + " includes " + include.name));
        QVERIFY2(user == "learn" || used != "learn", qPrintable(include.file + " includes " + include.name));
    }
}

void TestArchitecture::filesStaySmall()
{
    for (const QString& name : m_files) {
        QFile file(root() + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().count('\n');
        QVERIFY2(lines <= 600, qPrintable(QString("%1 has %2 lines").arg(name).arg(lines)));
    }
}

void TestArchitecture::everySourceNamesItsLicence()
{
    for (const QString& name : m_files) {
        QFile file(root() + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readLine().contains("SPDX-License-Identifier: GPL-3.0-or-later"), qPrintable(name));
    }
}

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
