// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tree/followers.h"

namespace cairn {

class Database;
struct StoreContext;
struct StoredDocument;

/// Whether somebody has typed into the review of this document (by its key) and left it for later.
/// Such a text is nowhere else: no rule may decide about the note while its versions stand against
/// each other.
Result<bool> hasTypedDraft(Database &database, qint64 document);

/// Keeps a half-made decision in the place of the one that is kept. Inside a transaction.
Result<void> writeDraft(Database &database, qint64 document, const QJsonObject &draft);

/// Takes the half-made decision away: the review that it belongs to was finished.
Result<void> dropDraft(Database &database, qint64 document);

/// For a document whose versions no longer stand against each other, whoever decided that: what was
/// typed becomes a version of the note's history (kind "typed": the note as it is now with those
/// words below it; of a deleted note, as it was when it was `shown`), the activity log says so, and
/// the half-made decision is gone. Words that stand in the note already are no version of their
/// own; who goes on writing leaves one version, which grows. Inside the transaction that changes
/// the document; nothing happens where no decision was begun.
Result<void>
keepTypedDraft(StoreContext &context, const StoredDocument &document, const RevId &shown);

/// Does that for the tree.
class TypedReview : public OpenReview {
public:
    explicit TypedReview(StoreContext &context)
        : m_context(context)
    {
    }
    Result<void> settled(const StoredDocument &document, const RevId &shown) override
    {
        return keepTypedDraft(m_context, document, shown);
    }

private:
    StoreContext &m_context;
};

/// The same for what earlier versions left behind; called when a store is opened.
Result<void> keepEndedDrafts(StoreContext &context);

} // namespace cairn
