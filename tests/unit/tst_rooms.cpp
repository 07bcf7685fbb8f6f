// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

namespace {

/// The order of the rooms of one folder, as its README draws it: a line `a < b, c < d`. Each room
/// knows those before it; rooms that are parted by a comma do not know each other.
QHash<QString, int> levelsIn(const QString &readme)
{
    QHash<QString, int> levels;
    static const QRegularExpression drawing(
        QStringLiteral("^(\\S+(?:, \\S+)*(?: < \\S+(?:, \\S+)*)+)$"),
        QRegularExpression::MultilineOption);
    const QStringList steps =
        drawing.match(readme).captured(1).split(QStringLiteral(" < "), Qt::SkipEmptyParts);
    for (int level = 0; level < steps.size(); ++level) {
        for (const QString &room : steps.at(level).split(QStringLiteral(", ")))
            levels.insert(room, level);
    }
    return levels;
}

QString roomOf(const QString &file)
{
    const qsizetype slash = file.lastIndexOf(u'/');
    return slash < 0 ? QStringLiteral(".") : file.first(slash);
}

using Sources = QMap<QString, QString>; ///< path inside the folder, text

Sources sourcesIn(const QString &folder)
{
    Sources sources;
    QDirIterator files(
        folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
        QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            sources.insert(
                file.fileName().sliced(folder.size() + 1), QString::fromUtf8(file.readAll()));
    }
    return sources;
}

/// Where each class of these headers is defined.
QHash<QString, QString> homesOf(const Sources &sources)
{
    static const QRegularExpression definition(
        QStringLiteral("^(?:class|struct|enum class) (\\w+)[^;\\n]*$"),
        QRegularExpression::MultilineOption);
    QHash<QString, QString> homes;
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        if (!source.key().endsWith(u".h"))
            continue;
        auto found = definition.globalMatch(*source);
        while (found.hasNext())
            homes.insert(found.next().captured(1), source.key());
    }
    return homes;
}

/// Includes and forward declarations that point to a room which is not below.
QStringList turnedArrows(const Sources &sources, const QHash<QString, int> &levels)
{
    static const QRegularExpression include(
        QStringLiteral("^#include \"([^\"]+)\""), QRegularExpression::MultilineOption);
    static const QRegularExpression forward(
        QStringLiteral("^(?:class|struct|enum class) (\\w+);"),
        QRegularExpression::MultilineOption);
    const QHash<QString, QString> homes = homesOf(sources);
    QStringList turned;
    const auto look = [&](const QString &from, const QString &to) {
        const QString here = roomOf(from);
        const QString there = roomOf(to);
        if (!levels.contains(here))
            turned << QStringLiteral("%1 is in no room that the README names").arg(from);
        else if (here != there && levels.value(there, 99) >= levels.value(here))
            turned << QStringLiteral("%1 knows %2").arg(from, to);
    };
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        auto found = include.globalMatch(*source);
        while (found.hasNext()) {
            const QString target = found.next().captured(1);
            if (sources.contains(target))
                look(source.key(), target);
        }
        found = forward.globalMatch(*source);
        while (found.hasNext()) {
            if (const QString home = homes.value(found.next().captured(1)); !home.isEmpty())
                look(source.key(), home);
        }
    }
    turned.removeDuplicates();
    return turned;
}

/// What writes a table, as `file: table`.
QStringList writersOf(const QStringList &tables, const Sources &sources)
{
    const QRegularExpression writing(
        QStringLiteral("\\b(?:INSERT(?: OR \\w+)? INTO|UPDATE|DELETE FROM) (%1)\\b")
            .arg(tables.join(u'|')));
    QStringList writers;
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        auto found = writing.globalMatch(*source);
        while (found.hasNext())
            writers << source.key() + QStringLiteral(": ") + found.next().captured(1);
    }
    writers.removeDuplicates();
    return writers;
}

/// Members `Class::member` that a text names, and no source defines or declares.
QStringList unknownHops(const QString &text, const QList<Sources> &parts)
{
    static const QRegularExpression hop(QStringLiteral("`(\\w+)::(\\w+)`"));
    QStringList unknown;
    auto found = hop.globalMatch(text);
    while (found.hasNext()) {
        const auto match = found.next();
        const QString name = match.captured(1) + QStringLiteral("::") + match.captured(2);
        const QRegularExpression defined(QStringLiteral("\\b%1\\(").arg(name));
        const QRegularExpression declared(
            QStringLiteral("(?:class|struct) %1\\b[^;]*?\\{.*\\b%2(?: =|[(;{])")
                .arg(match.captured(1), match.captured(2)),
            QRegularExpression::DotMatchesEverythingOption);
        const auto has = [&](const Sources &sources) {
            return std::any_of(sources.cbegin(), sources.cend(), [&](const QString &source) {
                return source.contains(defined) || source.contains(declared);
            });
        };
        if (std::none_of(parts.cbegin(), parts.cend(), has))
            unknown << name;
    }
    return unknown;
}

QString folder(const char *name)
{
    return qEnvironmentVariable("CAIRN_SOURCE") + u'/' + QLatin1String(name);
}

} // namespace

/// Arrows between the rooms of a folder go down only, and each table has one writer.
class TestRooms : public QObject {
    Q_OBJECT

private slots:
    void arrowsGoDown_data();
    void arrowsGoDown();
    void aTurnedArrowIsFound();
    void tablesHaveOneWriter_data();
    void tablesHaveOneWriter();
    void sqliteStaysInItsStore();
    void namesAreUsedOnce();
    void kindsAreNotAskedFor();
    void walksNameWhatThereIs_data();
    void walksNameWhatThereIs();
};

void TestRooms::arrowsGoDown_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<int>("rooms");
    QTest::newRow("model") << folder("model") << 14;
    QTest::newRow("sync") << folder("sync") << 4;
}

void TestRooms::arrowsGoDown()
{
    QFETCH(QString, where);
    QFile readme(where + QStringLiteral("/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QHash<QString, int> levels = levelsIn(QString::fromUtf8(readme.readAll()));
    QTEST(int(levels.size()), "rooms");
    const Sources sources = sourcesIn(where);
    QVERIFY(sources.size() > 50);
    QCOMPARE(turnedArrows(sources, levels), QStringList());
}

void TestRooms::aTurnedArrowIsFound()
{
    const auto levels = levelsIn(QStringLiteral("Words.\n\nlow < left, right < top\n"));
    QCOMPARE(levels.size(), 4);
    const Sources sources{
        {QStringLiteral("low/a.h"), QStringLiteral("#include \"top/b.h\"\nclass Left;\n")},
        {QStringLiteral("top/b.h"), QStringLiteral("#include \"low/a.h\"\n")},
        {QStringLiteral("left/c.h"), QStringLiteral("#include \"right/d.h\"\nclass Left\n{\n")},
        {QStringLiteral("right/d.h"), QStringLiteral("#include <map>\n")},
        {QStringLiteral("attic/e.h"), QStringLiteral("#include \"low/a.h\"\n")}};
    QCOMPARE(
        turnedArrows(sources, levels),
        QStringList(
            {QStringLiteral("attic/e.h is in no room that the README names"),
             QStringLiteral("left/c.h knows right/d.h"), QStringLiteral("low/a.h knows top/b.h"),
             QStringLiteral("low/a.h knows left/c.h")}));
}

void TestRooms::tablesHaveOneWriter_data()
{
    QTest::addColumn<QStringList>("tables");
    QTest::addColumn<QString>("room");
    const auto row = [](const char *name, const QStringList &tables, const char *room) {
        QTest::newRow(name) << tables << QString::fromLatin1(room);
    };
    row("trees", {QStringLiteral("document"), QStringLiteral("revision")}, "store/tree/");
    row("projection",
        {QStringLiteral("note"), QStringLiteral("note_tag"), QStringLiteral("notebook"),
         QStringLiteral("tag_name")},
        "store/projection/");
    row("outbox",
        {QStringLiteral("outbox"), QStringLiteral("outbox_dependency"),
         QStringLiteral("unconfirmed"), QStringLiteral("checkpoint"), QStringLiteral("unread")},
        "store/replica/");
    row("versions", {QStringLiteral("version"), QStringLiteral("activity")}, "store/history/");
}

void TestRooms::tablesHaveOneWriter()
{
    QFETCH(QStringList, tables);
    QFETCH(QString, room);
    QStringList writers = writersOf(tables, sourcesIn(folder("model")));
    QVERIFY(!writers.isEmpty());
    writers.removeIf([&room](const QString &writer) { return writer.startsWith(room); });
    QCOMPARE(writers, QStringList());
}

/// Two classes of one name in one namespace are one for the linker, whichever it meets first.
void TestRooms::sqliteStaysInItsStore()
{
    QStringList knowing;
    qsizetype seen = 0;
    for (const char *part : {"app", "sync", "ui", "model/items", "model/exchange"}) {
        const Sources sources = sourcesIn(folder(part));
        seen += sources.size();
        for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
            if (source->contains(QLatin1String("#include \"store/sqlite/")))
                knowing << source.key();
        }
    }
    QVERIFY(seen > 300);
    QCOMPARE(knowing, QStringList());
}

void TestRooms::namesAreUsedOnce()
{
    static const QRegularExpression definition(
        QStringLiteral("^(?:class|struct) (\\w+)(?: final)?(?: :[^;]*)?\\s*\\{"),
        QRegularExpression::MultilineOption);
    QHash<QString, QString> homes;
    for (const char *part : {"model", "sync", "ui", "app"}) {
        const Sources sources = sourcesIn(folder(part));
        for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
            if (!source.key().endsWith(u".h"))
                continue;
            auto found = definition.globalMatch(*source);
            while (found.hasNext()) {
                const QString name = found.next().captured(1);
                const QString before = homes.value(name);
                QVERIFY2(
                    before.isEmpty(),
                    qPrintable(name + QStringLiteral(": ") + before + u' ' + source.key()));
                homes.insert(name, source.key());
            }
        }
    }
    QVERIFY(homes.size() > 200);
}

/// What is done with a document stands with its kind (documentkind.h). Whoever compares the name of
/// a kind would have to be found when there is one more.
void TestRooms::kindsAreNotAskedFor()
{
    static const QRegularExpression asking(
        QStringLiteral("[=!]= k\\w+Type\\b|\\bk\\w+Type [=!]=|startsWith\\([^;]*k\\w+Type\\b"
                       "|startsWith\\([^;]*\"(?:note|notebook|template|device):"));
    QStringList found;
    for (const char *part : {"model", "sync", "ui", "app"}) {
        const Sources sources = sourcesIn(folder(part));
        QVERIFY(!sources.isEmpty());
        for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
            if (asking.match(*source).hasMatch())
                found << QLatin1String(part) + QLatin1Char('/') + source.key();
        }
    }
    QCOMPARE(found, QStringList());
    QVERIFY(asking.match(QStringLiteral("if (document.type != kNoteType)")).hasMatch());
}

void TestRooms::walksNameWhatThereIs_data()
{
    QTest::addColumn<int>("hops");
    QTest::newRow("ui") << 20;
    QTest::newRow("sync") << 12;
    QTest::newRow("model") << 6;
}

/// Each README that walks through the house names at least so many functions, and all exist.
void TestRooms::walksNameWhatThereIs()
{
    QFETCH(int, hops);
    QFile readme(folder(QTest::currentDataTag()) + QStringLiteral("/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(readme.readAll());
    const QList<Sources> parts{
        sourcesIn(folder("model")), sourcesIn(folder("sync")), sourcesIn(folder("ui")),
        sourcesIn(folder("app"))};
    QCOMPARE(unknownHops(text, parts), QStringList());
    QVERIFY(text.count(QStringLiteral("::")) >= hops);
    QCOMPARE(
        unknownHops(
            QStringLiteral("`NoteStore::edit`, `NoteStore::nowhereAtAll`, `Nobody::edit`"), parts),
        QStringList({QStringLiteral("NoteStore::nowhereAtAll"), QStringLiteral("Nobody::edit")}));
}

QTEST_APPLESS_MAIN(TestRooms)
#include "tst_rooms.moc"
