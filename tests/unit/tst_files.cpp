// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace cairn;

namespace {

#ifdef Q_OS_UNIX

/// Files cannot grow beyond so many bytes while this lives: a disk that is full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

private:
    rlimit m_before = {};
    void (*m_handler)(int) = nullptr;
};

#endif

} // namespace

class TestFiles : public QObject {
    Q_OBJECT

private slots:
    void writesAndReads()
    {
        const QString file = path("a");
        QVERIFY(writeFile(file, "text"));
        QVERIFY(writeFile(file, "other"));
        QCOMPARE(readFile(file, 5).value(), QByteArray("other"));
        QCOMPARE(readFile(file, 4).error().kind, ErrorKind::Invalid);
        QCOMPARE(readFile(path("none"), 5).error().kind, ErrorKind::NotFound);
        QCOMPARE(readFile(file, 5, [] { return false; }).error().kind, ErrorKind::Cancelled);
    }

    /// Small files stay in a buffer until the very end: the error shows then, and must be seen.
    void noticesAFullDisk_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("in the buffer") << 100;
        QTest::newRow("beyond the buffer") << 1'000'000;
    }
    void noticesAFullDisk()
    {
#ifdef Q_OS_UNIX
        QFETCH(int, size);
        const QString file = path("full");
        QVERIFY(writeFile(file, "what was here"));
        {
            const SmallDisk full(0);
            QVERIFY(!writeFile(file, QByteArray(size, 'x')));
            QVERIFY(!writeFile(path("new"), QByteArray(size, 'x')));
        }
        QCOMPARE(readFile(file, 100).value(), QByteArray("what was here"));
        QVERIFY(!QFile::exists(path("new")));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).filter(QStringLiteral("new")), {});
#else
        QSKIP("nothing makes a disk small here");
#endif
    }

    /// A device is written to, never replaced by a file.
    void writesToDevices()
    {
#ifdef Q_OS_UNIX
        QCOMPARE(writeFile(QStringLiteral("/dev/full"), "x").error().kind, ErrorKind::Storage);
        QVERIFY(writeFile(QStringLiteral("/dev/null"), "x"));
        struct stat about = {};
        QCOMPARE(::stat("/dev/full", &about), 0);
        QVERIFY(S_ISCHR(about.st_mode));
#else
        QSKIP("devices are no files here");
#endif
    }

    /// What may never end is not read, and what is too large is not touched.
    void readsOnlyWhatEnds()
    {
        QElapsedTimer time;
        time.start();
#ifdef Q_OS_UNIX
        QCOMPARE(::mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
        QCOMPARE(readFile(path("pipe"), 100).error().kind, ErrorKind::Invalid);
        QCOMPARE(readFile(QStringLiteral("/dev/zero"), 100).error().kind, ErrorKind::Invalid);
#else
        QVERIFY(!readFile(QStringLiteral("NUL"), 100));
#endif
        QCOMPARE(readFile(m_folder.path(), 100).error().kind, ErrorKind::Invalid);
        QFile sparse(path("sparse"));
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(4'000'000'000));
        QCOMPARE(readFile(path("sparse"), 7'000'000).error().kind, ErrorKind::Invalid);
        QVERIFY(time.elapsed() < 1000);
    }

    void knowsWholeText()
    {
        QCOMPARE(utf8Text("caf\xc3\xa9").value(), QStringLiteral("café"));
        QCOMPARE(utf8Text("\xef\xbb\xbfx").value(), QStringLiteral("x"));
        for (const char *cut :
             {"caf\xe9", "caf\xc3", "\xe2\x82", "\xf0\x9f\x99", "\xff\xfe", "\x80"})
            QVERIFY2(!utf8Text(cut), cut);
        QVERIFY(!utf8Text("\xed\xa0\x80")); // half a surrogate pair
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
