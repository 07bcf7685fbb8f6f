// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations.h"

#include "exchange/markdownimporter.h"
#include "nobodyelse.h"
#include "replicapeer.h"
#include "store/care/backup.h"
#include "store/care/doctor.h"
#include "store/care/storehome.h"
#include "store/conflict/policystore.h"
#include "store/history/historythinner.h"
#include "store/notes/notebookstore.h"
#include "store/notes/tagstore.h"
#include "store/replica/replicastore.h"
#include "store/restore.h"
#include "store/sqlite/database.h"
#include "store/sqlite/migrator.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"

#include <QDir>
#include <QFile>

namespace cairn {

namespace {

const QString kThreeParts = QStringLiteral("First paragraph.\n\nMiddle.\n\nLast paragraph.\n");

QString partsWith(const QString &from, const QString &to)
{
    return QString(kThreeParts).replace(from, to);
}

NoteContent content(const QString &title, const QString &body = kThreeParts)
{
    NoteContent note;
    note.title = title;
    note.body = body;
    note.tags = {QStringLiteral("tag"), title};
    return note;
}

void putStore(ReplicaPeer &peer, const QString &folder)
{
    must(StoreHome::forget(peer.store->meta())); // its copies are the same device
    peer.store.close(); // the last connection leaves one whole file
    if (!QFile::copy(peer.store.file(), folder + QStringLiteral("/cairn.sqlite")))
        qFatal("the store cannot be copied to %s", qPrintable(folder));
}

Result<QStringList> idsOf(Bench &bench)
{
    QStringList ids;
    CAIRN_ASSIGN(const QList<NoteSummary> rows, bench->notes().list({}));
    for (const NoteSummary &row : rows)
        ids.append(row.id);
    ids.sort();
    return ids;
}

/// Ten synced notes in two notebooks, one of them edited since.
void prepareNotes(const QString &folder)
{
    ReplicaPeer peer(1);
    TreeServer server;
    const NotebookInfo plans =
        must(peer.store->notebooks().ensurePath(QStringLiteral("Work/Plans")));
    for (int i = 0; i < 10; ++i) {
        NoteContent note = content(QStringLiteral("note %1").arg(i));
        if (i % 2)
            note.notebookId = i % 4 == 1 ? plans.id : plans.parentId;
        must(peer.store->notes().create(note));
    }
    peer.sync(server);
    peer.edit(
        must(peer.store->notes().list({})).constFirst().id,
        partsWith(QStringLiteral("Middle"), QStringLiteral("MIDDLE")));
    putStore(peer, folder);
}

void nothing(const QString &) { }

Result<void> writeFirstNote(Bench &bench)
{
    CAIRN_TRY(bench.open());
    CAIRN_ASSIGN(const QStringList ids, idsOf(bench));
    if (ids.isEmpty()) // a killed process may have saved it, and was not able to say so
        CAIRN_TRY(bench->notes().create(content(QStringLiteral("first"))));
    return {};
}

Result<void> editNote(Bench &bench)
{
    CAIRN_ASSIGN(const QStringList ids, idsOf(bench));
    NotePatch patch;
    patch.title = QStringLiteral("another title");
    patch.body = partsWith(QStringLiteral("Last"), QStringLiteral("LAST"));
    patch.addTags = {QStringLiteral("new")};
    CAIRN_TRY(bench->notes().edit(ids.constFirst(), patch));
    return {};
}

Result<void> changeMany(Bench &bench)
{
    CAIRN_ASSIGN(const QStringList ids, idsOf(bench));
    NotePatch patch;
    patch.trashed = true;
    patch.addTags = {QStringLiteral("old")};
    CAIRN_TRY(bench->notes().editMany(ids, patch));
    return {};
}

Result<void> removeForGood(Bench &bench)
{
    CAIRN_ASSIGN(const QStringList ids, idsOf(bench));
    return bench->notes().remove(ids, true);
}

Result<void> removeNotebook(Bench &bench)
{
    CAIRN_ASSIGN(const auto work, bench->notebooks().findPath(QStringLiteral("Work")));
    if (!work)
        return failure(ErrorKind::NotFound, QStringLiteral("no such notebook"));
    CAIRN_TRY(bench->notebooks().remove(work->id));
    return {};
}

Result<void> renameTag(Bench &bench)
{
    CAIRN_TRY(bench->tags().rename(QStringLiteral("tag"), QStringLiteral("label")));
    return {};
}

Result<void> settings(Bench &bench)
{
    CAIRN_TRY(bench->meta().setDeviceName(QStringLiteral("Tablet")));
    CAIRN_TRY(bench->policies().setPolicy(ConflictPolicy::Newest));
    return bench->meta().setAccount(
        {QStringLiteral("https://example.org/notes"), QStringLiteral("ann")});
}

void prepareImport(const QString &folder)
{
    prepareNotes(folder);
    const QDir source(folder + QStringLiteral("/source"));
    source.mkpath(QStringLiteral("Trips/2024"));
    for (int i = 0; i < 8; ++i) {
        QFile file(source.filePath(
            (i % 2 ? QStringLiteral("Trips/2024/%1.md") : QStringLiteral("%1.md")).arg(i)));
        file.open(QIODevice::WriteOnly);
        file.write("---\ntags: [seen]\n---\n# Import " + QByteArray::number(i) + "\n\ntext\n");
    }
}

Result<void> import(Bench &bench)
{
    CAIRN_TRY(MarkdownImporter(*bench, QStringLiteral("Imported"))
                  .run(bench.path(QStringLiteral("source"))));
    return {};
}

/// A store as the first release left it, with a history.
void prepareOldSchema(const QString &folder)
{
    const auto database = must(
        Database::open(folder + QStringLiteral("/cairn.sqlite"), bundledMigrations().mid(0, 1)));
    for (const char *sql :
         {"INSERT INTO document (key, id, type, displayed) VALUES (1, 'note:1', 'note', 1)",
          "INSERT INTO revision (key, document, generation, hash, leaf, acknowledged, body) VALUES"
          " (1, 1, 1, 'a', 1, 1, CAST('{\"type\":\"note\",\"title\":\"old\",\"body\":\"old "
          "text\",\"created_at\":5,\"updated_at\":5}' AS BLOB))",
          "INSERT INTO note VALUES (1, 1, 'old', 'old', 'old text', NULL, '[]', 0, 0, '', 5, 5, 0,"
          " NULL, 0, 0, 0, NULL, 'old text')",
          "INSERT INTO note_text (rowid, title, body) VALUES (1, 'old', 'old text')",
          "INSERT INTO tally VALUES ('all', '', 1)",
          "INSERT INTO version (document, generation, hash, at, device, kind, size, body) VALUES"
          " (1, 1, 'a', 5, 'd', 'written', 8, CAST('{\"body\":\"old text\"}' AS BLOB))"})
        must(database->execute(QString::fromLatin1(sql)));
}

Result<void> justOpen(Bench &bench) { return bench.open(); }

void prepareHistory(const QString &folder)
{
    prepareNotes(folder);
    const auto database = must(Database::open(folder + QStringLiteral("/cairn.sqlite")));
    must(database->execute(
        QStringLiteral(
            "INSERT INTO version (document, generation, hash, at, device, kind, size, body, "
            "seen_at)"
            " SELECT d.key, 1, 'old' || n.value, n.value, 'd', 'written', 4, CAST('{}' AS BLOB),"
            " 1000 + n.value FROM document d, generate(1) n WHERE d.type = 'note'")
            .replace(QStringLiteral("generate(1)"), QStringLiteral("json_each('[1,2,3,4,5]')"))));
    must(database->execute(QStringLiteral(
        "INSERT INTO meta (name, value) VALUES ('time/believed', '1700000000000')")));
}

Result<void> thin(Bench &bench)
{
    CAIRN_TRY(bench->thinner().setRetention({1, 1}));
    for (HistoryThinner::Progress progress; progress.more;) {
        CAIRN_ASSIGN(progress, bench->thinner().step(progress));
    }
    return {};
}

Result<void> backUp(Bench &bench)
{
    CAIRN_TRY(Backup::write(databaseOf(*bench), bench.path(QStringLiteral("copy.cairn"))));
    return {};
}

/// What is in the backup, and that nothing half-made lies beside it.
QStringList backupContent(Bench &bench)
{
    const QString file = bench.path(QStringLiteral("copy.cairn"));
    QStringList all = QDir(bench.path(QString())).entryList({QStringLiteral("copy.cairn*")});
    const auto database = must(Database::open(file));
    Statement notes = database->statement(QStringLiteral("SELECT body FROM note ORDER BY body"));
    must(notes.run());
    while (notes.next())
        all.append(notes.text(0));
    return all;
}

void prepareRestore(const QString &folder)
{
    prepareNotes(folder);
    const auto database = must(Database::open(folder + QStringLiteral("/cairn.sqlite")));
    must(Backup::write(*database, folder + QStringLiteral("/copy.cairn")));
    must(database->execute(QStringLiteral("DELETE FROM conflict_draft")));
    must(database->execute(QStringLiteral("INSERT INTO meta VALUES ('later', '1')")));
}

/// The store is replaced under the person's feet.
Result<void> restore(Bench &bench)
{
    CAIRN_TRY(restoreBackup(bench.path(QStringLiteral("copy.cairn")), bench.options(), nobodyElse));
    return {};
}

Result<void> forgetServer(Bench &bench) { return bench->replica().forgetServer(); }

Result<void> attemptAndConfirm(Bench &bench)
{
    ReplicaStore &replica = bench->replica();
    CAIRN_ASSIGN(const auto due, replica.nextToPush(100, 10'000'000, {}));
    CAIRN_ASSIGN(const auto batch, replica.beginAttempt(due));
    CAIRN_TRY(replica.confirm(batch));
    return replica.setCheckpoint(
        QStringLiteral("r"), {QStringLiteral("session"), QStringLiteral("9"), {}});
}

Result<void> reject(Bench &bench)
{
    CAIRN_ASSIGN(const auto queue, bench->outbox().list());
    const Error error{ErrorKind::Rejected, 413, QStringLiteral("too large"), {}, -1};
    return bench->replica().reject(queue.constFirst().id, error, 1'800'000'000'000);
}

/// Two conflicts and one pair of edits that merges, all of them waiting on the server.
struct Shared {
    TreeServer server;
    qint64 since = 0;
};

void diverge(const std::shared_ptr<Shared> &shared, ReplicaPeer &a)
{
    ReplicaPeer b(2, QStringLiteral("Tablet"));
    QStringList ids;
    for (int i = 0; i < 3; ++i)
        ids.append(a.addNote(QStringLiteral("shared %1").arg(i), kThreeParts));
    a.sync(shared->server);
    b.sync(shared->server);
    b.store.clock.advance(60'000);
    for (const QString &id : std::as_const(ids)) {
        const bool merges = id == ids.constLast();
        a.edit(id, partsWith(QStringLiteral("First"), QStringLiteral("FIRST of a")));
        b.edit(
            id,
            merges ? partsWith(QStringLiteral("Last"), QStringLiteral("LAST of b"))
                   : partsWith(QStringLiteral("First"), QStringLiteral("FIRST of b")));
    }
    for (int i = 0; i < 12; ++i)
        b.addNote(QStringLiteral("from b %1").arg(i), kThreeParts);
    b.sync(shared->server);
    shared->since = a.since;
}

Result<void> pull(Bench &bench, const Shared &shared)
{
    const QList<TreeServer::Change> page = shared.server.changes(shared.since);
    const QList<RemoteChange> rows(page.cbegin(), page.cend());
    ReplicaStore &replica = bench->replica();
    CAIRN_ASSIGN(const QList<PullNeed> needs, replica.classify(rows));
    QList<DocumentRevision> revisions;
    for (qsizetype i = 0; i < page.size(); ++i) {
        if (needs.at(i).kind == PullNeed::Kind::Document)
            revisions.append(page.at(i).document);
        else if (needs.at(i).kind == PullNeed::Kind::Ancestry)
            revisions.append(shared.server.get(page.at(i).id, needs.at(i).missing));
    }
    CAIRN_TRY(replica.store(
        revisions, rows, QStringLiteral("r"),
        Checkpoint{QStringLiteral("session"), QString::number(page.last().sequence), {}},
        Removals::Admit));
    return {};
}

Result<void> reconcile(Bench &bench)
{
    for (bool more = true; more;) {
        CAIRN_ASSIGN(const ReconcileOutcome step, bench->replica().reconcile(100));
        more = step.more;
    }
    return {};
}

void prepareConflicts(const QString &folder)
{
    const auto shared = std::make_shared<Shared>();
    ReplicaPeer a(1, QStringLiteral("Laptop"));
    diverge(shared, a);
    a.sync(shared->server);
    putStore(a, folder);
}

Result<void> decide(Bench &bench, Resolution::Keep keep, qsizetype howMany)
{
    CAIRN_ASSIGN(const QList<ConflictSummary> open, bench->conflicts().list());
    for (const ConflictSummary &conflict : open.mid(0, howMany)) {
        Resolution resolution;
        resolution.keep = keep;
        resolution.title = conflict.title;
        resolution.body = QStringLiteral("decided\n");
        for (const ConflictLeaf &leaf : conflict.leaves)
            resolution.seen.append(leaf.rev);
        CAIRN_TRY(bench->conflicts().resolve(conflict.id, resolution));
    }
    return {};
}

Result<void> draft(Bench &bench)
{
    CAIRN_ASSIGN(const QList<ConflictSummary> open, bench->conflicts().list());
    return bench->conflicts().saveDraft(
        open.constFirst().id, {{QStringLiteral("half"), QStringLiteral("made")}});
}

void prepareDamage(const QString &folder)
{
    prepareNotes(folder);
    const auto database = must(Database::open(folder + QStringLiteral("/cairn.sqlite")));
    must(database->execute(QStringLiteral("DELETE FROM outbox")));
    must(database->execute(QStringLiteral("UPDATE tally SET notes = notes + 3")));
}

Result<void> repair(Bench &bench)
{
    CAIRN_ASSIGN(const auto checks, bench->doctor().repair());
    if (Doctor::isHealthy(checks))
        return {};
    return failure(ErrorKind::Storage, QStringLiteral("what the doctor says"));
}

QList<Operation> personsOperations()
{
    using Keep = Resolution::Keep;
    return {
        {"first start", nothing, justOpen, false, true},
        {"first note", nothing, writeFirstNote, false, true},
        {"edit", prepareNotes, editNote},
        {"trash and tag ten", prepareNotes, changeMany},
        {"remove for good", prepareNotes, removeForGood},
        {"remove a notebook", prepareNotes, removeNotebook},
        {"rename a tag", prepareNotes, renameTag},
        {"settings", prepareNotes, settings, false},
        {"import", prepareImport, import, false},
        {"migration", prepareOldSchema, justOpen, false, true},
        {"thin the history", prepareHistory, thin, false},
        {"backup", prepareNotes, backUp, true, false, backupContent},
        {"restore", prepareRestore, restore, true, false, {}, 12},
        {"repair", prepareDamage, repair, false},
        {"decide", prepareConflicts, [](Bench &bench) { return decide(bench, Keep::Merged, 1); }},
        {"keep both", prepareConflicts, [](Bench &bench) { return decide(bench, Keep::Both, 1); }},
        {"decide all", prepareConflicts, [](Bench &bench) { return decide(bench, Keep::Other, 9); },
         false},
        {"finish later", prepareConflicts, draft},
    };
}

QList<Operation> syncsOperations()
{
    const auto shared = std::make_shared<Shared>();
    const auto behind = [shared](const QString &folder) {
        *shared = {};
        ReplicaPeer a(1, QStringLiteral("Laptop"));
        diverge(shared, a);
        putStore(a, folder);
    };
    const auto pulled = [behind, shared](const QString &folder) {
        behind(folder);
        Bench bench(folder);
        must(bench.open());
        must(pull(bench, *shared));
    };
    return {
        {"pull", behind, [shared](Bench &bench) { return pull(bench, *shared); }, false},
        {"merge", pulled, reconcile, false},
        {"push", prepareNotes, attemptAndConfirm, false},
        {"refusal", prepareNotes, reject},
        {"forget the server", prepareNotes, forgetServer},
    };
}

} // namespace

QList<Operation> operations() { return personsOperations() + syncsOperations(); }

} // namespace cairn
