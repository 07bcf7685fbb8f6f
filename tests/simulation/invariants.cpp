// SPDX-License-Identifier: GPL-3.0-or-later
#include "invariants.h"

#include "store/care/doctor.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "story.h"
#include "windowsession.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace cairn::sim {

namespace {

constexpr int kThoroughEvery = 10; ///< steps
constexpr qint64 kIdleMs = 2 * 60'000; ///< two idle polls
constexpr qint64 kSyncMs = 5'000;
constexpr int kMostGenerations = 1'000'000;

QString text(const char *ascii) { return QString::fromLatin1(ascii); }

/// The words in the bodies that a query finds.
QSet<QString> wordsIn(SimDevice &device, const char *sql)
{
    auto rows = databaseOf(device.store()).statement(QString::fromLatin1(sql));
    QSet<QString> words;
    if (rows.run()) {
        while (rows.next())
            words.unite(tokensIn(rows.blob(0)));
    }
    return words;
}

constexpr char kLiveSql[] = "SELECT body FROM revision WHERE leaf = 1 AND deleted = 0";
constexpr char kHistorySql[] = "SELECT body FROM version";

/// What no device can take from this server.
bool isNonsense(const FakeDatabase &server, const QString &id, const RevId &leaf)
{
    return leaf.generation > kMostGenerations || server.garbled.contains(id)
        || server.unreadable.contains(id);
}

QString joined(const QSet<QString> &words)
{
    QStringList list(words.cbegin(), words.cend());
    list.sort();
    return list.mid(0, 8).join(u' ');
}

QStringList serverDump(const FakeDatabase &database)
{
    QStringList result;
    const FakeDatabase::Documents &documents = database.documents();
    for (auto it = documents.cbegin(); it != documents.cend(); ++it) {
        for (const RevId &leaf : it->leaves()) {
            const FakeDocument::Revision &revision = *it->find(leaf);
            const QByteArray body =
                QJsonDocument(revision.body.value_or(QJsonObject())).toJson(QJsonDocument::Compact);
            result.append(QStringLiteral("%1 %2%3 %4")
                              .arg(
                                  it.key(), leaf.toString(),
                                  revision.deleted ? QStringLiteral(" deleted") : QString(),
                                  QString::fromUtf8(body)));
        }
    }
    result.sort();
    return result;
}

QString difference(const QStringList &a, const QStringList &b)
{
    const QSet<QString> inA(a.cbegin(), a.cend());
    const QSet<QString> inB(b.cbegin(), b.cend());
    QStringList lines;
    for (const QString &line : a)
        if (!inB.contains(line))
            lines.append(QStringLiteral("\n    only here: ") + line.left(300));
    for (const QString &line : b)
        if (!inA.contains(line))
            lines.append(QStringLiteral("\n    only there: ") + line.left(300));
    return lines.mid(0, 6).join(QString());
}

/// Whether a device gave the server another identity, for it had gone back: to each of the others
/// that is news, once, and makes them compare.
bool isRenewed(const FakeDatabase &server)
{
    for (auto local = server.locals.cbegin(); local != server.locals.cend(); ++local) {
        if (local.key().endsWith(text("cairn-identity")))
            return local->value(u"_rev").toString() != text("0-1");
    }
    return false;
}

} // namespace

// --- while things happen

void Invariants::afterStep(int number)
{
    const bool thorough = number % kThoroughEvery == 0;
    for (int i = 0; i < m_world.devices() && !m_world.violation(); ++i) {
        SimDevice &device = m_world.device(i);
        if (!device.isRunning() || device.hasBadDisk())
            continue;
        underTheCaret(device);
        m_vanishing.look(device);
        if (device.window)
            device.window->check();
        if (thorough) {
            ownWords(device, text("I1"));
            checkpoint(device);
            acknowledgements(device);
            revisions(device);
            identities(device);
            rememberVersions(device);
        }
    }
}

/// R: the text that somebody looks at stays while it is one of the versions, whichever leaf wins.
/// I9: what was here and is gone was deleted by somebody.
void Invariants::underTheCaret(SimDevice &device)
{
    auto rows =
        databaseOf(device.store())
            .statement(
                text("SELECT d.id, r.generation || '-' || r.hash, r.acknowledged AND NOT r.sending,"
                     " n.trashed FROM note n JOIN document d ON d.key = n.document"
                     " JOIN revision r ON r.key = d.displayed"));
    if (!rows.run())
        return;
    QHash<QString, QString> now;
    QStringList moved;
    while (rows.next()) {
        const QString id = rows.text(0);
        now.insert(id, rows.text(1));
        const auto before = device.shown.constFind(id);
        if (before != device.shown.cend() && *before != rows.text(1) && rows.integer(2) != 0)
            moved.append(id);
        if (rows.integer(3) != 0 && !m_policies && !m_world.witness().wasTrashed(id)
            && !m_world.witness().wasLied(id))
            m_world.fail(
                text("I9"),
                device.name() + text(" has in its trash what nobody threw away: ") + id);
    }
    if (!rows.status())
        return;
    for (const QString &id : std::as_const(moved)) {
        const auto old = RevId::parse(device.shown.value(id));
        auto leaf =
            databaseOf(device.store())
                .statement(text("SELECT 1 FROM revision r JOIN document d ON d.key = r.document "
                                "WHERE d.id = :id"
                                " AND r.generation = :generation AND r.hash = :hash AND r.leaf = 1"
                                " AND r.deleted = 0"));
        leaf.bind(":id", id)
            .bind(":generation", old->generation)
            .bind(":hash", QString::fromLatin1(old->hash));
        if (leaf.run() && leaf.next())
            m_world.fail(
                text("R"),
                text("%1 shows another version of %2 although %3 is still one of them")
                    .arg(device.name(), id, old->toString()));
    }
    for (auto it = device.shown.cbegin(); it != device.shown.cend(); ++it) {
        if (!now.contains(it.key()) && !m_world.witness().wasDeleted(it.key())
            && !m_world.witness().wasLied(it.key()))
            m_world.fail(
                text("I9"),
                device.name() + text(" has lost a note that nobody deleted: ") + it.key());
    }
    device.shown = now;
}

/// I1, I7: what was saved here is here, in a text or in the history.
void Invariants::ownWords(SimDevice &device, const QString &invariant)
{
    QSet<QString> wanted;
    const auto &words = m_world.witness().words();
    for (auto it = words.cbegin(); it != words.cend(); ++it) {
        if (it->device == device.number() && it->fate == Witness::Fate::Kept)
            wanted.insert(it.key());
    }
    wanted.subtract(wordsIn(device, kLiveSql));
    if (!wanted.isEmpty())
        wanted.subtract(wordsIn(device, kHistorySql));
    if (!wanted.isEmpty())
        m_world.fail(
            invariant, device.name() + text(" has lost what was saved on it: ") + joined(wanted));
}

/// I6: all revisions up to the checkpoint are here.
void Invariants::checkpoint(SimDevice &device)
{
    if (!device.settledSinceAccident)
        return;
    Database &database = databaseOf(device.store());
    auto row = database.statement(text("SELECT body FROM checkpoint LIMIT 1"));
    if (!row.run() || !row.next())
        return;
    const QJsonObject body = QJsonDocument::fromJson(row.text(0).toUtf8()).object();
    QString sequence = body[u"source_last_seq"].toString(); // JSON text
    if (sequence.startsWith(u'"'))
        sequence = sequence.mid(1, sequence.size() - 2);
    const auto upTo = m_world.server().decode(sequence);
    if (!upTo) {
        m_world.fail(text("I6"), device.name() + text(" has a checkpoint that means nothing"));
        return;
    }
    auto rows = database.statement(
        text("SELECT d.id || ' ' || r.generation || '-' || r.hash FROM revision r"
             " JOIN document d ON d.key = r.document"));
    QSet<QString> here;
    if (!rows.run())
        return;
    while (rows.next())
        here.insert(rows.text(0));
    const auto &documents = m_world.server().documents();
    for (auto it = documents.cbegin(); it != documents.cend(); ++it) {
        if (it->sequence > upTo->shards[size_t(FakeDatabase::shardOf(it.key()))])
            continue;
        for (const RevId &leaf : it->leaves()) {
            const bool isHere = here.contains(it.key() + u' ' + leaf.toString());
            if (!isHere && isNonsense(m_world.server(), it.key(), leaf)) {
                if (device.status().isSynced())
                    m_world.fail(
                        text("I13"),
                        text("%1 says \"synced\" and cannot read %2").arg(device.name(), it.key()));
            } else if (!isHere)
                m_world.fail(
                    text("I6"),
                    text("%1 has read past %2 of %3 without having it")
                        .arg(device.name(), leaf.toString(), it.key()));
        }
    }
}

/// I13: what counts as sent is on the server.
void Invariants::acknowledgements(SimDevice &device)
{
    if (!device.settledSinceAccident || m_shortHistories)
        return;
    auto rows =
        databaseOf(device.store())
            .statement(text("SELECT d.id, r.generation, r.hash FROM revision r JOIN document d"
                            " ON d.key = r.document WHERE r.leaf = 1 AND r.acknowledged = 1"));
    if (!rows.run())
        return;
    while (rows.next()) {
        const FakeDocument *document = m_world.server().document(rows.text(0));
        const RevId rev{int(rows.integer(1)), rows.text(2).toLatin1()};
        if (!document || !document->find(rev))
            m_world.fail(
                text("I13"),
                text("%1 believes that the server has %2 of %3")
                    .arg(device.name(), rev.toString(), rows.text(0)));
    }
}

/// I10: one revision id names one content, and a child is one generation after its parent.
void Invariants::revisions(SimDevice &device)
{
    Database &database = databaseOf(device.store());
    const auto dump = leafDump(database);
    if (!dump)
        return;
    const auto learn = [this](const QStringList &lines, const QString &where) {
        for (const QString &line : lines) {
            const QString name = line.section(u' ', 0, 1);
            const QByteArray content =
                QCryptographicHash::hash(line.toUtf8(), QCryptographicHash::Sha1);
            const auto known = m_contents.constFind(name);
            if (known == m_contents.cend())
                m_contents.insert(name, content);
            else if (*known != content)
                m_world.fail(
                    text("I10"), text("%1 names two contents, one of them %2").arg(name, where));
        }
    };
    learn(*dump, text("on ") + device.name());
    if (device.number() == 0 && m_world.devices() > 0)
        learn(serverDump(m_world.server()), text("on the server"));
    if (m_shortHistories)
        return;
    auto rows = database.statement(
        text("SELECT d.id FROM revision r JOIN revision p ON p.key = r.parent"
             " JOIN document d ON d.key = r.document WHERE r.generation <> p.generation + 1"));
    if (rows.run() && rows.next())
        m_world.fail(
            text("I10"),
            device.name() + text(" has a child that is not one generation after its parent: ")
                + rows.text(0));
}

/// I4: a note that nobody made. (A policy may make copies.)
void Invariants::identities(SimDevice &device)
{
    if (m_policies || m_world.witness().mayHaveUnseenCopies())
        return;
    auto rows =
        databaseOf(device.store())
            .statement(text("SELECT d.id, n.title || ' ' || n.body FROM note n JOIN document d"
                            " ON d.key = n.document"));
    if (!rows.run())
        return;
    const auto &words = m_world.witness().words();
    while (rows.next()) {
        if (m_world.witness().mayKnow(rows.text(0)))
            m_world.witness().noteMade(rows.text(0)); // it was done all the same, and stays
        if (m_world.witness().knows(rows.text(0)))
            continue;
        const QSet<QString> inside = tokensIn(rows.text(1));
        const bool failedSave = std::any_of(inside.cbegin(), inside.cend(), [&](const QString &w) {
            return words.value(w).fate == Witness::Fate::Unsure;
        });
        if (!failedSave)
            m_world.fail(
                text("I4"), device.name() + text(" has a note that nobody made: ") + rows.text(0));
    }
}

/// I1: every version that was sent or received stays in the history.
void Invariants::rememberVersions(SimDevice &device)
{
    auto rows = databaseOf(device.store())
                    .statement(text(
                        "SELECT d.id || ' ' || r.generation || '-' || r.hash FROM revision r"
                        " JOIN document d ON d.key = r.document WHERE r.leaf = 1 AND r.deleted = 0"
                        " AND d.type = 'note' AND (r.acknowledged = 1 OR r.sending = 1)"));
    if (!rows.run())
        return;
    while (rows.next())
        device.owned.insert(rows.text(0));
}

void Invariants::keptVersions(SimDevice &device)
{
    QSet<QString> wanted = device.owned;
    auto rows =
        databaseOf(device.store())
            .statement(text("SELECT d.id || ' ' || v.generation || '-' || v.hash FROM version v"
                            " JOIN document d ON d.key = v.document UNION ALL"
                            " SELECT d.id || ' ' || r.generation || '-' || r.hash FROM revision r"
                            " JOIN document d ON d.key = r.document WHERE r.body IS NOT NULL"));
    if (!rows.run())
        return;
    while (rows.next())
        wanted.remove(rows.text(0));
    if (!wanted.isEmpty())
        m_world.fail(
            text("I1"),
            device.name() + text(" has lost versions from its history: ") + *wanted.cbegin());
}

/// I7: after a kill everything that was saved is there, and the books agree.
void Invariants::afterRestart(SimDevice &device)
{
    books(device, text("I7"));
    ownWords(device, text("I7"));
}

void Invariants::books(SimDevice &device, const QString &invariant)
{
    const QStringList problems = storeProblems(databaseOf(device.store()));
    if (!problems.isEmpty())
        m_world.fail(invariant, device.name() + text(": ") + problems.join(text("; ")));
    // And the doctor is to be believed.
    const auto checks = device.store().doctor().check();
    if (!checks)
        return;
    for (const DoctorCheck &check : *checks) {
        if (!check.ok)
            m_world.fail(
                invariant,
                device.name() + text(": the doctor says ") + check.name + text(": ")
                    + check.detail);
    }
}

// --- when all is well again

void Invariants::everywhere(bool decided)
{
    // Where the server forgets ancestors, a device that was away takes a version that was replaced
    // long ago for another one, and asks: an odd question, but nothing is lost.
    if (decided || !m_shortHistories)
        sameEverywhere();
    words();
    for (int i = 0; i < m_world.devices() && !m_world.violation(); ++i) {
        SimDevice &device = m_world.device(i);
        underTheCaret(device);
        m_vanishing.look(device);
        if (device.window)
            device.window->check();
        checkpoint(device);
        acknowledgements(device);
        revisions(device);
        identities(device);
        notesOf(device);
        keptVersions(device);
        books(device, text("I7"));
        if (!device.status().isSynced())
            m_world.fail(text("I13"), device.name() + text(" does not say that it is synced"));
    }
}

/// A server that keeps short histories cuts an ancestry before the tombstone that somebody went on
/// from, and gives it to others like that: to them that tombstone stays an end, of which nobody
/// sees anything.
QStringList Invariants::comparable(QStringList dump) const
{
    if (m_shortHistories)
        dump.removeIf([](const QString &line) { return line.contains(text(" deleted ")); });
    return dump;
}

/// I2: the same documents, leaves and contents on all devices and the server.
void Invariants::sameEverywhere()
{
    const QStringList expected = comparable(serverDump(m_world.server()));
    for (int i = 0; i < m_world.devices(); ++i) {
        SimDevice &device = m_world.device(i);
        const auto dump = leafDump(databaseOf(device.store()));
        if (!dump)
            m_world.fail(text("I2"), device.name() + text(" cannot be read"));
        else if (const QStringList here = comparable(*dump); here != expected)
            m_world.fail(
                text("I2"),
                device.name() + text(" and the server differ") + difference(here, expected));
    }
}

/// I1: every word is where it was promised to be.
void Invariants::words()
{
    QSet<QString> remembered; // in somebody's history
    QList<QSet<QString>> shown;
    for (int i = 0; i < m_world.devices(); ++i) {
        shown.append(wordsIn(m_world.device(i), kLiveSql));
        remembered.unite(shown.last());
        remembered.unite(wordsIn(m_world.device(i), kHistorySql));
    }
    const auto &words = m_world.witness().words();
    for (auto it = words.cbegin(); it != words.cend() && !m_world.violation(); ++it) {
        const bool somewhere = remembered.contains(it.key());
        if (it->fate == Witness::Fate::Overruled && !somewhere)
            m_world.fail(text("I1"), text("%1 of %2 is in no history").arg(it.key(), it->note));
        if (it->fate != Witness::Fate::Kept)
            continue;
        for (int i = 0; i < m_world.devices(); ++i) {
            if (!shown.at(i).contains(it.key()) && !(m_policies && somewhere))
                m_world.fail(
                    text("I1"),
                    text("%1, written on %2 in %3, is lost on %4%5")
                        .arg(
                            it.key(), m_world.device(it->device).name(), it->note,
                            m_world.device(i).name(),
                            somewhere ? text(" (a history has it)") : QString()));
        }
    }
}

/// I9: every note is there unless somebody deleted it. I4, I11: nothing is in a text twice.
void Invariants::notesOf(SimDevice &device)
{
    for (const QString &id : m_world.witness().notes()) {
        if (!device.shown.contains(id) && !m_world.witness().wasDeleted(id)
            && !m_world.witness().wasLied(id))
            m_world.fail(
                text("I9"), device.name() + text(" lacks a note that nobody deleted: ") + id);
    }
    auto rows = databaseOf(device.store())
                    .statement(text(
                        "SELECT d.id, n.body FROM note n JOIN document d ON d.key = n.document"));
    if (!rows.run())
        return;
    while (rows.next()) {
        // A second note may have been made of one that was taken.
        const QStringList twice = doubledIn(rows.text(1), m_world.witness().wasAnyLied());
        if (!twice.isEmpty())
            m_world.fail(
                text("I11"),
                text("%1 has %2 twice in %3: %4")
                    .arg(device.name(), twice.first(), rows.text(0), rows.text(1)));
    }
}

/// I5: one more sync of everybody writes nothing on either side.
void Invariants::anotherSync()
{
    const bool isDue = isRenewed(m_world.server()) || m_world.couch().faults().hitRecord();
    for (int i = 0; isDue && i < m_world.devices(); ++i) {
        m_world.device(i).syncNow();
        m_world.pass(kSyncMs);
    }
    const FakeSequence before = m_world.server().sequence();
    const int locals = m_world.server().localWrites;
    const QStringList dump = comparable(serverDump(m_world.server()));
    for (int i = 0; i < m_world.devices() && !m_world.violation(); ++i) {
        m_world.device(i).syncNow();
        m_world.pass(kSyncMs);
        const auto after = leafDump(databaseOf(m_world.device(i).store()));
        if (!after || comparable(*after) != dump)
            m_world.fail(
                text("I5"), m_world.device(i).name() + text(" changed by a sync without news"));
    }
    if (m_world.server().sequence() != before)
        m_world.fail(text("I5"), text("a sync without news wrote documents to the server"));
    if (m_world.server().localWrites != locals)
        m_world.fail(text("I5"), text("a sync without news wrote a checkpoint"));
}

void Invariants::idle()
{
    const int before = m_world.couch().requests();
    m_world.pass(kIdleMs);
    const int asked = m_world.couch().requests() - before;
    if (asked > 0) {
        const FakeCouch::LogEntry &entry = m_world.couch().log().constLast();
        m_world.fail(
            text("I3"),
            text("%1 requests while nothing happened, the last %2 %3 by %4")
                .arg(asked)
                .arg(QString::fromLatin1(entry.method), entry.target, entry.device));
    }
}

} // namespace cairn::sim
