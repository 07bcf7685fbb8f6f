// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "revision.h"

#include <QJsonObject>
#include <QSet>

#include <optional>

namespace cairn {

struct StoredDocument;

// What follows from a change to a document is kept by rooms above the tree. The tree tells them
// inside its transaction, and knows no more of them than what stands here.

/// What lists, search and the sidebar read.
class Projection {
public:
    virtual ~Projection() = default;
    /// The displayed leaf is this live body. `conflict`: it needs review.
    virtual Result<void> show(
        const StoredDocument &document, const QJsonObject &body, bool conflict,
        ChangeSet &changes) = 0;
    virtual Result<bool> isConflict(const StoredDocument &document) = 0; ///< as it is shown now
    /// The document shows nothing: deleted, or of a foreign kind.
    virtual Result<void> hide(const StoredDocument &document, ChangeSet &changes) = 0;
    /// The same body as before, but perhaps another answer to "needs review".
    virtual Result<void>
    setConflict(const StoredDocument &document, bool conflict, ChangeSet &changes) = 0;
};

/// What waits to be sent, and what the server only said that it has.
class SendQueue {
public:
    virtual ~SendQueue() = default;
    /// Something is to be sent. `leaves`: all of the document's, best first. `body`: of the
    /// displayed leaf, empty when it is deleted.
    virtual Result<void> keep(
        const StoredDocument &document, const QList<RevId> &leaves, const QJsonObject &body,
        ChangeSet &changes) = 0;
    /// Nothing is left to send.
    virtual Result<void> drop(const StoredDocument &document, ChangeSet &changes) = 0;
    /// The server acknowledged a leaf; its feed has not shown it yet.
    virtual Result<void> acknowledged(const StoredDocument &document) = 0;
};

/// Texts that leave the tree. `document`: its key.
class History {
public:
    virtual ~History() = default;
    virtual Result<QSet<RevId>> revisions(qint64 document) = 0; ///< whose text it has
    virtual Result<bool> has(qint64 document, const RevId &rev) = 0;
    virtual Result<std::optional<QJsonObject>> text(qint64 document, const RevId &rev) = 0;
    /// When the newest version was written, UTC ms; nothing: there is none.
    virtual Result<std::optional<qint64>> newestAt(qint64 document) = 0;
    /// Notes that a known revision was still there; false: it is not known.
    virtual Result<bool> touch(qint64 document, const RevId &rev) = 0;
    /// Keeps a text once a revision. `received`: it came from the server.
    virtual Result<void>
    keepText(qint64 document, const RevId &rev, const QJsonObject &body, bool received) = 0;
};

/// Decisions that a person has begun.
class OpenReview {
public:
    virtual ~OpenReview() = default;
    /// The versions of a note no longer stand against each other, whoever decided that. `shown`:
    /// what it showed until now.
    virtual Result<void> settled(const StoredDocument &document, const RevId &shown) = 0;
};

/// Notes that other devices took from the person's sight.
class Missing {
public:
    virtual ~Missing() = default;
    /// The note shows `body` now, whoever brought it back.
    virtual Result<void> cameBack(const StoredDocument &document, const QJsonObject &body) = 0;
};

/// Not owned; they outlive the DocumentStore that they follow.
struct Followers {
    Projection *projection = nullptr;
    SendQueue *queue = nullptr;
    History *history = nullptr;
    OpenReview *review = nullptr;
    Missing *missing = nullptr;
};

} // namespace cairn
