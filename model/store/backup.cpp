#include "store/backup.h"

#include "store/backupreader.h"
#include "store/database.h"
#include "store/doctor.h"
#include "store/halffiles.h"
#include "store/migrator.h"
#include "store/metastore.h"
#include "store/rawconnection.h"
#include "store/replicastore.h"
#include "store/safetycopies.h"
#include "store/storehome.h"
#include "store/storetraces.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace cairn {

namespace {

constexpr int kLockPatienceMs = 10'000;

/// See storegeneration.h.
constexpr char kNewGeneration[] =
    "INSERT OR REPLACE INTO meta (name, value) VALUES ('generation', lower(hex(randomblob(16))))";

/// All pages in one go: the copy is the state of one moment, and writers of a WAL store need not
/// wait for it.
Result<void> copy(sqlite3 *from, sqlite3 *to, const QString &doing)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return raw::failed(to, doing);
    int code = SQLITE_OK;
    for (int waited = 0; waited < kLockPatienceMs; waited += 50) {
        code = sqlite3_backup_step(backup, -1);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED)
            break;
        sqlite3_sleep(50);
    }
    if (sqlite3_backup_finish(backup) == SQLITE_OK && code == SQLITE_DONE)
        return {};
    return raw::failed(to, doing); // finish() left the reason there
}

void syncFolder(const QString &file)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    if (const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
#else
    Q_UNUSED(file)
#endif
}

/// rename(2) replaces the target in one step, which QFile::rename refuses to do.
Result<void> moveOver(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
#ifdef Q_OS_WIN
    QFile::remove(to);
#endif
    if (std::rename(source.constData(), target.constData()) != 0)
        return failure(ErrorKind::Storage, QString::fromLocal8Bit(std::strerror(errno)), to);
    syncFolder(to);
    return {};
}

void removeDatabase(const QString &file)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(file + QLatin1String(suffix));
}

/// Into a new file that appears only when it is complete. Without a write-ahead log: one file is
/// the whole backup.
Result<void> copyToFile(sqlite3 *from, const QString &file)
{
    const QFileInfo target(file);
    halffiles::removeLeft(target.absoluteDir(), {target.fileName() + QStringLiteral(".partial*")});
    const QString partial = halffiles::partial(file);
    removeDatabase(partial);
    const auto write = [&]() -> Result<void> {
        CAIRN_ASSIGN(
            const RawConnection to, raw::connect(partial, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        CAIRN_TRY(raw::run(to.get(), "PRAGMA synchronous = FULL"));
        CAIRN_TRY(copy(from, to.get(), QStringLiteral("writing %1").arg(file)));
        return raw::run(to.get(), "PRAGMA journal_mode = DELETE");
    };
    Result<void> written = write();
    if (written)
        written = moveOver(partial, file);
    removeDatabase(partial); // after a success only what SQLite could not remove
    return written;
}

int newestSchema()
{
    const QList<Migration> migrations = bundledMigrations();
    return migrations.isEmpty() ? 0 : migrations.constLast().version;
}

/// Only a whole store of ours that we can read.
Result<RawConnection> openBackup(const QString &file)
{
    if (!QFileInfo(file).isFile())
        return failure(ErrorKind::NotFound, QStringLiteral("no such file"), file);
    const auto notOurs = [&file] {
        return failure(ErrorKind::Invalid, QStringLiteral("not a backup made by Cairn"), file);
    };
    CAIRN_ASSIGN(RawConnection connection, raw::connect(file, SQLITE_OPEN_READWRITE));
    CAIRN_TRY(raw::distrust(connection.get()));
    const Result<QByteArray> owner = raw::value(connection.get(), "PRAGMA application_id");
    if (!owner && owner.error().kind != ErrorKind::Locked)
        return Failure(owner.error());
    if (!owner || owner->toInt() != kApplicationId)
        return notOurs();
    CAIRN_ASSIGN(const QByteArray version, raw::value(connection.get(), "PRAGMA user_version"));
    if (version.toInt() > newestSchema())
        return failure(ErrorKind::TooNew, QStringLiteral("written by a newer version"), file);
    if (version.toInt() <= 0)
        return notOurs();
    CAIRN_ASSIGN(const QByteArray verdict, raw::value(connection.get(), "PRAGMA quick_check(1)"));
    if (verdict != "ok")
        return failure(ErrorKind::Locked, QStringLiteral("the backup is damaged"), file);
    return connection;
}

QString unusedName(const QString &store)
{
    for (int i = 1;; ++i) {
        const QString name = QStringLiteral("%1.replaced-%2").arg(store).arg(i);
        if (!QFileInfo::exists(name) && !QFileInfo::exists(name + QStringLiteral("-wal")))
            return name;
    }
}

/// False only when it is damaged: a store that is busy, or whose disk fails for a moment, must not
/// be put aside under its users.
Result<bool> isStore(sqlite3 *handle)
{
    const Result<QByteArray> verdict = raw::value(handle, "PRAGMA quick_check(1)");
    if (!verdict && verdict.error().kind != ErrorKind::Locked)
        return Failure(verdict.error());
    return verdict && *verdict == "ok";
}

/// With an account and a name to keep.
Result<bool> isOurs(sqlite3 *store)
{
    CAIRN_ASSIGN(const QByteArray owner, raw::value(store, "PRAGMA application_id"));
    CAIRN_ASSIGN(const QByteArray version, raw::value(store, "PRAGMA user_version"));
    return owner.toInt() == kApplicationId && version.toInt() > 0;
}

/// The file in which a store is made anew, with all that SQLite and upgrading leave beside it. Gone at
/// the end, and at the beginning should an earlier attempt have been killed.
class Scratch {
public:
    explicit Scratch(const QString &store)
        : m_file(halffiles::restoring(store))
    {
        removeAll();
    }
    ~Scratch() { removeAll(); }
    Q_DISABLE_COPY_MOVE(Scratch)
    const QString &file() const { return m_file; }

private:
    void removeAll() const
    {
        const QFileInfo info(m_file);
        QDir folder = info.absoluteDir();
        const QStringList parts =
            folder.entryList({info.fileName() + QLatin1Char('*')}, QDir::Files | QDir::Hidden);
        for (const QString &part : parts)
            folder.remove(part);
    }
    QString m_file;
};

/// A value of the store that is to be replaced; empty when there is none.
Result<QString> fact(sqlite3 *store, const char *name)
{
    if (!store)
        return QString();
    const QByteArray sql = QByteArray("SELECT coalesce((SELECT value FROM meta WHERE name = '") + name
        + "'), '')";
    CAIRN_ASSIGN(const QByteArray found, raw::value(store, sql.constData()));
    return QString::fromUtf8(found);
}

/// A store of the present version with what the backup holds, as a device that never was before:
/// what the backup believes about a server is not believed, and compared at the next sync.
Result<void> makeAnew(
    sqlite3 *from, const QString &file, const Store::Options &options, sqlite3 *present,
    Backup::Restored &restored)
{
    CAIRN_ASSIGN(const QByteArray version, raw::value(from, "PRAGMA user_version"));
    CAIRN_ASSIGN(const BackupReader::Taken taken, BackupReader::read(from, version.toInt(), file));
    Store::Options anew = options;
    anew.file = file;
    CAIRN_ASSIGN(const QString name, fact(present, "device_name"));
    if (!name.isEmpty())
        anew.deviceName = name;
    CAIRN_ASSIGN(const auto store, Store::open(anew));
    CAIRN_ASSIGN(const QList<DoctorCheck> checks, store->doctor().repair());
    if (!checks.constFirst().ok) // this disk fails, for the file was made a moment ago; nothing was derived
        return failure(ErrorKind::Storage, checks.constFirst().detail, file);
    for (const DoctorCheck &check : checks) {
        if (!check.ok)
            restored.problems.append(check.detail);
    }
    CAIRN_TRY(store->replica().forgetServer());
    restored.leftOut = taken.leftOut;
    restored.named = taken.account;
    CAIRN_ASSIGN(const QString account, fact(present, "account"));
    if (!account.isEmpty())
        CAIRN_TRY(store->meta().setValue(QStringLiteral("account"), account));
    CAIRN_ASSIGN(restored.account, store->meta().account());
    return StoreHome::forget(store->meta()); // what is made here is moved to where it will live
}

} // namespace

Result<void> Backup::write(Database &database, const QString &file)
{
    const QString target = QFileInfo(file).absoluteFilePath();
    if (QFileInfo(target).isDir())
        return failure(ErrorKind::Invalid, QStringLiteral("this is a folder"), target);
    if (QFileInfo::exists(target)
        && QFileInfo(target).canonicalFilePath() == QFileInfo(database.file()).canonicalFilePath())
        return failure(ErrorKind::Invalid, QStringLiteral("this is the store itself"), target);
    return copyToFile(database.handle(), target);
}

Result<QString> Backup::putAside(const QString &store)
{
    const QString aside = unusedName(store);
    for (const char *suffix : {"-wal", "-shm", ""}) {
        const QString part = store + QLatin1String(suffix);
        if (QFileInfo::exists(part))
            CAIRN_TRY(moveOver(part, aside + QLatin1String(suffix)));
    }
    return aside;
}

Result<Backup::Restored>
Backup::restore(const QString &backup, const Store::Options &options, const BeAlone &beAlone)
{
    const QString store = QFileInfo(options.file).absoluteFilePath();
    CAIRN_TRY(storetraces::checkRemoval(store));
    CAIRN_ASSIGN(const RawConnection from, openBackup(backup));
    if (QFileInfo::exists(store)
        && QFileInfo(store).canonicalFilePath() == QFileInfo(backup).canonicalFilePath())
        return failure(ErrorKind::Invalid, QStringLiteral("this is the store itself"), backup);
    if (!QDir().mkpath(QFileInfo(store).absolutePath()))
        return failure(ErrorKind::Storage, QStringLiteral("cannot make the folder"), store);
    RawConnection to;
    bool whole = false;
    if (QFileInfo(store).size() > 0) { // of an empty one SQLite would remove the log
        CAIRN_ASSIGN(to, raw::connect(store, SQLITE_OPEN_READWRITE));
        CAIRN_ASSIGN(whole, isStore(to.get()));
    }
    if (!whole)
        CAIRN_TRY(beAlone());
    Restored restored;
    SafetyCopies::removeLeftovers(store); // a killed restore leaves whole copies: this one may need the room
    const Scratch scratch(store);
    CAIRN_ASSIGN(const bool ours, whole ? isOurs(to.get()) : Result<bool>(false));
    CAIRN_TRY(makeAnew(from.get(), scratch.file(), options, ours ? to.get() : nullptr, restored));
    CAIRN_ASSIGN(const RawConnection anew, raw::connect(scratch.file(), SQLITE_OPEN_READWRITE));
    if (!QFileInfo::exists(store) && !QFileInfo::exists(store + QStringLiteral("-wal"))) {
        CAIRN_TRY(copyToFile(anew.get(), store));
        return restored;
    }
    // The copy gets its new generation first: the store changes in one step.
    CAIRN_TRY(raw::run(anew.get(), kNewGeneration));
    if (whole) {
        restored.kept = unusedName(store);
        CAIRN_TRY(copyToFile(to.get(), restored.kept));
        CAIRN_TRY(copy(anew.get(), to.get(), QStringLiteral("restoring %1").arg(backup)));
        return restored;
    }
    to.reset();
    // Too damaged for SQLite: its files are put aside as they are.
    CAIRN_ASSIGN(restored.kept, putAside(store));
    CAIRN_TRY(copyToFile(anew.get(), store));
    return restored;
}

} // namespace cairn
