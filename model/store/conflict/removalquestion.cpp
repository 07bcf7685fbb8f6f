// SPDX-License-Identifier: GPL-3.0-or-later
// RemovalGuard: what the person is asked about, and what an answer holds for.

#include "clock.h"
#include "json.h"
#include "shownname.h"
#include "store/conflict/removalguard.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <QCryptographicHash>

#include <algorithm>

namespace cairn {

namespace {

/// In `meta`: the names of what was asked about, the last one last. Each line of `held_removal`
/// begins with one of them.
const QString kAsked = QStringLiteral("removals_asked");
const QString kWaiting = QStringLiteral("removals_waiting"); ///< the name of what waits now
constexpr qsizetype kAskedSets = 8;
constexpr qsizetype kTitlesNamed = 3;
constexpr qsizetype kTitleNamed = 60; ///< UTF-16 units

QString named(const RemoteChange &change)
{
    QStringList leaves;
    for (const RevId &leaf : change.leaves)
        leaves.append(leaf.toString());
    leaves.sort();
    return change.id + u' ' + leaves.join(u' ');
}

Result<QStringList> askedSets(StoreContext &context)
{
    CAIRN_ASSIGN(const auto names, context.meta.value(kAsked));
    return names.value_or(QString()).split(u' ', Qt::SkipEmptyParts);
}

/// The beginning of a line of its own for each document that was asked about: until that is
/// answered or nothing of it is missed, also while no server asks for it. No set has this name.
const QString kOpen = QStringLiteral("open");
/// The same of those that somebody edited meanwhile, which the question said to be removed.
const QString kEdited = QStringLiteral("edited");
constexpr int kMostEdited = 9; ///< a person does that with few

QString openLine(const QString &id) { return kOpen + u' ' + id; }
/// It was to be there with another text.
QString otherTextLine(const QString &id) { return kOpen + QStringLiteral(" ~") + id; }
QString editedLine(const QString &id) { return kEdited + u' ' + id; }

Result<int> countLines(StoreContext &context, const QString &from, const QString &to)
{
    auto row = context.database.statement(
        QStringLiteral("SELECT count(*) FROM held_removal WHERE change >= :a AND change < :b"));
    CAIRN_TRY(row.bind(":a", from).bind(":b", to).run());
    const int count = row.next() ? int(row.integer(0)) : 0;
    CAIRN_TRY(row.status());
    return count;
}

Result<bool> hasLine(StoreContext &context, const QString &line)
{
    CAIRN_ASSIGN(const int count, countLines(context, line, line + u' '));
    return count > 0;
}

Result<int> linesOf(StoreContext &context, const QString &set)
{
    return countLines(context, set + u' ', set + u'!'); // what follows a blank
}

/// All lines of a set; of an empty name: those that an earlier version wrote.
Result<void> dropLines(Database &database, const QString &set)
{
    auto rows = database.statement(
        set.isEmpty()
            ? QStringLiteral("DELETE FROM held_removal WHERE change GLOB 'note:*' OR change = :a"
                             " OR change = :b")
            : QStringLiteral("DELETE FROM held_removal WHERE change >= :a AND change < :b"));
    return rows.bind(":a", set + u' ').bind(":b", set + u'!').run(); // what follows a blank
}

} // namespace

Result<HeldRemovals>
RemovalGuard::ask(const QList<RemoteChange> &held, const QSet<QString> &overwritten)
{
    QStringList changes;
    QSet<QString> notes;
    for (const RemoteChange &change : held) {
        changes.append(named(change));
        notes.insert(change.id);
    }
    changes.sort();
    const QByteArray hash =
        QCryptographicHash::hash(changes.join(u'\n').toUtf8(), QCryptographicHash::Sha256);
    HeldRemovals asked;
    asked.notes = int(notes.size());
    asked.name = QString::fromLatin1(hash.toHex().left(16));
    const QSet<QString> others = QSet<QString>(notes).intersect(overwritten); // with other words
    asked.overwritten = int(others.size());
    CAIRN_ASSIGN(asked.titles, someTitles(held));
    const QString set = asked.toString();
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    CAIRN_ASSIGN(QStringList sets, askedSets(m_context));
    sets.removeAll(set);
    sets.append(set);
    CAIRN_TRY(dropLines(m_context.database, set));
    CAIRN_TRY(dropLines(m_context.database, QString()));
    CAIRN_ASSIGN(const int open, linesOf(m_context, kOpen));
    if (open == 0)
        CAIRN_TRY(dropLines(m_context.database, kEdited));
    while (sets.size() > kAskedSets)
        CAIRN_TRY(dropLines(m_context.database, sets.takeFirst()));
    QStringList lines;
    for (const QString &change : std::as_const(changes))
        lines.append(set + u' ' + change);
    for (const QString &id : std::as_const(notes))
        lines.append(others.contains(id) ? otherTextLine(id) : openLine(id));
    for (const QString &line : std::as_const(lines)) {
        auto row = m_context.database.statement(
            QStringLiteral("INSERT OR IGNORE INTO held_removal (change) VALUES (:change)"));
        CAIRN_TRY(row.bind(":change", line).run());
    }
    CAIRN_TRY(m_context.meta.setValue(kAsked, sets.join(u' ')));
    CAIRN_TRY(m_context.meta.setValue(kWaiting, set));
    CAIRN_ASSIGN(const bool manyEdited, m_share.hasManyEdited());
    if (asked.overwritten > 0 || manyEdited)
        CAIRN_TRY(listEdited());
    CAIRN_TRY(transaction.commit());
    CAIRN_ASSIGN(asked.gone, gone()); // it reads texts: nobody's save waits for that
    return asked;
}

/// What looked like edits is part of it, and is to be found with the rest.
Result<void> RemovalGuard::listEdited()
{
    auto rows = m_context.database.statement(
        QStringLiteral("UPDATE removal"
                       " SET kind = iif(kind = 'halved', 'shortened', 'overwritten')"
                       " WHERE kind IN ('halved', 'replaced') AND agreed = 0 AND at > :since"
                       " AND NOT EXISTS (SELECT 1 FROM removal whole"
                       "  WHERE whole.document = removal.document"
                       "  AND whole.kind NOT IN ('halved', 'replaced', 'shortened'))"));
    return rows.bind(":since", m_context.clock.nowMs() - RemovalShare::kWindowMs).run();
}

Result<HeldRemovals> RemovalGuard::waiting()
{
    CAIRN_ASSIGN(const auto name, m_context.meta.value(kWaiting));
    HeldRemovals waiting = HeldRemovals::parse(name.value_or(QString())).value_or(HeldRemovals());
    if (!waiting.isEmpty()) {
        CAIRN_ASSIGN(waiting.gone, gone());
    }
    return waiting;
}

Result<void> RemovalGuard::nothingWaits()
{
    CAIRN_ASSIGN(const auto name, m_context.meta.value(kWaiting));
    return name ? m_context.meta.remove(kWaiting) : Result<void>();
}

Result<bool> RemovalGuard::isAskedAbout(const QString &id)
{
    for (const QString &line : {openLine(id), otherTextLine(id), editedLine(id)}) {
        CAIRN_ASSIGN(const bool found, hasLine(m_context, line));
        if (found)
            return true;
    }
    return false;
}

/// One that is asked about because it was to go may be edited by somebody: it has not gone then. A
/// server could do that with all of them, a part of them each day.
Result<bool> RemovalGuard::isEditOfAsked(const QString &id)
{
    CAIRN_ASSIGN(const bool again, hasLine(m_context, editedLine(id)));
    if (again)
        return true;
    CAIRN_ASSIGN(const bool otherText, hasLine(m_context, otherTextLine(id)));
    CAIRN_ASSIGN(const int edited, linesOf(m_context, kEdited));
    if (otherText || edited >= kMostEdited)
        return false;
    auto row = m_context.database.statement(
        QStringLiteral("UPDATE OR REPLACE held_removal SET change = :edited WHERE change = :open"));
    CAIRN_TRY(row.bind(":edited", editedLine(id)).bind(":open", openLine(id)).run());
    return true;
}

Result<void> RemovalGuard::settled(const QString &id)
{
    CAIRN_ASSIGN(const bool asked, isAskedAbout(id));
    if (!asked)
        return {};
    auto rows = m_context.database.statement(
        QStringLiteral("DELETE FROM held_removal WHERE change IN (:a, :b)"));
    CAIRN_TRY(rows.bind(":a", openLine(id)).bind(":b", otherTextLine(id)).run());
    CAIRN_ASSIGN(const int open, linesOf(m_context, kOpen));
    return open > 0 ? Result<void>() : dropLines(m_context.database, kEdited);
}

Result<void> RemovalGuard::agreed(const QString &id)
{
    auto row = m_context.database.statement(
        QStringLiteral("DELETE FROM held_removal WHERE change = :line"));
    CAIRN_TRY(row.bind(":line", editedLine(id)).run());
    return settled(id);
}

Result<int> RemovalGuard::gone()
{
    CAIRN_ASSIGN(const auto waiting, m_context.meta.value(kWaiting));
    // Of what is there with other words, these decide; the texts of the rest are not looked at.
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT n.document IS NULL OR n.trashed = 1, v.body, r.body"
                       " FROM removal m JOIN document d ON d.key = m.document"
                       " LEFT JOIN note n ON n.document = m.document"
                       " LEFT JOIN version v ON n.trashed = 0 AND v.document = m.document"
                       "  AND v.generation = m.generation AND v.hash = m.hash"
                       " LEFT JOIN revision r ON n.trashed = 0 AND r.key = d.displayed"
                       " WHERE m.at > :since AND m.agreed = 0"
                       " AND m.key = (SELECT max(l.key) FROM removal l"
                       "  WHERE l.document = m.document AND l.agreed = 0"
                       "  AND l.kind NOT IN ('halved', 'replaced'))"
                       " AND NOT EXISTS (SELECT 1 FROM held_removal h"
                       "  WHERE h.change >= :set || ' ' || d.id || ' ' AND h.change < :set || ' ' "
                       "|| d.id || '!')"));
    const qint64 since = m_context.clock.nowMs() - RemovalShare::kWindowMs;
    CAIRN_TRY(rows.bind(":since", since).bind(":set", waiting.value_or(QString())).run());
    int gone = 0;
    while (rows.next()) {
        const bool away = rows.integer(0) != 0;
        const std::optional<QJsonObject> was = away ? std::nullopt : readBody(rows.blob(1));
        const std::optional<QJsonObject> is = away ? std::nullopt : readBody(rows.blob(2));
        gone += away || !was || !is || isMissing(*was, *is) ? 1 : 0;
    }
    CAIRN_TRY(rows.status());
    return gone;
}

Result<qint64> RemovalGuard::newest()
{
    auto row = m_context.database.statement(QStringLiteral("SELECT max(key) FROM removal"));
    CAIRN_TRY(row.run());
    const qint64 newest = row.next() ? row.integer(0) : 0;
    CAIRN_TRY(row.status());
    return newest;
}

Result<int> RemovalGuard::goneSince(qint64 newest)
{
    auto row = m_context.database.statement(QStringLiteral(
        "SELECT count(DISTINCT document) FROM removal WHERE key > :newest AND agreed = 0"
        " AND kind NOT IN ('halved', 'replaced')"));
    CAIRN_TRY(row.bind(":newest", newest).run());
    const int gone = row.next() ? int(row.integer(0)) : 0;
    CAIRN_TRY(row.status());
    return gone;
}

/// Of the first of them that have one.
Result<QStringList> RemovalGuard::someTitles(const QList<RemoteChange> &held)
{
    QStringList titles;
    for (const RemoteChange &change : held) {
        auto row = m_context.database.statement(
            QStringLiteral("SELECT n.title FROM document d JOIN note n ON n.document = d.key"
                           " WHERE d.id = :id"));
        CAIRN_TRY(row.bind(":id", change.id).run());
        const QString title = row.next() ? oneLine(row.text(0), kTitleNamed) : QString();
        CAIRN_TRY(row.status());
        if (!title.isEmpty() && !titles.contains(title))
            titles.append(title);
        if (titles.size() == kTitlesNamed)
            break;
    }
    return titles;
}

Result<bool> RemovalGuard::covers(const HeldRemovals &answer, const QList<RemoteChange> &held)
{
    CAIRN_ASSIGN(const QStringList sets, askedSets(m_context));
    if (sets.isEmpty() || sets.last() != answer.toString())
        return false;
    CAIRN_ASSIGN(const Asked asked, this->asked(answer, held));
    return asked.others.isEmpty();
}

Result<RemovalGuard::Asked>
RemovalGuard::asked(const HeldRemovals &answer, const QList<RemoteChange> &held)
{
    CAIRN_ASSIGN(const QStringList sets, askedSets(m_context));
    if (answer.isEmpty() || !sets.contains(answer.toString()))
        return Asked{{}, held};
    Asked asked;
    for (const RemoteChange &change : held) {
        auto row = m_context.database.statement(
            QStringLiteral("SELECT 1 FROM held_removal WHERE change = :change"));
        CAIRN_TRY(row.bind(":change", answer.toString() + u' ' + named(change)).run());
        (row.next() ? asked.these : asked.others).append(change);
        CAIRN_TRY(row.status());
    }
    return asked;
}

} // namespace cairn
