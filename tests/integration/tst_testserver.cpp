// SPDX-License-Identifier: GPL-3.0-or-later
#include "testserver.h"

#include <QTest>

using namespace cairn;

/// The server that the other tests rely on: it starts, knows its accounts, and every database is a
/// new one.
class TestTestServer : public QObject {
    Q_OBJECT

    TestServer m_server;

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }

    void databasesAreFreshAndEmpty()
    {
        const QString first = m_server.createDatabase();
        const QString second = m_server.createDatabase();
        QVERIFY(first != second);
        const RestReply reply = m_server.rest().get(u'/' + first);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json[u"doc_count"].toInt(-1), 0);
    }

    void survivesWhatKillsItsEngine()
    {
        const QString database = u'/' + m_server.createDatabase();
        m_server.rest().get(database + QStringLiteral("/_changes?filter=_selector"));
        QCOMPARE(m_server.rest().put(database).status, 412); // exists already
        QCOMPARE(m_server.rest().get(QStringLiteral("/_up")).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestTestServer)
#include "tst_testserver.moc"
