// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentstubs.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "world.h"

#include <QJsonArray>
#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

namespace {

const QString kId = QStringLiteral("note:01HZZZZZZZZZZZZZZZZZZZZZZZ");

QJsonObject file(const QByteArray &bytes)
{
    return {
        {QStringLiteral("content_type"), QStringLiteral("application/octet-stream")},
        {QStringLiteral("revpos"), 1},
        {QStringLiteral("data"), QString::fromLatin1(bytes.toBase64())}};
}

QJsonObject note(const QString &text, const QJsonObject &files)
{
    QJsonObject body{
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("title"), QStringLiteral("With a photo")},
        {QStringLiteral("body"), text}};
    attachments::set(body, files);
    return body;
}

RevId rev(int generation, int n)
{
    return {generation, QByteArray::number(n).rightJustified(32, '0')};
}

} // namespace

/// Documents that other programs attached files to: whatever is done to them here, the files stay.
class TestAttachments : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    World &world() { return *m_world; }
    Device &a() { return world()[0]; }
    Device &b() { return world()[1]; }

    /// As another program writes it.
    void put(const QList<RevId> &path, QJsonObject body)
    {
        QCOMPARE(world().server().takeAttachments(kId, path, body), QString());
        world().server().insert(kId, path, false, body);
    }
    QStringList filesOf(const RevId &leaf)
    {
        const FakeDocument::Revision *revision = world().server().document(kId)->find(leaf);
        return revision && revision->body ? attachments::of(*revision->body).keys() : QStringList();
    }
    QStringList files() { return filesOf(world().server().document(kId)->winner()); }
    int leaves()
    {
        int live = 0;
        for (const RevId &leaf : world().server().document(kId)->leaves())
            live += world().server().document(kId)->find(leaf)->deleted ? 0 : 1;
        return live;
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("A"));
        world().add(QStringLiteral("B"));
        put({rev(1, 1)},
            note(
                QStringLiteral("one\n\ntwo\n\nthree\n"),
                {{QStringLiteral("photo.jpg"), file("a picture")}}));
        QCOMPARE(world().settle(), QString());
    }
    void cleanup() { m_world.reset(); }

    void anEditKeepsThem()
    {
        a().edit(kId, QStringLiteral("edited"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(b().body(kId), QStringLiteral("edited"));
        QCOMPARE(files(), QStringList{QStringLiteral("photo.jpg")});
        b().edit(kId, QStringLiteral("edited again"));
        b().trash(kId);
        QCOMPARE(world().verify(), QString());
        QCOMPARE(files(), QStringList{QStringLiteral("photo.jpg")});
    }

    void aMergeKeepsThoseOfBothSides()
    {
        // Another program puts a second photo on while A changes the text.
        const QJsonObject stub =
            attachments::of(*world().server().document(kId)->find(rev(1, 1))->body);
        QJsonObject files = stub;
        files.insert(QStringLiteral("second.jpg"), file("another picture"));
        put({rev(2, 2), rev(1, 1)}, note(QStringLiteral("ONE\n\ntwo\n\nthree\n"), files));
        a().edit(kId, QStringLiteral("one\n\ntwo\n\nTHREE\n"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().body(kId), QStringLiteral("ONE\n\ntwo\n\nTHREE\n"));
        const QStringList both{QStringLiteral("photo.jpg"), QStringLiteral("second.jpg")};
        QCOMPARE(this->files(), both);
        QCOMPARE(leaves(), 1);
    }

    void theServerMayHaveCompactedWhatTheStubRefersTo()
    {
        put({rev(2, 2), rev(1, 1)},
            note(
                QStringLiteral("ONE\n\ntwo\n\nthree\n"),
                attachments::of(*world().server().document(kId)->find(rev(1, 1))->body)));
        world().server().compact();
        a().edit(kId, QStringLiteral("one\n\ntwo\n\nTHREE\n"));
        const QString other = a().write(QStringLiteral("Other"), QStringLiteral("goes along"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(b().body(other), QStringLiteral("goes along"));
        QCOMPARE(b().body(kId), QStringLiteral("ONE\n\ntwo\n\nTHREE\n"));
        QCOMPARE(files(), QStringList{QStringLiteral("photo.jpg")});
    }

    void whatTheServerLostIsSaidAndStopsNothingElse()
    {
        world().couch().recreate(World::databaseName());
        const QString other = a().write(QStringLiteral("Other"), QStringLiteral("goes along"));
        a().edit(kId, QStringLiteral("edited"));
        QVERIFY(!a().sync().error);
        QVERIFY(world().server().document(other));
        QVERIFY(!world().server().document(kId));
        const auto items = a().store().outbox().list();
        QVERIFY(items && items->size() == 1 && items->first().lastError);
        QVERIFY(items->first().lastError->message.contains(QStringLiteral("photo.jpg")));
        QCOMPARE(a().body(kId), QStringLiteral("edited"));
        // The program that has the file comes back.
        put({rev(1, 1)},
            note(QStringLiteral("one"), {{QStringLiteral("photo.jpg"), file("a picture")}}));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(files(), QStringList{QStringLiteral("photo.jpg")});
        QCOMPARE(b().body(kId), QStringLiteral("edited"));
    }

    void anOldVersionComesBackWithTheFilesOfNow()
    {
        a().edit(kId, QStringLiteral("edited"));
        QCOMPARE(world().settle(), QString());
        put({rev(3, 3), world().server().document(kId)->winner(), rev(1, 1)},
            note(
                QStringLiteral("by another program"),
                {{QStringLiteral("plan.pdf"), file("a plan")}}));
        QCOMPARE(world().settle(), QString());
        QVERIFY(a().notes().revert(kId, rev(1, 1)));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(b().body(kId), QStringLiteral("one\n\ntwo\n\nthree\n"));
        QCOMPARE(files(), QStringList{QStringLiteral("plan.pdf")});
    }

    void mergingFileByFile()
    {
        const auto stub = [](const char *digest, int revpos) {
            return QJsonObject{
                {QStringLiteral("content_type"), QStringLiteral("a/b")},
                {QStringLiteral("digest"), QString::fromLatin1(digest)},
                {QStringLiteral("revpos"), revpos}};
        };
        const QString x = QStringLiteral("x"), y = QStringLiteral("y"), z = QStringLiteral("z");
        const QJsonObject base{{x, stub("1", 1)}, {y, stub("2", 1)}, {z, stub("3", 1)}};
        // changed by the loser, removed by the loser, changed by both
        const QJsonObject winner{{x, stub("1", 1)}, {y, stub("2", 1)}, {z, stub("4", 2)}};
        const QJsonObject loser{{x, stub("7", 2)}, {z, stub("5", 2)}};
        const QJsonObject expected{{x, stub("7", 2)}, {z, stub("4", 2)}};
        QCOMPARE(attachments::merged(base, winner, loser), expected);
        // Only the server's bookkeeping differs.
        QCOMPARE(
            attachments::merged({}, {{x, stub("1", 1)}}, {{x, stub("1", 4)}}),
            (QJsonObject{{x, stub("1", 1)}}));
    }
};

QTEST_GUILESS_MAIN(TestAttachments)
#include "tst_attachments.moc"
