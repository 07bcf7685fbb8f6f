// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountkeeper.h"
#include "clock.h"
#include "credentials.h"
#include "fileimport.h"
#include "random.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "welcome.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

/// Without a keychain: no session bus can be reached.
class TestAccountKeeper : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void noAccountAsksNothing();
    void asksOnceWithoutKeychain();
    void onlyItsAccountHasThePassword();
    void changeIsUsedButNotStored();
    void accountWithoutUserNeedsNoPassword();
    void emptyPasswordKeepsTheKnownOne();
    void signOutForgets();
    void welcomeOnce();
    void welcomeStaysAtHome();
    void importsFiles();

private:
    struct Parts {
        explicit Parts(Store &store, const QString &directory)
            : credentials(Profile(directory))
            , keeper(store.meta(), credentials)
            , ready(&keeper, &AccountKeeper::ready)
            , needed(&keeper, &AccountKeeper::passwordNeeded)
            , notStored(&keeper, &AccountKeeper::passwordNotStored)
        {
        }
        Credentials credentials;
        AccountKeeper keeper;
        QSignalSpy ready;
        QSignalSpy needed;
        QSignalSpy notStored;
    };

    const Account m_account{QStringLiteral("https://example.org/notes"), QStringLiteral("ann")};
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Store> m_store;
    SystemClock m_clock;
    SystemRandom m_random;
};

void TestAccountKeeper::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    qRegisterMetaType<Account>();
}

void TestAccountKeeper::init()
{
    m_store.reset();
    m_directory = std::make_unique<QTemporaryDir>();
    Store::Options options;
    options.file = m_directory->filePath(QStringLiteral("cairn.sqlite"));
    options.clock = &m_clock;
    options.random = &m_random;
    m_store = std::move(Store::open(options)).value();
}

void TestAccountKeeper::noAccountAsksNothing()
{
    Parts parts(*m_store, m_directory->path());
    parts.keeper.start();
    QCoreApplication::processEvents();
    QCOMPARE(parts.ready.count() + parts.needed.count(), 0);
    QCOMPARE(parts.keeper.shown({}).phase, SyncStatus::Phase::NoAccount);
}

void TestAccountKeeper::asksOnceWithoutKeychain()
{
    QVERIFY(m_store->meta().setAccount(m_account));
    Parts parts(*m_store, m_directory->path());
    parts.keeper.start();
    QTRY_COMPARE(parts.needed.count(), 1);
    QCOMPARE(parts.ready.count(), 0);
    QCOMPARE(parts.keeper.shown({}).phase, SyncStatus::Phase::SignIn);
    QCOMPARE(m_store->meta().account().value(), m_account); // never taken for "no account"

    parts.keeper.change(m_account, QStringLiteral("s3cret"), QString());
    QCOMPARE(parts.ready.count(), 1);
    QCOMPARE(parts.ready.at(0).at(1).toString(), QStringLiteral("s3cret"));
    QCOMPARE(parts.keeper.shown({}).phase, SyncStatus::Phase::NoAccount);
    QTRY_COMPARE(parts.notStored.count(), 1);
    QCOMPARE(parts.needed.count(), 1);
    QVERIFY(!parts.needed.at(0).at(0).toBool() && !parts.notStored.at(0).at(0).toBool());
    parts.keeper.storeAgain();
    QTRY_COMPARE(parts.notStored.count(), 2);
}

/// A trial with "unchanged" means this one, and no other account ever gets it.
void TestAccountKeeper::onlyItsAccountHasThePassword()
{
    QVERIFY(m_store->meta().setAccount(m_account));
    Parts parts(*m_store, m_directory->path());
    QVERIFY(!parts.keeper.knownPassword(m_account));
    parts.keeper.start();
    QTRY_COMPARE(parts.needed.count(), 1);
    QVERIFY(!parts.keeper.knownPassword(m_account));
    parts.keeper.change(m_account, QStringLiteral("s3cret"), QString());
    QCOMPARE(parts.keeper.knownPassword(m_account), std::optional(QStringLiteral("s3cret")));
    QVERIFY(!parts.keeper.knownPassword({m_account.url, QStringLiteral("bob")}));
    parts.keeper.signOut();
    QVERIFY(!parts.keeper.knownPassword(m_account));
}

void TestAccountKeeper::changeIsUsedButNotStored()
{
    Parts parts(*m_store, m_directory->path());
    parts.keeper.start();
    parts.keeper.change(m_account, QStringLiteral("s3cret"), QStringLiteral(" Field tablet "));
    QTRY_COMPARE(parts.notStored.count(), 1);
    QCOMPARE(m_store->meta().deviceName(), QStringLiteral("Field tablet"));
    m_store.reset();
    // Not a trace of it in the profile.
    const auto files = QDir(m_directory->path()).entryInfoList(QDir::Files);
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("s3cret"), qPrintable(info.fileName()));
    }
}

void TestAccountKeeper::accountWithoutUserNeedsNoPassword()
{
    QVERIFY(m_store->meta().setAccount({QStringLiteral("http://localhost:5984/notes"), QString()}));
    Parts parts(*m_store, m_directory->path());
    parts.keeper.start();
    QCOMPARE(parts.ready.count(), 1);
    QCOMPARE(parts.needed.count(), 0);
}

void TestAccountKeeper::emptyPasswordKeepsTheKnownOne()
{
    Parts parts(*m_store, m_directory->path());
    parts.keeper.change(m_account, QStringLiteral("s3cret"), QString());
    parts.keeper.change(m_account, QString(), QStringLiteral("renamed"));
    QCOMPARE(parts.ready.count(), 2);
    QCOMPARE(parts.ready.at(1).at(1).toString(), QStringLiteral("s3cret"));
    // Another server never gets the old password.
    parts.keeper.change(
        {QStringLiteral("https://other.example.org/db"), QStringLiteral("ann")}, QString(),
        QString());
    QCOMPARE(parts.ready.last().at(1).toString(), QString());
}

void TestAccountKeeper::signOutForgets()
{
    Parts parts(*m_store, m_directory->path());
    parts.keeper.change(m_account, QStringLiteral("s3cret"), QString());
    parts.keeper.signOut();
    QVERIFY(!m_store->meta().account().value().isValid());
    QVERIFY(!parts.ready.last().at(0).value<Account>().isValid());
    QCOMPARE(parts.ready.last().at(1).toString(), QString());
    parts.keeper.start();
    QCoreApplication::processEvents();
    QCOMPARE(parts.needed.count(), 0);
}

void TestAccountKeeper::welcomeOnce()
{
    const QString text = welcomeText();
    QVERIFY(text.startsWith(QStringLiteral("# ")));
    const auto first = addWelcomeNote(*m_store, text);
    QVERIFY(first && first->has_value());
    const Note note = m_store->notes().note(**first).value();
    QVERIFY(text.contains(note.title));
    QVERIFY(!note.body.startsWith(u'#'));
    QVERIFY(note.body.contains(QStringLiteral("- [ ] ")));
    QVERIFY(m_store->notes().remove({note.id}, true));
    const auto again = addWelcomeNote(*m_store, text);
    QVERIFY(again && !again->has_value());
    QCOMPARE(m_store->tallies().value().notes, 0);
}

void TestAccountKeeper::welcomeStaysAtHome()
{
    const QString text = welcomeText();
    const int before = m_store->tallies().value().pending;
    const QString id = **addWelcomeNote(*m_store, text);
    QCOMPARE(dropUntouchedWelcomeNote(*m_store, text).value(), true); // and it is told
    QCOMPARE(m_store->tallies().value().notes, 0);
    QCOMPARE(m_store->tallies().value().pending, before); // nothing of it is ever sent
    QVERIFY(!m_store->notes().note(id));

    init();
    const QString mine = **addWelcomeNote(*m_store, text);
    NotePatch patch;
    patch.body = QStringLiteral("mine now");
    QVERIFY(m_store->notes().edit(mine, patch));
    QCOMPARE(dropUntouchedWelcomeNote(*m_store, text).value(), false);
    QCOMPARE(m_store->tallies().value().notes, 1);
}

void TestAccountKeeper::importsFiles()
{
    const QString folder = m_directory->filePath(QStringLiteral("in"));
    QVERIFY(QDir().mkpath(folder));
    for (int at = 0; at < 20; ++at) {
        QFile file(folder + QStringLiteral("/%1.md").arg(at));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# Title\n\ntext " + QByteArray::number(at));
    }
    FileImport import(m_directory->filePath(QStringLiteral("cairn.sqlite")), m_clock);
    QSignalSpy told(&import, &FileImport::finished);
    const QString missing = m_directory->filePath(QStringLiteral("missing.md"));
    import.start({folder, missing, folder});
    QVERIFY(told.wait(20'000)); // all of it at once
    const auto outcome = told.constFirst().constFirst().value<FileImportOutcome>();
    QCOMPARE(outcome.report.notes, 20);
    QCOMPARE(outcome.failed.size(), 1);
    QCOMPARE(outcome.failed.constFirst().path, missing);
    QCOMPARE(m_store->tallies().value().notes, 20);
}

QTEST_GUILESS_MAIN(TestAccountKeeper)
#include "tst_accountkeeper.moc"
