// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/notebookreturn.h"

#include "damagedtext.h"
#include "document.h"
#include "store/projection/notebooktree.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storecontext.h"

namespace cairn {

namespace {

/// What the notebook said when it last lived; nothing: that is not here.
Result<std::optional<QJsonObject>> lastWords(StoreContext &context, const StoredDocument &document)
{
    for (const RevId &rev : document.tree.path(*document.displayed)) {
        if (document.tree.node(rev)->deleted)
            continue;
        auto body = context.documents.body(document, rev);
        if (body)
            return std::optional(std::move(*body));
        if (!isTextMissing(body.error()))
            return tl::unexpected(body.error());
    }
    return std::optional<QJsonObject>();
}

/// What lives stays as it is.
Result<void>
revive(StoreContext &context, StoredDocument &document, QJsonObject words, ChangeSet &changes)
{
    const RevId tombstone = *document.displayed;
    if (!document.tree.node(tombstone)->deleted)
        return {};
    stampBody(words, context);
    CAIRN_TRY(context.documents.writeLocal(document, tombstone, false, words));
    CAIRN_TRY(context.documents.settle(document, changes));
    changes.notebooks = true;
    return {};
}

} // namespace

Result<bool> bringNotebookBack(StoreContext &context, const QString &id, ChangeSet &changes)
{
    bool lives = false;
    QString next = id;
    for (int depth = 0; depth < kMaxShownDepth && !next.isEmpty(); ++depth) {
        if (kindOfId(next).shown != DocumentKind::Shown::AsNotebook)
            break; // a note says so; anybody may have written it
        CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(next));
        if (!document || !document->displayed)
            break;
        CAIRN_ASSIGN(const auto words, lastWords(context, *document));
        if (!words)
            break;
        CAIRN_TRY(revive(context, *document, *words, changes));
        lives |= next == id;
        next = words->value(field::kParent).toString();
    }
    return lives;
}

Result<void>
bringPlaceBack(StoreContext &context, const NotebookRemoval::Place &place, ChangeSet &changes)
{
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(place.id));
    if (!document || !document->displayed)
        return {};
    std::optional<QJsonObject> words;
    if (*document->displayed != place.made) { // it lived on elsewhere meanwhile
        CAIRN_ASSIGN(words, lastWords(context, *document));
    }
    if (!words)
        words = place.body;
    return words->isEmpty() ? Result<void>() : revive(context, *document, *words, changes);
}

} // namespace cairn
