// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/heldsockets.h"
#include "rogueserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QtTest>

#include <atomic>

using namespace cairn;

namespace {

constexpr qint64 kHeldMs = 300;

RogueAnswer withoutEnd(const QByteArray &head, const QByteArray &piece)
{
    const QByteArray many = piece.repeated(20'000);
    return {{}, [head, many](qint64 sent) { return sent == 0 ? head : many; }, true};
}

/// Answers `/held` with `answer`, and everything else as it should be.
RogueServer::Trick holding(const RogueAnswer &answer)
{
    return [answer](const FakeRequest &request) -> std::optional<RogueAnswer> {
        return request.path.value(0) == u"held" ? answer : RogueAnswer::json("{\"ok\":true}");
    };
}

} // namespace

/// A server that sends faster than Qt's thread reads, and which Qt has not been told to bound.
class TestHeldSockets : public QObject {
    Q_OBJECT
private slots:
    void whatIsHeldEnds_data()
    {
        QTest::addColumn<RogueAnswer>("answer");
        QTest::newRow("headers") << withoutEnd("HTTP/1.1 200 OK\r\n", "X-Long: header\r\n");
        QTest::newRow("chunks") << withoutEnd(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n0\r\n");
    }

    void whatIsHeldEnds()
    {
        QFETCH(RogueAnswer, answer);
        RogueServer server;
        server.play(holding(answer));
        QNetworkAccessManager network;
        const QUrl url = QUrl(server.account().url);
        QNetworkReply *held =
            network.get(QNetworkRequest(url.resolved(QUrl(QStringLiteral("/held")))));
        QTest::qWait(kHeldMs / 2);
        QNetworkReply *next =
            network.get(QNetworkRequest(url.resolved(QUrl(QStringLiteral("/next")))));
        QCOMPARE(heldsockets::reset(60'000), 0);
        QTRY_VERIFY_WITH_TIMEOUT(
            heldsockets::reset(kHeldMs) > 0, 20'000); // on a busy computer it reads in pieces
        held->abort(); // Qt would ask once more
        QTRY_VERIFY_WITH_TIMEOUT((heldsockets::reset(kHeldMs), next->isFinished()), 20'000);
        QCOMPARE(next->readAll(), "{\"ok\":true}");
    }

    /// Qt hands on nothing of these, and reads all of it.
    void whatIsSwallowedEnds_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("401") << QByteArray("401 Unauthorized");
        QTest::newRow("407") << QByteArray("407 No\r\nProxy-Authenticate: Basic realm=\"x\"");
    }

    void whatIsSwallowedEnds()
    {
        QFETCH(QByteArray, status);
        std::atomic<qint64> most = 0;
        RogueServer server;
        RogueAnswer answer = withoutEnd("HTTP/1.1 " + status + "\r\n\r\n", "endless ");
        answer.more = [&most, more = answer.more](qint64 sent) {
            most = sent;
            QThread::msleep(4); // slower than it is read: the thread is not held
            return more(sent);
        };
        server.play(holding(answer));
        QNetworkAccessManager network;
        QNetworkReply *reply = network.get(
            QNetworkRequest(QUrl(server.account().url).resolved(QUrl(QStringLiteral("/held")))));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 20'000);
        QVERIFY(reply->error() != QNetworkReply::NoError);
        QVERIFY2(most < 8 * heldsockets::kMostSwallowed, qPrintable(QString::number(most)));
    }

    void nothingElseIsReset()
    {
        RogueServer server;
        server.play(holding(RogueAnswer::json("{}")));
        QNetworkAccessManager network;
        const QUrl url = QUrl(server.account().url);
        QNetworkReply *reply =
            network.get(QNetworkRequest(url.resolved(QUrl(QStringLiteral("/next")))));
        while (!reply->isFinished()) {
            (void)heldsockets::reset(kHeldMs);
            QTest::qWait(1);
        }
        QCOMPARE(reply->readAll(), "{\"ok\":true}");
        QTRY_COMPARE(heldsockets::reset(0), 0); // it is at nothing any more
    }
};

int main(int argc, char **argv)
{
    const heldsockets::WatchingApplication<QCoreApplication> application(argc, argv);
    TestHeldSockets test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_heldsockets.moc"
