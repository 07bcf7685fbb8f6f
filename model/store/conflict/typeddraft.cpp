// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/typeddraft.h"

#include "damagedtext.h"
#include "document.h"
#include "json.h"
#include "store/history/activitystore.h"
#include "store/history/versionstore.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storebatch.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

constexpr QLatin1String kKind("typed");

/// Nothing: no decision was begun, or what was begun cannot be read.
Result<std::optional<QJsonObject>> draftOf(Database &database, qint64 document)
{
    auto row = database.statement(
        QStringLiteral("SELECT body FROM conflict_draft WHERE document = :document"));
    CAIRN_TRY(row.bind(":document", document).run());
    if (row.next())
        return readBody(row.blob(0));
    CAIRN_TRY(row.status());
    return std::optional<QJsonObject>();
}

/// In the order of the review; only places with words of the person's own have a text.
QStringList typedTexts(const QJsonObject &draft)
{
    QStringList texts;
    const QJsonArray places = draft.value(u"places").toArray();
    for (const QJsonValue place : places)
        texts.append(place.toObject().value(u"text").toString());
    const QJsonArray leftovers = draft.value(u"leftovers").toArray();
    for (const QJsonValue text : leftovers)
        texts.append(text.toString());
    texts.removeIf([](const QString &text) { return text.trimmed().isEmpty(); });
    return texts;
}

/// As whole lines: a short word stands inside of others without being said.
bool says(const QJsonObject &body, const QString &text)
{
    const QString all = u'\n' + body.value(field::kTitle).toString() + u'\n'
        + body.value(field::kBody).toString() + u'\n';
    QString lines = text;
    while (lines.endsWith(u'\n'))
        lines.chop(1);
    return all.contains(u'\n' + lines + u'\n');
}

/// Of a note that is gone: as it was when it was `shown`, or before that one took it away. Empty
/// when it is not at hand.
Result<QJsonObject>
bodyToShow(StoreContext &context, const StoredDocument &document, const RevId &shown)
{
    QList<RevId> line{shown};
    if (!document.tree.isEmpty()) {
        const RevId leaf = DocumentStore::leafToShow(document);
        const bool gone = document.tree.node(leaf)->deleted;
        line = gone && document.tree.contains(shown) ? document.tree.path(shown)
                                                     : QList<RevId>{gone ? shown : leaf};
    }
    for (const RevId &rev : std::as_const(line)) {
        const RevisionTree::Node *node = document.tree.node(rev);
        if (node && node->deleted)
            continue;
        auto body = node ? context.documents.body(document, rev)
                         : VersionStore(context).body(document.id, rev);
        if (body || !isTextMissing(body.error()))
            return body;
    }
    return QJsonObject();
}

void addBelow(QJsonObject &body, const QStringList &texts)
{
    QString text = body.value(field::kBody).toString();
    for (const QString &typed : texts) {
        if (!text.isEmpty())
            text += text.endsWith(u'\n') ? u"\n" : u"\n\n";
        text += typed;
    }
    if (text.toUtf8().size() > kMaxBodyBytes)
        text = texts.join(u"\n\n");
    body.insert(field::kBody, text);
}

/// It is no revision of the tree; its name comes of its words, so that they are kept once.
RevId nameOfDraft(const RevId &shown, const QStringList &texts)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(QByteArrayView(kKind.latin1(), kKind.size()));
    for (const QString &text : texts) {
        hash.addData(QByteArrayView("\0", 1));
        hash.addData(text.toUtf8());
    }
    return {std::max(1, shown.generation), hash.result().toHex()};
}

/// Whether all of `text` is in `longer`, at most with something put in at one place: what one
/// person makes of it who goes on writing.
bool goesOn(const QString &text, const QString &longer)
{
    if (longer.size() < text.size())
        return false;
    const auto [end, in] = std::mismatch(text.cbegin(), text.cend(), longer.cbegin());
    const auto rest = text.cend() - end;
    return longer.contains(text) || QStringView(longer).last(rest) == QStringView(text).last(rest);
}

/// Takes the newest version of the note out of the history if it is such a text and all of it is in
/// `body`, which takes its place; false: there is none.
Result<bool> takeBack(StoreContext &context, qint64 document, const QJsonObject &body)
{
    VersionStore history(context);
    const auto last = history.newest(document);
    if (!last && isDamagedText(last.error()))
        return false; // what it was cannot be told: it stays
    CAIRN_ASSIGN(const auto newest, last);
    if (!newest || newest->kind != kKind
        || newest->body.value(field::kTitle) != body.value(field::kTitle)
        || !goesOn(
            newest->body.value(field::kBody).toString(), body.value(field::kBody).toString()))
        return false;
    CAIRN_TRY(history.remove(newest->key));
    return true;
}

Result<void> tell(StoreContext &context, const QString &noteId)
{
    SyncActivity line;
    line.what = Activity::DraftKept;
    line.documentId = noteId;
    line.count = 1;
    return ActivityStore(context).append(line);
}

} // namespace

Result<bool> hasTypedDraft(Database &database, qint64 document)
{
    CAIRN_ASSIGN(const std::optional<QJsonObject> draft, draftOf(database, document));
    return draft && !typedTexts(*draft).isEmpty();
}

Result<void> writeDraft(Database &database, qint64 document, const QJsonObject &draft)
{
    auto row = database.statement(
        QStringLiteral("INSERT INTO conflict_draft (document, body) VALUES (:document, :body)"
                       " ON CONFLICT (document) DO UPDATE SET body = excluded.body"));
    row.bind(":document", document).bind(":body", QString::fromUtf8(keptBody(draft)));
    return row.run();
}

Result<void> dropDraft(Database &database, qint64 document)
{
    auto row =
        database.statement(QStringLiteral("DELETE FROM conflict_draft WHERE document = :document"));
    return row.bind(":document", document).run();
}

Result<void>
keepTypedDraft(StoreContext &context, const StoredDocument &document, const RevId &shown)
{
    CAIRN_ASSIGN(const std::optional<QJsonObject> draft, draftOf(context.database, document.key));
    if (!draft)
        return {};
    CAIRN_TRY(dropDraft(context.database, document.key));
    QStringList texts = typedTexts(*draft);
    if (texts.isEmpty())
        return {};
    CAIRN_ASSIGN(QJsonObject body, bodyToShow(context, document, shown));
    texts.removeIf([&body](const QString &text) { return says(body, text); });
    if (texts.isEmpty())
        return {};
    addBelow(body, texts);
    stampBody(body, context);
    CAIRN_ASSIGN(const bool again, takeBack(context, document.key, body));
    CAIRN_TRY(VersionStore(context).keep(document.key, nameOfDraft(shown, texts), body, kKind));
    return again ? Result<void>() : tell(context, document.id);
}

Result<void> keepEndedDrafts(StoreContext &context)
{
    QList<qint64> keys;
    {
        auto rows =
            context.database.statement(QStringLiteral("SELECT document FROM conflict_draft"));
        CAIRN_TRY(rows.run());
        while (rows.next())
            keys.append(rows.integer(0));
        CAIRN_TRY(rows.status());
    }
    for (const qint64 key : std::as_const(keys)) {
        CAIRN_ASSIGN(const auto seen, context.documents.load(key));
        if (!seen || seen->tree.hasConflict())
            continue; // the usual case takes no lock
        StoreBatch batch(context);
        CAIRN_TRY(batch.begin());
        CAIRN_ASSIGN(const auto document, context.documents.load(key));
        if (!document || document->tree.hasConflict())
            continue;
        CAIRN_TRY(keepTypedDraft(context, *document, document->displayed.value_or(RevId())));
        batch.changes().notes.insert(key);
        CAIRN_TRY(batch.commit());
    }
    return {};
}

} // namespace cairn
