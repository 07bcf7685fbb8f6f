// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"
#include "operations.h"
#include "sanitized.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

using Kind = DiskFault::Kind;

namespace {

struct NamedFault {
    const char *name;
    Kind kind;
    bool lasting;
    int stride; ///< in the ordinary run: about as many trials of each
};

constexpr NamedFault kFaults[] = {
    {"full", Kind::Full, true, 2},
    {"full for a moment", Kind::Full, false, 5},
    {"I/O error", Kind::WriteError, false, 3},
    {"read error", Kind::ReadError, false, 3},
    {"read-only", Kind::ReadOnly, true, 5},
    {"busy", Kind::Busy, true, 2},
    {"killed", Kind::Dead, true, 2},
    {"killed in a write", Kind::Torn, true, 5},
    {"statement", Kind::Statement, false, 13},
};

/// CAIRN_SWEEP=all tries every call; the ordinary run every stride-th, begun at another one for
/// each pair of operation and fault. The first ones are always tried.
bool everyCall() { return qEnvironmentVariable("CAIRN_SWEEP") == QStringLiteral("all"); }

constexpr int kSparse = kSanitized ? 20 : 1;

bool isKill(Kind kind) { return kind == Kind::Dead || kind == Kind::Torn; }

/// Nobody is told that a store is damaged, or written by another version, because of a disk.
bool fits(const Error &error, Kind kind)
{
    if (error.message.isEmpty())
        return false;
    switch (kind) {
    case Kind::Full:
        return error.kind == ErrorKind::DiskFull
            // Qt's driver does not say why a file could not be made.
            || (error.code == SQLITE_CANTOPEN && error.context.startsWith(u"opening "));
    case Kind::Busy:
        return error.kind == ErrorKind::Transient;
    case Kind::ReadError: // a backup of which a page cannot be read is damaged
        return error.kind == ErrorKind::Storage || error.kind == ErrorKind::Locked;
    default:
        return error.kind == ErrorKind::Storage;
    }
}

QString differences(const QStringList &found, const QStringList &expected)
{
    QStringList lines;
    for (const QString &line : found) {
        if (!expected.contains(line))
            lines.append(QStringLiteral("+ ") + line.left(300));
    }
    for (const QString &line : expected) {
        if (!found.contains(line))
            lines.append(QStringLiteral("- ") + line.left(300));
    }
    if (lines.isEmpty() && found.size() != expected.size())
        lines.append(QStringLiteral("%1 lines, not %2").arg(found.size()).arg(expected.size()));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

/// Whatever disk access fails, or is the last one before the process dies, in whatever a store
/// does: what was confirmed is there, what was refused changed nothing, and trying again works.
class TestDiskSweep : public QObject {
    Q_OBJECT

private slots:
    void init();
    void failAtEveryCall_data();
    void failAtEveryCall();
    void cleanupTestCase();

private:
    bool prepare(const Operation &operation);
    void copyPrepared();
    QString trial(const Operation &operation, const NamedFault &fault, int at);
    QString afterFailure(const Operation &operation, Bench &bench, bool failed);
    QString inTheEnd(const Operation &operation, Bench &bench);
    QStringList result(const Operation &operation, Bench &bench);

    FaultVfs m_vfs;
    std::unique_ptr<QTemporaryDir> m_folder;
    FaultDisk *m_disk = nullptr;
    QString m_prepared; ///< the name of the operation that `prepared` was made for
    QStringList m_before;
    QStringList m_after;
    bool m_sick = false; ///< what was prepared is in need of repair
    int m_fired = 0;
    int m_trials = 0;
    QHash<QString, int> m_firedOf; ///< of each kind of fault that was tried
};

void TestDiskSweep::init()
{
    if (m_folder)
        return;
    const QString memory = QStringLiteral("/dev/shm");
    m_folder = std::make_unique<QTemporaryDir>(
        QDir(QFileInfo(memory).isWritable() ? memory : QDir::tempPath())
            .filePath(QStringLiteral("cairn-sweep-XXXXXX")));
    QDir(m_folder->path()).mkpath(QStringLiteral("trial"));
    m_disk = &m_vfs.disk(m_folder->filePath(QStringLiteral("trial")));
}

/// A copy of what was prepared, so that every trial begins alike.
void TestDiskSweep::copyPrepared()
{
    const QString trial = m_folder->filePath(QStringLiteral("trial"));
    QDir(trial).removeRecursively();
    QDir().mkpath(trial);
    const QDir from(m_folder->filePath(QStringLiteral("prepared")));
    const QStringList files = from.entryList(QDir::Files);
    for (const QString &file : files)
        QFile::copy(from.filePath(file), trial + QLatin1Char('/') + file);
    // What is only read need not be copied.
    const QStringList folders = from.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders)
        QFile::link(from.filePath(folder), trial + QLatin1Char('/') + folder);
}

QStringList TestDiskSweep::result(const Operation &operation, Bench &bench)
{
    return bench.content() + (operation.more ? operation.more(bench) : QStringList());
}

bool TestDiskSweep::prepare(const Operation &operation)
{
    if (m_prepared == QString::fromLatin1(operation.name))
        return true;
    m_prepared = QString::fromLatin1(operation.name);
    const QString folder = m_folder->filePath(QStringLiteral("prepared"));
    QDir(folder).removeRecursively();
    QDir().mkpath(folder);
    operation.prepare(folder);
    copyPrepared();
    Bench bench(m_folder->filePath(QStringLiteral("trial")));
    m_before.clear();
    m_sick = false;
    if (!operation.opens) {
        if (!bench.open())
            return false;
        m_before = bench.rows();
        m_sick = !bench.problems().isEmpty();
    }
    if (const auto done = operation.perform(bench); !done) {
        qWarning("undisturbed: %s", qPrintable(done.error().message));
        return false;
    }
    bench.close();
    if (!bench.open())
        return false;
    m_after = result(operation, bench);
    return bench.problems().isEmpty();
}

/// On the same connection: a person who is told of a failure works on.
QString TestDiskSweep::afterFailure(const Operation &operation, Bench &bench, bool failed)
{
    if (!failed)
        return {};
    if (operation.atomic) {
        if (const QStringList rows = bench.rows(); rows != m_before)
            return QStringLiteral("a failure changed\n") + differences(rows, m_before);
    }
    if (const QStringList problems = bench.problems(); !problems.isEmpty() && !m_sick)
        return QStringLiteral("after the failure: ") + problems.join(QStringLiteral("; "));
    if (const auto again = operation.perform(bench); !again)
        return QStringLiteral("trying again: ") + again.error().message;
    return {};
}

/// After a restart.
QString TestDiskSweep::inTheEnd(const Operation &operation, Bench &bench)
{
    bench.close();
    if (const auto opened = bench.open(); !opened)
        return QStringLiteral("opening again: ") + opened.error().message;
    if (const QStringList problems = bench.problems(); !problems.isEmpty())
        return problems.join(QStringLiteral("; "));
    if (const QStringList end = result(operation, bench); end != m_after)
        return QStringLiteral("the end differs\n") + differences(end, m_after);
    return ++m_trials % 10 ? QString() : bench.unhealthy();
}

QString TestDiskSweep::trial(const Operation &operation, const NamedFault &fault, int at)
{
    copyPrepared();
    Bench bench(m_folder->filePath(QStringLiteral("trial")));
    if (!operation.opens && !bench.open())
        return QStringLiteral("the prepared store does not open");
    m_disk->plan({fault.kind, at, fault.lasting});
    const auto done = operation.perform(bench);
    if (!done && m_disk->fired() == 0) {
        m_disk->heal();
        return QStringLiteral("failed by itself: ") + done.error().message;
    }
    const bool opened = !operation.opens || done;
    const bool killed = isKill(fault.kind);
    if (killed || !opened)
        bench.close(); // while nothing works
    m_fired = m_disk->fired();
    m_disk->heal();
    if (!done && !killed && !fits(done.error(), fault.kind))
        return QStringLiteral("reported as %1, %2: %3 (%4)")
            .arg(errorKindName(done.error().kind))
            .arg(done.error().code)
            .arg(done.error().message, done.error().context);
    if (killed && !operation.opens) {
        if (const auto reopened = bench.open(); !reopened)
            return QStringLiteral("after the kill: ") + reopened.error().message;
        if (const QStringList rows = bench.rows();
            !done && operation.atomic && rows != m_before && result(operation, bench) != m_after)
            return QStringLiteral("neither nor\n") + differences(rows, m_before);
        // Whole, although nobody was told: not to be done again.
        if (!done && operation.atomic && bench.rows() != m_before)
            return inTheEnd(operation, bench);
    }
    if (!done && operation.opens) {
        if (const auto again = operation.perform(bench); !again)
            return QStringLiteral("trying again: ") + again.error().message;
    } else if (const QString problem = afterFailure(operation, bench, !done); !problem.isEmpty()) {
        return problem;
    }
    return inTheEnd(operation, bench);
}

void TestDiskSweep::failAtEveryCall_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("fault");
    const QList<Operation> all = operations();
    for (int operation = 0; operation < int(all.size()); ++operation) {
        for (int fault = 0; fault < int(std::size(kFaults)); ++fault)
            QTest::addRow("%s, %s", all[operation].name, kFaults[fault].name) << operation << fault;
    }
}

void TestDiskSweep::failAtEveryCall()
{
    QFETCH(int, operation);
    QFETCH(int, fault);
    static const QList<Operation> kOperations = operations();
    const Operation &what = kOperations[operation];
    const NamedFault &wrong = kFaults[fault];
    QVERIFY(prepare(what));
    const int stride = everyCall() ? 1 : wrong.stride * kSparse * what.sparse;
    int at = 1;
    do {
        const QString problem = trial(what, wrong, at);
        m_firedOf[QString::fromLatin1(wrong.name)] += m_fired;
        QVERIFY2(
            problem.isEmpty(),
            qPrintable(
                QStringLiteral("call %1, %2: %3").arg(at).arg(m_disk->lastFailure(), problem)));
        at += at < 4 ? 1 : stride;
    } while (m_fired > 0);
}

void TestDiskSweep::cleanupTestCase()
{
    qInfo("%d trials", m_trials);
    QVERIFY(m_trials > 0);
    // A disk that none of them reached would prove nothing.
    for (auto fault = m_firedOf.cbegin(); fault != m_firedOf.cend(); ++fault)
        QVERIFY2(*fault > 0, qPrintable(fault.key()));
}

QTEST_GUILESS_MAIN(TestDiskSweep)
#include "tst_disksweep.moc"
