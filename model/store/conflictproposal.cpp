#include "store/conflictproposal.h"

#include "document.h"
#include "merge/documentmerge.h"
#include "store/documentstore.h"
#include "store/leafwriter.h"
#include "store/metastore.h"
#include "store/storecontext.h"

#include <algorithm>

namespace cairn {

namespace {

QString text(const QJsonObject &body, QStringView member) { return body.value(member).toString(); }

} // namespace

ConflictProposal::ConflictProposal(StoreContext &context, const StoredDocument &document)
    : m_context(context)
    , m_document(document)
{
}

Result<QList<ConflictLeaf>> ConflictProposal::leaves() const
{
    QList<RevId> live = m_document.tree.liveLeaves();
    const std::optional<RevId> winner = m_document.tree.winner();
    if (m_document.displayed && live.removeOne(*m_document.displayed))
        live.prepend(*m_document.displayed);
    QList<ConflictLeaf> leaves;
    for (const RevId &rev : std::as_const(live)) {
        ConflictLeaf leaf;
        leaf.rev = rev;
        leaf.displayed = rev == m_document.displayed;
        leaf.winner = rev == winner;
        if (m_document.states.value(rev).hasBody) {
            CAIRN_ASSIGN(leaf.raw, m_context.documents.body(m_document, rev));
        }
        const QJsonObject device = leaf.raw.value(field::kDevice).toObject();
        leaf.deviceName = text(device, field::kName);
        leaf.thisDevice = text(device, u"id") == m_context.meta.deviceId();
        leaf.at = leaf.raw.value(field::kUpdatedAt).toInteger();
        leaf.title = text(leaf.raw, field::kTitle);
        leaf.body = text(leaf.raw, field::kBody);
        leaves.append(leaf);
    }
    return leaves;
}

Result<void>
ConflictProposal::propose(ConflictDetails &details, const RevId &mine, const RevId &theirs) const
{
    CAIRN_ASSIGN(const QJsonObject mineBody, m_context.documents.body(m_document, mine));
    CAIRN_ASSIGN(const QJsonObject theirsBody, m_context.documents.body(m_document, theirs));
    details.base = mergeBase(m_document, mine, theirs);
    if (details.base) {
        CAIRN_ASSIGN(
            const QJsonObject baseBody, m_context.documents.body(m_document, *details.base));
        const bool mineWins = mine > theirs;
        const DocumentMerge merge = mineWins ? mergeDocuments(baseBody, mineBody, theirsBody)
                                             : mergeDocuments(baseBody, theirsBody, mineBody);
        details.baseTitle = text(baseBody, field::kTitle);
        details.baseBody = text(baseBody, field::kBody);
        details.titleConflict = merge.titleConflict;
        details.mergedTitle = text(merge.body, field::kTitle);
        details.chunks = merge.text.chunks;
        if (!mineWins) {
            for (MergeChunk &chunk : details.chunks)
                std::swap(chunk.mine, chunk.theirs);
        }
    } else {
        details.mergedTitle = text(mineBody, field::kTitle);
        details.titleConflict = details.mergedTitle != text(theirsBody, field::kTitle);
        details.chunks =
            compareTexts(text(mineBody, field::kBody), text(theirsBody, field::kBody)).chunks;
    }
    if (details.titleConflict)
        details.mergedTitle.clear();
    details.regions = int(std::count_if(
                          details.chunks.cbegin(), details.chunks.cend(),
                          [](const MergeChunk &chunk) { return chunk.conflict; }))
        + (details.titleConflict ? 1 : 0);
    return {};
}

} // namespace cairn
