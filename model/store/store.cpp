// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "clock.h"
#include "document.h"
#include "ids.h"
#include "random.h"
#include "store/care/backup.h"
#include "store/care/doctor.h"
#include "store/care/hiddendocuments.h"
#include "store/care/metricsstore.h"
#include "store/care/safetycopies.h"
#include "store/care/storehome.h"
#include "store/care/storetraces.h"
#include "store/changeprobe.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/conflict/removalguard.h"
#include "store/conflict/typeddraft.h"
#include "store/history/activitystore.h"
#include "store/history/historythinner.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/notes/templatestore.h"
#include "store/projection/projector.h"
#include "store/replica/outboxkeeper.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/search/noteorder.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/sqlite/writelog.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storebatch.h"
#include "store/tree/storegeneration.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QSysInfo>

#include <algorithm>
#include <filesystem>

namespace cairn {

namespace {
Q_LOGGING_CATEGORY(lcStore, "cairn.store")
} // namespace

/// In the order in which they depend on each other; destroyed the other way round.
struct Store::Parts {
    Parts(std::unique_ptr<Database> opened, const Options &given)
        : options(given)
        , database(std::move(opened))
        , meta(*database)
        , documents(*database, *given.clock, meta)
        , context{*database, documents, meta, *given.clock, *given.random, given.origin, {}, {}}
        , projector(*database)
        , outboxKeeper(*database, *given.clock)
        , versions(context)
        , review(context)
        , missing(*database)
        , thinner(*database, meta, *given.clock)
        , notes(context)
        , notebooks(context)
        , tags(context)
        , templates(context)
        , search(context)
        , order(*database)
        , conflicts(context)
        , policies(context)
        , outbox(context)
        , replica(context)
        , activity(context)
        , doctor(context)
        , metrics(context)
    {
        documents.follow({&projector, &outboxKeeper, &versions, &review, &missing});
    }

    Options options;
    std::unique_ptr<Database> database;
    MetaStore meta;
    DocumentStore documents;
    StoreContext context;
    Projector projector;
    OutboxKeeper outboxKeeper;
    VersionStore versions;
    TypedReview review;
    MissingNotes missing;
    HistoryThinner thinner;
    NoteStore notes;
    NotebookStore notebooks;
    TagStore tags;
    TemplateStore templates;
    SearchIndex search;
    NoteOrder order;
    ConflictStore conflicts;
    PolicyStore policies;
    OutboxStore outbox;
    ReplicaStore replica;
    ActivityStore activity;
    Doctor doctor;
    MetricsStore metrics;
};

namespace {

/// The present body of this device's document; empty when there is none yet.
Result<QJsonObject> deviceBody(StoreContext &context, std::optional<StoredDocument> &document)
{
    CAIRN_ASSIGN(document, context.documents.load(context.meta.deviceId()));
    if (!document || !document->displayed)
        return QJsonObject();
    return context.documents.body(*document, *document->displayed);
}

/// The document by which the other devices know this one: made with the store, and brought up to
/// date after the device got another name.
Result<void> describeDevice(StoreContext &context)
{
    const auto isCurrent = [&context](const QJsonObject &body) {
        return !body.isEmpty() && body.value(field::kName).toString() == context.meta.deviceName();
    };
    std::optional<StoredDocument> document;
    CAIRN_ASSIGN(QJsonObject body, deviceBody(context, document));
    if (isCurrent(body))
        return {}; // the usual case takes no lock

    StoreBatch batch(context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(body, deviceBody(context, document)); // another process may have been first
    if (isCurrent(body))
        return {};
    if (!document) {
        CAIRN_ASSIGN(document, context.documents.create(context.meta.deviceId()));
    }
    if (body.isEmpty()) {
        body = {
            {field::kType.toString(), kDeviceType.toString()},
            {field::kSchema.toString(), kSchemaVersion},
            {field::kCreatedAt.toString(), context.clock.nowMs()}};
    }
    body.insert(field::kName, context.meta.deviceName());
    CAIRN_TRY(context.documents.writeLocal(*document, document->displayed, false, body));
    CAIRN_TRY(context.documents.settle(*document, batch.changes()));
    return batch.commit();
}

Result<void> tellOfCopy(ActivityStore &activity)
{
    SyncActivity line;
    line.what = Activity::Copied;
    return activity.append(line);
}

/// What a start brings up to date. Where a damaged page is in the way, the notes are shown all the
/// same: the doctor says what is damaged, and what can be read is to be saved first.
Result<void> orDamaged(Result<void> done)
{
    return !done && Doctor::isDamage(done.error()) ? Result<void>() : done;
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const Options &options)
{
    CAIRN_TRY(storetraces::checkRemoval(options.file));
    CAIRN_TRY(storetraces::checkLink(options.file));
    if (!options.anew)
        CAIRN_TRY(storetraces::check(options.file, options.witnesses));
    auto opened = options.readOnlyBecause
        ? Database::openReadOnly(options.file, *options.readOnlyBecause)
        : Database::open(options.file);
    if (!opened && options.orReadOnly && needsToWrite(opened.error()))
        opened = Database::openReadOnly(options.file, Error(opened.error()));
    CAIRN_ASSIGN(std::unique_ptr<Database> database, std::move(opened));
    const bool writable = !database->readOnlyReason();
    if (writable && options.origin == ChangeSet::Origin::Person) {
        // A little later than a sync does it (database.cpp): moving the log into the file takes
        // longer than a save should, and may as well be done where nobody waits.
        CAIRN_TRY(database->execute(QStringLiteral("PRAGMA wal_autocheckpoint = 5000")));
    }
    auto parts = std::make_unique<Parts>(std::move(database), options);
    const QString name =
        options.deviceName.isEmpty() ? QSysInfo::machineHostName() : options.deviceName;
    const QString newDeviceId = makeDocumentId(kDeviceType, *options.clock, *options.random);
    bool copied = false;
    if (writable) {
        CAIRN_ASSIGN(copied, StoreHome::settle(parts->context.database, parts->meta, newDeviceId));
    }
    CAIRN_TRY(parts->meta.initialize(newDeviceId, name));
    if (copied)
        CAIRN_TRY(orDamaged(tellOfCopy(parts->activity)));
    if (writable && options.origin == ChangeSet::Origin::Person)
        SafetyCopies::removeLeftovers(options.file);
    CAIRN_ASSIGN(parts->context.generation, storeGeneration(parts->context.database));
    if (writable) {
        CAIRN_TRY(orDamaged(hiddendocuments::show(parts->context)));
        if (const auto kept = keepEndedDrafts(parts->context);
            !kept) // the next opening tries again
            qCWarning(lcStore) << "begun reviews wait:" << kept.error().message;
        CAIRN_TRY(orDamaged(describeDevice(parts->context)));
    }
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

Store::Store(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
    m_parts->context.publish = [this](const ChangeSet &changes) {
        ChangeSet published = changes;
        published.origin = m_parts->context.origin;
        emit changed(published);
    };
}

Store::~Store() = default;

NoteStore &Store::notes() { return m_parts->notes; }
NotebookStore &Store::notebooks() { return m_parts->notebooks; }
TagStore &Store::tags() { return m_parts->tags; }
TemplateStore &Store::templates() { return m_parts->templates; }
SearchIndex &Store::search() { return m_parts->search; }
VersionStore &Store::versions() { return m_parts->versions; }
HistoryThinner &Store::thinner() { return m_parts->thinner; }
ConflictStore &Store::conflicts() { return m_parts->conflicts; }
PolicyStore &Store::policies() { return m_parts->policies; }
OutboxStore &Store::outbox() { return m_parts->outbox; }
ReplicaStore &Store::replica() { return m_parts->replica; }
MetaStore &Store::meta() { return m_parts->meta; }
ActivityStore &Store::activity() { return m_parts->activity; }
Doctor &Store::doctor() { return m_parts->doctor; }
MetricsStore &Store::metrics() { return m_parts->metrics; }
Database &Store::database() { return *m_parts->database; }
NoteOrder &Store::order() { return m_parts->order; }
std::optional<Error> Store::readOnlyReason() const { return m_parts->database->readOnlyReason(); }

Result<QString> Store::safetyCopy(const QString &event)
{
    return SafetyCopies(*m_parts->database, m_parts->meta, *m_parts->options.clock).make(event);
}

Result<DamagedTexts> Store::backUp(const QString &file)
{
    return Backup::write(*m_parts->database, file);
}

ChangeProbe Store::probe() { return ChangeProbe(*m_parts->database); }

Result<bool> Store::emptyLog() { return emptyWriteLog(m_parts->database->file()); }

const int Store::kReadOnlyFile = Database::kReadOnlyFile;

bool Store::needsToWrite(const Error &error) { return Database::needsToWrite(error); }

Result<void> Store::checkRoom() const
{
    constexpr qint64 kLeast = 8 * 1024 * 1024; // enough for days of typing
    constexpr qint64 kMost = 128 * 1024 * 1024;
    std::error_code failed;
    const std::filesystem::space_info disk =
        std::filesystem::space(QFileInfo(m_parts->options.file).filesystemAbsolutePath(), failed);
    if (failed)
        return {}; // a disk that says nothing is no full one
    const qint64 part = std::clamp(qint64(disk.capacity / 50), kLeast, kMost);
    // What stands in the log is going to stand in the file as well.
    const qint64 log = QFileInfo(m_parts->options.file + QStringLiteral("-wal")).size();
    if (qint64(disk.available) - log >= m_parts->options.keepFree.value_or(part))
        return {};
    return failure(
        ErrorKind::DiskFull,
        QStringLiteral("the disk is nearly full: what is left is for what is written here"));
}

const Store::Options &Store::options() const { return m_parts->options; }

void Store::announce(const ChangeSet &changes)
{
    if (!changes.isEmpty())
        emit changed(changes);
}

Result<bool> Store::isReplaced()
{
    CAIRN_ASSIGN(const QString now, generation());
    return now != m_parts->context.generation;
}

Result<QString> Store::generation() { return storeGeneration(*m_parts->database); }

Result<void> Store::checkSame(const QString &generation)
{
    return checkSameStore(*m_parts->database, generation);
}

Result<void> Store::refreshDevice()
{
    CAIRN_TRY(m_parts->meta.refresh());
    return describeDevice(m_parts->context);
}

Result<Tallies> Store::tallies()
{
    Statement query = m_parts->database->statement(
        QStringLiteral("SELECT kind, notes FROM tally WHERE name = ''"));
    CAIRN_TRY(query.run());
    Tallies tallies;
    const std::pair<QLatin1String, int Tallies::*> kinds[] = {
        {QLatin1String("all"), &Tallies::notes},
        {QLatin1String("trash"), &Tallies::trashed},
        {QLatin1String("emergency"), &Tallies::emergency},
        {QLatin1String("open_tasks"), &Tallies::openTasks},
        {QLatin1String("conflict"), &Tallies::conflicts},
        {QLatin1String("pending"), &Tallies::pending},
        {QLatin1String("dead"), &Tallies::dead},
        {QLatin1String("unread"), &Tallies::unread},
    };
    while (query.next()) {
        const QString kind = query.text(0);
        for (const auto &[name, member] : kinds) {
            if (kind == name)
                tallies.*member = int(query.integer(1));
        }
    }
    CAIRN_TRY(query.status());
    return tallies;
}

} // namespace cairn
