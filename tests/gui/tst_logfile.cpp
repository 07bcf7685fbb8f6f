// SPDX-License-Identifier: GPL-3.0-or-later
#include "logfile.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace cairn;

namespace {

Q_LOGGING_CATEGORY(lcTest, "cairn.test")

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestLogFile : public QObject {
    Q_OBJECT

private slots:
    void writesLines();
    void secretsAreBlanked();
    void isCapped();
    void manyThreads();
    void noFileIsNoProblem();
};

void TestLogFile::writesLines()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("cairn.log"));
    {
        const LogFile log(path, QString());
        qCInfo(lcTest) << "started";
        qCDebug(lcTest) << "detail";
    }
    qCInfo(lcTest) << "afterwards";
    const QByteArray text = contents(path);
    QVERIFY(text.contains("info  cairn.test: started\n"));
    QVERIFY(!text.contains("detail"));
    QVERIFY(!text.contains("afterwards"));
    QCOMPARE(
        QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    {
        const LogFile log(path, QStringLiteral("cairn.*.debug=true;cairn.*.info=true"));
        qCDebug(lcTest) << "detail";
    }
    QVERIFY(contents(path).contains("debug cairn.test: detail\n"));
    QVERIFY(contents(path).startsWith(text)); // goes on where it was
}

void TestLogFile::secretsAreBlanked()
{
    QCOMPARE(
        withoutSecrets(QStringLiteral("GET https://ann:s3cret@example.org/db failed")),
        QStringLiteral("GET https://***@example.org/db failed"));
    QCOMPARE(
        withoutSecrets(QStringLiteral("Authorization: Basic QWxhZGRpbg==")),
        QStringLiteral("Authorization: ***"));
    QCOMPARE(
        withoutSecrets(QStringLiteral("https://example.org:5984/a@b")),
        QStringLiteral("https://example.org:5984/a@b"));
    QCOMPARE(withoutSecrets(QStringLiteral("a\nb")), QStringLiteral("a b"));
}

void TestLogFile::isCapped()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("cairn.log"));
    const LogFile log(path, QStringLiteral("cairn.*.info=true"));
    const QString line(1'000, u'x');
    for (int at = 0; at < 2'500; ++at)
        qCInfo(lcTest).noquote() << line;
    QVERIFY(QFileInfo(path).size() <= LogFile::kMaxBytes);
    QVERIFY(QFileInfo(path + QStringLiteral(".1")).size() <= LogFile::kMaxBytes);
    QVERIFY(QFileInfo(path).size() > 0);
}

void TestLogFile::manyThreads()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("cairn.log"));
    const LogFile log(path, QStringLiteral("cairn.*.info=true"));
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([] {
            for (int at = 0; at < 200; ++at)
                qCInfo(lcTest) << "line";
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(contents(path).count(": line\n"), 800);
}

void TestLogFile::noFileIsNoProblem()
{
    const LogFile log(QStringLiteral("/no/such/folder/cairn.log"), QString());
    qCInfo(lcTest) << "still here";
}

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_logfile.moc"
