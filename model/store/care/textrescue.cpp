// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/textrescue.h"

#include "clock.h"
#include "document.h"
#include "json.h"
#include "note.h"
#include "revision.h"
#include "store/history/versionmend.h"
#include "store/projection/noterow.h"
#include "store/replica/replicastore.h"
#include "store/replica/unreadstore.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <algorithm>

namespace cairn {

namespace {

/// What is given up bares what it was made of, which may be damaged, too.
constexpr int kMaxRounds = 20;

/// What is shown of a document is this leaf's, as far as that can be told.
bool isShown(const treerepair::DamagedLeaf &leaf, const StoredDocument &document)
{
    if (leaf.displayed || document.displayed)
        return leaf.displayed;
    const QList<RevId> live = document.tree.liveLeaves();
    return std::none_of(live.cbegin(), live.cend(), [&document](const RevId &other) {
        return document.states.value(other).hasBody;
    });
}

} // namespace

TextRescue::TextRescue(StoreContext &context)
    : m_context(context)
{
}

Result<void> TextRescue::run()
{
    CAIRN_ASSIGN(const Account account, m_context.meta.account());
    m_signedIn = account.isValid();
    CAIRN_TRY(forgetAltered());
    bool bared = true;
    for (int round = 0; bared && round < kMaxRounds; ++round) {
        CAIRN_ASSIGN(const bool restored, treerepair::restoreFromHistory(m_context.database));
        if (restored)
            CAIRN_TRY(forgetAltered()); // the history may have it altered, too
        CAIRN_ASSIGN(bared, rescueLeaves());
        if (bared)
            CAIRN_TRY(treerepair::straighten(m_context.database));
    }
    CAIRN_ASSIGN(const QStringList lost, mendVersions(m_context.database));
    m_givenUp.append(lost);
    return m_asks ? ReplicaStore(m_context).compareAnew() : Result<void>();
}

/// What isAltered() is as damaged as what cannot be read.
Result<void> TextRescue::forgetAltered()
{
    QHash<qint64, QByteArray> altered;
    {
        Statement rows = m_context.database.statement(QStringLiteral(
            "SELECT r.key, r.generation, r.hash, p.generation, p.hash, r.body, n.title, n.body"
            " FROM note n JOIN document d ON d.key = n.document"
            " JOIN revision r ON r.key = d.displayed LEFT JOIN revision p ON p.key = r.parent"
            " WHERE r.deleted = 0 AND cairn_readable(r.body)"));
        CAIRN_TRY(rows.run());
        while (rows.next()) {
            const KeptBody kept = readKept(rows.blob(5));
            if (!kept.body)
                continue;
            std::optional<RevId> parent;
            if (!rows.isNull(3))
                parent = RevId{int(rows.integer(3)), rows.text(4).toUtf8()};
            const RevId rev{int(rows.integer(1)), rows.text(2).toUtf8()};
            if (isAltered(
                    *kept.body, kept.seal != Seal::Absent, rev, parent, rows.text(6), rows.text(7)))
                altered.insert(rows.integer(0), rows.blob(5));
        }
        CAIRN_TRY(rows.status());
    }
    for (auto it = altered.cbegin(); it != altered.cend(); ++it)
        CAIRN_TRY(treerepair::forgetText(m_context.database, it.key()));
    m_altered.insert(altered);
    return {};
}

/// True: some were given up.
Result<bool> TextRescue::rescueLeaves()
{
    CAIRN_ASSIGN(const auto leaves, treerepair::damagedLeaves(m_context.database));
    QList<UnreadDocument> asked;
    bool gone = false;
    for (const treerepair::DamagedLeaf &leaf : leaves) {
        CAIRN_ASSIGN(const auto document, m_context.documents.load(leaf.document));
        const bool shown = document && isShown(leaf, *document);
        CAIRN_ASSIGN(const bool ask, leaf.acknowledged ? canAsk(leaf.id) : Result<bool>(false));
        if (ask) {
            CAIRN_TRY(treerepair::forgetText(m_context.database, leaf.revision));
            asked.append({leaf.id, {leaf.rev}, QStringLiteral("its text is damaged on this disk")});
            continue;
        }
        using Shown = DocumentKind::Shown;
        const Shown shownAs = kindOf(leaf.type).shown;
        CAIRN_ASSIGN(
            const bool rewritten,
            !shown                             ? Result<bool>(false)
                : shownAs == Shown::AsNote     ? rewriteNote(leaf)
                : shownAs == Shown::AsNotebook ? rewriteNotebook(leaf)
                                               : Result<bool>(false));
        if (rewritten)
            continue;
        CAIRN_TRY(treerepair::giveUp(m_context.database, leaf.revision));
        m_givenUp.append(leaf.id);
        gone = true;
    }
    m_asks = m_asks || !asked.isEmpty();
    if (!asked.isEmpty())
        CAIRN_TRY(UnreadStore(m_context).add(asked, UnreadStore::Next::AtOnce));
    return gone;
}

Result<bool> TextRescue::canAsk(const QString &document)
{
    if (!m_signedIn)
        return false;
    Statement row = m_context.database.statement(
        QStringLiteral("SELECT 1 FROM unread WHERE document = :document AND attempts > 1"));
    CAIRN_TRY(row.bind(":document", document).run());
    const bool asked = row.next();
    CAIRN_TRY(row.status());
    return !asked;
}

/// False: the list does not show it.
Result<bool> TextRescue::rewriteNote(const treerepair::DamagedLeaf &leaf)
{
    Note shown;
    shown.key = leaf.document;
    shown.id = leaf.id;
    CAIRN_ASSIGN(const bool listed, Doctor::readListed(m_context.database, shown));
    return listed ? rewrite(leaf, shownBody(shown), shown.title) : Result<bool>(false);
}

Result<bool> TextRescue::rewriteNotebook(const treerepair::DamagedLeaf &leaf)
{
    QJsonObject body{
        {field::kType.toString(), kNotebookType.toString()},
        {field::kSchema.toString(), kSchemaVersion}};
    {
        Statement row = m_context.database.statement(
            QStringLiteral("SELECT name, parent, merged_into FROM notebook WHERE id = :id"));
        CAIRN_TRY(row.bind(":id", leaf.id).run());
        if (!row.next()) {
            CAIRN_TRY(row.status());
            return false;
        }
        body.insert(field::kName, row.text(0));
        if (!row.isNull(1))
            body.insert(field::kParent, row.text(1));
        if (!row.isNull(2))
            body.insert(field::kMergedInto, row.text(2));
    }
    return rewrite(leaf, body, body.value(field::kName).toString());
}

/// As a child of what is damaged, or in its place where nobody else can have that.
Result<bool>
TextRescue::rewrite(const treerepair::DamagedLeaf &leaf, QJsonObject body, const QString &title)
{
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(leaf.document));
    CAIRN_TRY(noteUnproven(leaf, *document, body, title));
    stampBody(body, m_context);
    const RevId parent = DocumentStore::leafToShow(*document);
    const qint64 key = document->states.value(parent).key;
    ChangeSet ignored; // everything will be announced
    CAIRN_ASSIGN(
        const RevId written, m_context.documents.writeLocal(*document, parent, false, body));
    CAIRN_TRY(m_context.documents.settle(*document, ignored));
    if (document->tree.contains(parent) && written != parent)
        CAIRN_TRY(treerepair::forgetText(m_context.database, key));
    return true;
}

Result<void> TextRescue::noteUnproven(
    const treerepair::DamagedLeaf &leaf, const StoredDocument &document, const QJsonObject &listed,
    const QString &title)
{
    Remains remains{m_altered.value(leaf.revision), leaf.rev, std::nullopt};
    if (const auto node = document.tree.node(leaf.rev))
        remains.parent = node->parent;
    if (remains.kept.isEmpty()) {
        Statement row = m_context.database.statement(
            QStringLiteral("SELECT body FROM revision WHERE key = :key"));
        CAIRN_TRY(row.bind(":key", leaf.revision).run());
        if (row.next())
            remains.kept = row.blob(0);
        CAIRN_TRY(row.status());
    }
    QJsonObject writer;
    signBody(writer, m_context.meta);
    if (!isProven(listed, remains, writer.value(field::kDevice).toObject()))
        m_unproven.append({leaf.id, title});
    return {};
}

bool TextRescue::isProven(
    const QJsonObject &listed, const Remains &remains, const QJsonObject &writer)
{
    QJsonObject writtenHere = listed;
    if (!writer.isEmpty())
        writtenHere.insert(field::kDevice, writer);
    QJsonObject inPlace = parsedJson(jsonOfBody(remains.kept)).object();
    QJsonObject wordsInPlace = inPlace;
    const NoteRow left = readNote(inPlace);
    if (left.title != listed.value(field::kTitle).toString())
        wordsInPlace.insert(field::kTitle, listed.value(field::kTitle));
    if (left.body != listed.value(field::kBody).toString())
        wordsInPlace.insert(field::kBody, listed.value(field::kBody));
    for (auto it = listed.begin(); it != listed.end(); ++it)
        inPlace.insert(it.key(), it.value());
    const QList<QJsonObject> bodies{writtenHere, inPlace, wordsInPlace};
    const bool isNamed = remains.parent || remains.rev.generation == 1;
    return std::any_of(bodies.begin(), bodies.end(), [&](const QJsonObject &body) {
        return hasSumOf(remains.kept, body)
            || (isNamed && makeRevId(remains.parent, false, body) == remains.rev);
    });
}

Result<TextRescue::Count> TextRescue::count(StoreContext &context, qsizetype named)
{
    Count count;
    CAIRN_ASSIGN(const auto leaves, treerepair::damagedLeaves(context.database));
    for (const treerepair::DamagedLeaf &leaf : leaves) {
        if (count.damaged++ < named)
            count.ids.append(leaf.id);
    }
    {
        Statement row = context.database.statement(QStringLiteral(
            "SELECT count(*) FROM revision r JOIN document d ON d.key = r.document"
            " JOIN unread u ON u.document = d.id"
            " WHERE r.leaf = 1 AND r.deleted = 0 AND r.acknowledged = 1 AND r.body IS NULL"));
        CAIRN_TRY(row.run());
        if (row.next())
            count.asked = row.integer(0);
        CAIRN_TRY(row.status());
    }
    Statement rows = context.database.statement(
        QStringLiteral("SELECT d.id FROM version v JOIN document d ON d.key = v.document"
                       " WHERE NOT cairn_readable(v.body)"));
    CAIRN_TRY(rows.run());
    while (rows.next()) {
        if (count.damaged++ < named)
            count.ids.append(rows.text(0));
    }
    CAIRN_TRY(rows.status());
    return count;
}

} // namespace cairn
