// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/restore.h"

#include "damagedtext.h"
#include "store/care/backupreader.h"
#include "store/care/doctor.h"
#include "store/care/keptcopies.h"
#include "store/care/safetycopies.h"
#include "store/care/storecopy.h"
#include "store/care/storehome.h"
#include "store/care/storetraces.h"
#include "store/conflict/removalguard.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/replica/syncsettings.h"
#include "store/sqlite/database.h"
#include "store/sqlite/halffiles.h"
#include "store/sqlite/migrator.h"
#include "store/sqlite/pagecopy.h"
#include "store/sqlite/rawconnection.h"
#include "store/sqlite/removalmark.h"
#include "store/sqlite/writeturn.h"
#include "store/tree/metastore.h"

#include <QDir>
#include <QFileInfo>

#include <sqlite3.h>

namespace cairn {

namespace {

/// See storegeneration.h.
constexpr char kNewGeneration[] =
    "INSERT OR REPLACE INTO meta (name, value) VALUES ('generation', lower(hex(randomblob(16))))";

int newestSchema()
{
    const QList<Migration> migrations = bundledMigrations();
    return migrations.isEmpty() ? 0 : migrations.constLast().version;
}

/// Only a whole store of ours that we can read.
Result<RawConnection> openBackup(const QString &file)
{
    if (!QFileInfo::exists(file))
        return failure(ErrorKind::NotFound, QStringLiteral("no such file"), file);
    if (!QFileInfo(file).isFile()) // reading a pipe would wait for ever
        return failure(
            ErrorKind::Invalid, QStringLiteral("a folder, a device or a pipe, no backup"), file);
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

/// False only when it is damaged: a store that is busy, or whose disk fails for a moment, must not
/// be put aside under its users.
Result<bool> isStore(sqlite3 *handle)
{
    const Result<QByteArray> verdict = raw::value(handle, "PRAGMA quick_check(1)");
    if (!verdict && verdict.error().kind != ErrorKind::Locked)
        return Failure(verdict.error());
    return verdict && *verdict == "ok";
}

/// A store of Cairn's, of any version.
Result<bool> isOurs(sqlite3 *store)
{
    CAIRN_ASSIGN(const QByteArray owner, raw::value(store, "PRAGMA application_id"));
    CAIRN_ASSIGN(const QByteArray version, raw::value(store, "PRAGMA user_version"));
    return owner.toInt() == kApplicationId && version.toInt() > 0;
}

/// The file in which a store is made anew, with all that SQLite and upgrading leave beside it. Gone
/// at the end, and at the beginning should an earlier attempt have been killed.
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
        const QString name = info.fileName();
        const QStringList beside = folder.entryList(QDir::Files | QDir::Hidden);
        for (const QString &part : beside) {
            if (part == name || part.startsWith(name + u'-') || part.startsWith(name + u'.'))
                folder.remove(part);
        }
    }
    QString m_file;
};

/// A value of the store that is to be replaced; empty when there is none.
Result<QString> fact(sqlite3 *store, const char *name)
{
    if (!store)
        return QString();
    const QByteArray sql =
        QByteArray("SELECT coalesce((SELECT value FROM meta WHERE name = '") + name + "'), '')";
    CAIRN_ASSIGN(const QByteArray found, raw::value(store, sql.constData()));
    return QString::fromUtf8(found);
}

using DamagedNotes = QHash<QString, BackupReader::Damaged>;

/// Whose text the backup has damaged, and what became of it.
Result<void> nameDamaged(Store &store, const DamagedNotes &damaged, Restored &restored)
{
    for (auto it = damaged.cbegin(); it != damaged.cend(); ++it) {
        const Result<Note> there = store.notes().note(it.key());
        if (!there && !isTextMissing(there.error()))
            return tl::unexpected(there.error());
        const QString title = there && !there->title.isEmpty() ? there->title : it->title;
        (there ? restored.mended : restored.lost).append(title.isEmpty() ? it.key() : title);
    }
    for (const UnprovenText &text : store.doctor().unproven()) {
        if (!damaged.value(text.id).proven)
            restored.unproven.append(text.title.isEmpty() ? text.id : text.title);
    }
    restored.mended.sort();
    restored.lost.sort();
    restored.unproven.sort();
    return {};
}

/// How far a server was read, and whether others are to be told that it went back: what was known
/// here before, where the backup is of the same server.
Result<void> takeServerAlong(sqlite3 *present, Store &store)
{
    CAIRN_ASSIGN(const QString server, fact(present, "server.id"));
    CAIRN_ASSIGN(const auto named, store.meta().value(QStringLiteral("server.id")));
    if (server.isEmpty() || server != named)
        return {};
    for (const char *name : {"server.read_to", "server.doubted"}) {
        CAIRN_ASSIGN(const QString value, fact(present, name));
        if (!value.isEmpty())
            CAIRN_TRY(store.meta().setValue(QString::fromLatin1(name), value));
    }
    return {};
}

/// A store of the present version with what the backup holds, as a device that never was before:
/// what the backup believes about a server is not believed, and compared at the next sync.
Result<void> makeAnew(
    sqlite3 *from, const QString &file, const Store::Options &options, sqlite3 *present,
    Restored &restored)
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
    if (!checks.constFirst()
             .ok) // this disk fails, for the file was made a moment ago; nothing was derived
        return failure(ErrorKind::Storage, checks.constFirst().detail, file);
    for (const DoctorCheck &check : checks) {
        if (!check.ok)
            restored.problems.append(check.detail);
    }
    CAIRN_TRY(nameDamaged(*store, taken.damaged, restored));
    CAIRN_TRY(store->replica().forgetServer());
    CAIRN_TRY(store->replica().removals().caughtUp()); // all of it was here, whoever adds to it
    restored.leftOut = taken.leftOut;
    restored.named = taken.account;
    CAIRN_ASSIGN(const QString former, fact(present, MetaStore::formerIdsName().toLatin1()));
    CAIRN_ASSIGN(const QString id, fact(present, "device_id"));
    CAIRN_TRY(store->meta().setFormerIds(
        (former.split(u' ', Qt::SkipEmptyParts) << id.split(u' ', Qt::SkipEmptyParts))));
    CAIRN_ASSIGN(const QString account, fact(present, "account"));
    if (!account.isEmpty())
        CAIRN_TRY(store->meta().setValue(QStringLiteral("account"), account));
    CAIRN_TRY(takeServerAlong(present, *store));
    // Whoever paused paused this device, whatever its notes are.
    CAIRN_ASSIGN(const QString pause, fact(present, SyncSettings::pauseName().toLatin1()));
    if (!pause.isEmpty())
        CAIRN_TRY(store->meta().setValue(SyncSettings::pauseName(), pause));
    CAIRN_ASSIGN(restored.account, store->meta().account());
    return StoreHome::forget(store->meta()); // what is made here is moved to where it will live
}

/// Under the users of the store, in one step. The lock comes before the copy of what is replaced:
/// all that was ever committed is in that copy, or waits and comes after.
Result<void> replaceInUse(sqlite3 *anew, sqlite3 *to, const QString &store, const QString &kept)
{
    // Beside a rollback journal nobody could read what is locked; nobody of ours uses it without a
    // log.
    CAIRN_ASSIGN(const QByteArray mode, raw::value(to, "PRAGMA journal_mode = WAL"));
    if (mode != "wal")
        return failure(
            ErrorKind::Transient, QStringLiteral("another program uses the store"), store);
    PageCopy restoring(anew, to, QStringLiteral("restoring %1").arg(store));
    WriteTurn turn(store);
    turn.take();
    const Result<void> locked = restoring.lock();
    turn.giveBack();
    CAIRN_TRY(locked);
    CAIRN_ASSIGN(const RawConnection present, raw::connect(store, SQLITE_OPEN_READWRITE));
    CAIRN_TRY(storecopy::toFile(present.get(), kept, storecopy::Onto::AnyFile));
    return restoring.copyAll();
}

} // namespace

Result<Restored>
restoreBackup(const QString &backup, const Store::Options &options, const BeAlone &beAlone)
{
    const QString store = QFileInfo(options.file).absoluteFilePath();
    CAIRN_TRY(storetraces::checkRemoval(store));
    CAIRN_TRY(storetraces::checkLink(store));
    CAIRN_ASSIGN(const RawConnection from, openBackup(backup));
    if (QFileInfo::exists(store)
        && QFileInfo(store).canonicalFilePath() == QFileInfo(backup).canonicalFilePath())
        return failure(ErrorKind::Invalid, QStringLiteral("this is the store itself"), backup);
    if (!QDir().mkpath(QFileInfo(store).absolutePath()))
        return failure(ErrorKind::Storage, QStringLiteral("cannot make the folder"), store);
    if (!QFileInfo(QFileInfo(store).absolutePath()).isWritable())
        return failure(
            ErrorKind::Storage, QStringLiteral("the folder of the notes cannot be written"), store);
    RawConnection to;
    bool usable = false;
    if (QFileInfo(store).size() > 0) { // of an empty one SQLite would remove the log
        CAIRN_ASSIGN(to, raw::connect(store, SQLITE_OPEN_READWRITE));
        CAIRN_ASSIGN(const bool whole, isStore(to.get()));
        CAIRN_ASSIGN(usable, whole ? isOurs(to.get()) : Result<bool>(false));
    }
    if (!usable)
        CAIRN_TRY(beAlone());
    Restored restored;
    SafetyCopies::removeLeftovers(
        store); // a killed restore leaves whole copies: this one may need the room
    const Scratch scratch(store);
    CAIRN_TRY(makeAnew(from.get(), scratch.file(), options, usable ? to.get() : nullptr, restored));
    CAIRN_ASSIGN(const RawConnection anew, raw::connect(scratch.file(), SQLITE_OPEN_READWRITE));
    if (!QFileInfo::exists(store) && !QFileInfo::exists(store + QStringLiteral("-wal"))) {
        CAIRN_TRY(storecopy::toFile(anew.get(), store, storecopy::Onto::NoFile));
        return restored;
    }
    // The copy gets its new generation first: the store changes in one step.
    CAIRN_TRY(raw::run(anew.get(), kNewGeneration));
    if (usable) {
        restored.kept = storecopy::unusedName(store);
        CAIRN_TRY(replaceInUse(anew.get(), to.get(), store, restored.kept));
        // What was put aside before and says nothing new may go; one too many does no harm.
        (void)keptcopies::thin(store, restored.kept);
        return restored;
    }
    to.reset();
    // Nobody can use it: its files are put aside as they are.
    CAIRN_ASSIGN(restored.kept, storecopy::putAside(store));
    CAIRN_TRY(storecopy::toFile(anew.get(), store, storecopy::Onto::NoFile));
    return restored;
}

} // namespace cairn
