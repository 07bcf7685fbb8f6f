// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/conflictproposal.h"

#include "document.h"
#include "merge/documentmerge.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <algorithm>

namespace cairn {

namespace {

QString memberText(const QJsonObject &body, QStringView member)
{
    return body.value(member).toString();
}

Result<ConflictLeaf>
readLeaf(StoreContext &context, const StoredDocument &document, const RevId &rev)
{
    ConflictLeaf leaf;
    leaf.rev = rev;
    leaf.displayed = rev == document.displayed;
    leaf.winner = rev == document.tree.winner();
    if (document.states.value(rev).hasBody) {
        CAIRN_ASSIGN(leaf.raw, context.documents.body(document, rev));
    }
    const QJsonObject device = leaf.raw.value(field::kDevice).toObject();
    leaf.deviceName = memberText(device, field::kName);
    const QString id = memberText(device, u"id");
    const bool received = document.states.value(rev).isReceived();
    leaf.thisDevice = context.meta.isThisDevice(id) && !received;
    leaf.formerDevice = context.meta.wasThisDevice(id) && received;
    leaf.at = leaf.raw.value(field::kUpdatedAt).toInteger();
    leaf.trashed = leaf.raw.contains(field::kTrashedAt);
    leaf.title = memberText(leaf.raw, field::kTitle);
    leaf.body = memberText(leaf.raw, field::kBody);
    return leaf;
}

QList<RevId> displayedFirst(const StoredDocument &document)
{
    QList<RevId> live = document.tree.liveLeaves();
    if (live.size() > kMaxVersionsAtOnce) // too many to compare: those that came last
        std::sort(live.begin(), live.end(), [&document](const RevId &a, const RevId &b) {
            return document.states.value(a).key > document.states.value(b).key;
        });
    if (document.displayed && live.removeOne(*document.displayed))
        live.prepend(*document.displayed);
    return live.mid(0, kMaxVersionsAtOnce);
}

} // namespace

Result<ConflictInput> readConflict(StoreContext &context, const StoredDocument &document)
{
    const QList<RevId> live = displayedFirst(document);
    if (document.kind().apart != DocumentKind::Apart::Asked || live.size() < 2)
        return failure(
            ErrorKind::NotFound, QStringLiteral("there is nothing to decide"), document.id);
    return readConflict(context, document, live.at(0), live.at(1));
}

Result<ConflictInput> readConflict(
    StoreContext &context, const StoredDocument &document, const RevId &mine, const RevId &theirs)
{
    ConflictInput input;
    CAIRN_ASSIGN(input.details, describeConflict(context, document));
    ConflictDetails &details = input.details;
    details.base = mergeBase(document, mine, theirs);
    CAIRN_ASSIGN(input.mine, context.documents.body(document, mine));
    CAIRN_ASSIGN(input.theirs, context.documents.body(document, theirs));
    if (details.base) {
        CAIRN_ASSIGN(const auto base, readBase(context, document, *details.base));
        input.base = base.value_or(QJsonObject());
        if (!base)
            details.base.reset();
    }
    input.mineWins = mine > theirs;
    return input;
}

Result<ConflictDetails> describeConflict(StoreContext &context, const StoredDocument &document)
{
    ConflictDetails details;
    details.key = document.key;
    details.id = document.id;
    details.versions = int(document.tree.liveLeaves().size());
    const QList<RevId> live = displayedFirst(document);
    for (const RevId &rev : live) {
        CAIRN_ASSIGN(const ConflictLeaf leaf, readLeaf(context, document, rev));
        details.leaves.append(leaf);
    }
    if (!details.leaves.isEmpty())
        details.title = details.leaves.first().title;
    return details;
}

ConflictDetails propose(ConflictInput input)
{
    ConflictDetails details = std::move(input.details);
    if (details.base) {
        const DocumentMerge merge = input.mineWins
            ? mergeDocuments(input.base, input.mine, input.theirs)
            : mergeDocuments(input.base, input.theirs, input.mine);
        details.baseTitle = memberText(input.base, field::kTitle);
        details.baseBody = memberText(input.base, field::kBody);
        details.titleConflict = merge.titleConflict;
        details.mergedTitle = memberText(merge.body, field::kTitle);
        details.chunks = merge.text.chunks;
        if (!input.mineWins) {
            for (MergeChunk &chunk : details.chunks)
                std::swap(chunk.mine, chunk.theirs);
        }
    } else {
        details.mergedTitle = memberText(input.mine, field::kTitle);
        details.titleConflict = details.mergedTitle != memberText(input.theirs, field::kTitle);
        details.chunks =
            compareTexts(
                memberText(input.mine, field::kBody), memberText(input.theirs, field::kBody))
                .chunks;
    }
    if (details.titleConflict)
        details.mergedTitle.clear();
    const auto places =
        std::count_if(details.chunks.cbegin(), details.chunks.cend(), [](const MergeChunk &chunk) {
            return chunk.conflict;
        });
    details.regions = int(places) + (details.titleConflict ? 1 : 0);
    return details;
}

} // namespace cairn
