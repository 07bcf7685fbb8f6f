// SPDX-License-Identifier: GPL-3.0-or-later
#include "account.h"
#include "http/databaseurl.h"

#include <QtTest>

using namespace cairn;
using Problem = DatabaseUrl::Problem;

class TestDatabaseUrl : public QObject {
    Q_OBJECT
private slots:
    void namesInAddresses();
    void accepted_data();
    void accepted();
    void storedBefore_data();
    void storedBefore();
    void refused_data();
    void refused();
    void plainHttpWhenAllowed();
    void oneAddressOneSpelling();
    void encodesSegments();
};

void TestDatabaseUrl::accepted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("session");
    QTest::newRow("plain") << "https://h.example/notes"
                           << "https://h.example/notes"
                           << "https://h.example/_session";
    QTest::newRow("slash") << " https://h.example/notes/ "
                           << "https://h.example/notes"
                           << "https://h.example/_session";
    QTest::newRow("prefix") << "https://h.example:6984/couch/db/notes"
                            << "https://h.example:6984/couch/db/notes"
                            << "https://h.example:6984/couch/db/_session";
    QTest::newRow("loopback") << "http://127.0.0.1:5984/n"
                              << "http://127.0.0.1:5984/n"
                              << "http://127.0.0.1:5984/_session";
    QTest::newRow("loopback 6") << "http://[::1]:5984/n"
                                << "http://[::1]:5984/n"
                                << "http://[::1]:5984/_session";
    QTest::newRow("localhost") << "http://LOCALHOST/n"
                               << "http://localhost/n"
                               << "http://localhost/_session";
    QTest::newRow("slash in the name") << "https://h.example/a%2Fb"
                                       << "https://h.example/a/b"
                                       << "https://h.example/a/_session";
    QTest::newRow("plus") << "https://h.example/user%2Bnotes"
                          << "https://h.example/user%2Bnotes"
                          << "https://h.example/_session";
    QTest::newRow("credentials never travel") << "https://me:secret@h.example/n"
                                              << "https://h.example/n"
                                              << "https://h.example/_session";
}

void TestDatabaseUrl::accepted()
{
    QFETCH(QString, text);
    QFETCH(QString, database);
    QFETCH(QString, session);
    const auto url = DatabaseUrl::parse(text);
    QVERIFY(url.has_value());
    QCOMPARE(url->database().toString(QUrl::FullyEncoded), database);
    QCOMPARE(url->server(QStringLiteral("_session")).toString(QUrl::FullyEncoded), session);
    QCOMPARE(
        url->database(QStringLiteral("_local/x%3Ay")).toString(QUrl::FullyEncoded),
        database + QStringLiteral("/_local/x%3Ay"));
}

void TestDatabaseUrl::namesInAddresses()
{
    const auto bare = [](const char *text) {
        const QString url = QString::fromLatin1(text);
        return addressNamesUser(url) ? addressWithoutUser(url) : QString();
    };
    QCOMPARE(bare("https://me:secret@h.example/n"), QStringLiteral("https://h.example/n"));
    QCOMPARE(bare("https://me@h.example:6984/n"), QStringLiteral("https://h.example:6984/n"));
    QCOMPARE(bare("https://me:a@b@h.example"), QStringLiteral("https://h.example"));
    QCOMPARE(bare("https://h.example/a@b"), QString());
    QCOMPARE(bare("https://h.example/n"), QString());
}

void TestDatabaseUrl::storedBefore_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("database");
    const QString notes = QStringLiteral("https://h.example/notes");
    QTest::newRow("plain") << notes << notes;
    QTest::newRow("encoded") << "https://h.example/b%20c"
                             << "https://h.example/b%20c";
    QTest::newRow("query") << "https://h.example/notes?z=1" << notes;
    QTest::newRow("slash and query") << "https://h.example/notes/?z" << notes;
    QTest::newRow("fragment") << "https://h.example/notes#q" << notes;
    QTest::newRow("a way up") << "http://127.0.0.1/x/../../y?z#q"
                              << "http://127.0.0.1/y";
    QTest::newRow("a hidden way up") << "https://h.example/x/%2E%2e/notes" << notes;
    QTest::newRow("here") << "https://h.example/./notes" << notes;
    QTest::newRow("an at") << "https://h.example/~me@home/notes"
                           << "https://h.example/~me@home/notes";
    QTest::newRow("none left") << "https://h.example/notes/.." << QString();
    QTest::newRow("words") << "my server" << QString();
    QTest::newRow("plain http") << "http://h.example/notes?z" << QString();
}

/// An account goes on with the place that was asked before such addresses were refused.
void TestDatabaseUrl::storedBefore()
{
    QFETCH(QString, text);
    QFETCH(QString, database);
    const auto url = DatabaseUrl::parseStored(text);
    QCOMPARE(url.has_value(), !database.isEmpty());
    if (url)
        QCOMPARE(url->database().toString(QUrl::FullyEncoded), database);
}

void TestDatabaseUrl::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("empty") << "" << Problem::NotHttp;
    QTest::newRow("words") << "my server" << Problem::NotHttp;
    QTest::newRow("no scheme") << "h.example/notes" << Problem::NotHttp;
    QTest::newRow("ftp") << "ftp://h.example/notes" << Problem::NotHttp;
    QTest::newRow("file") << "file:///notes" << Problem::NotHttp;
    QTest::newRow("no host") << "https:///notes" << Problem::NoHost;
    QTest::newRow("no database") << "https://h.example" << Problem::NoDatabase;
    QTest::newRow("only a slash") << "https://h.example//" << Problem::NoDatabase;
    QTest::newRow("system database") << "https://h.example/_users" << Problem::BadName;
    QTest::newRow("a way up") << "http://127.0.0.1/x/../../y" << Problem::NotPlain;
    QTest::newRow("a hidden way up") << "https://h.example/x/%2E%2e/y" << Problem::NotPlain;
    QTest::newRow("dots at the end") << "https://h.example/notes/.." << Problem::NotPlain;
    QTest::newRow("query") << "https://h.example/notes?z" << Problem::NotPlain;
    QTest::newRow("fragment") << "https://h.example/notes#q" << Problem::NotPlain;
    QTest::newRow("a name behind a slash")
        << "http://127.0.0.1:1/me:secret@h/n" << Problem::NamesUser;
    QTest::newRow("a name in the middle") << "https://h.example/a/me@h/n" << Problem::NamesUser;
    QTest::newRow("a name at the end") << "https://h.example/n@h" << Problem::NamesUser;
    QTest::newRow("a name without TLS") << "http://me/secret@h.example/n" << Problem::NamesUser;
    QTest::newRow("plain http") << "http://h.example/notes" << Problem::NotTls;
    QTest::newRow("not quite loopback") << "http://127.0.0.1.example/notes" << Problem::NotTls;
    QTest::newRow("loopback as user") << "http://localhost@h.example/notes" << Problem::NotTls;
}

void TestDatabaseUrl::refused()
{
    QFETCH(QString, text);
    QFETCH(Problem, problem);
    const auto url = DatabaseUrl::parse(text);
    QVERIFY(!url.has_value());
    QCOMPARE(url.error(), problem);
    QVERIFY(!toError(url.error()).message.isEmpty());
    QVERIFY(!toError(url.error()).message.contains(QStringLiteral("secret")));
}

void TestDatabaseUrl::plainHttpWhenAllowed()
{
    const QString text = QStringLiteral("http://h.example/notes");
    QVERIFY(DatabaseUrl::parse(text, DatabaseUrl::PlainHttp::Allowed).has_value());
}

void TestDatabaseUrl::oneAddressOneSpelling()
{
    const auto normalized = [](const char *text) {
        return DatabaseUrl::parse(QString::fromLatin1(text))->normalized();
    };
    QCOMPARE(normalized("https://H.example:443/notes/"), normalized("https://h.example/notes"));
    QVERIFY(normalized("https://h.example:6984/notes") != normalized("https://h.example/notes"));
    QVERIFY(normalized("https://h.example/notes") != normalized("https://h.example/Notes"));
}

void TestDatabaseUrl::encodesSegments()
{
    QCOMPARE(
        DatabaseUrl::encoded(QStringLiteral("note:a/b ü?")),
        QStringLiteral("note%3Aa%2Fb%20%C3%BC%3F"));
}

QTEST_GUILESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
