// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document.h"
#include "error.h"

#include <QStringList>

namespace cairn {

/// One row a document that has something to send.
struct OutboxItem {
    enum class Operation { Create, Update, Delete };
    qint64 id = 0;
    qint64 documentKey = 0;
    QString documentId;
    Operation operation = Operation::Update;
    QString title; ///< for people: the note's title or the notebook's name
    int priority = 0; ///< higher first; emergency notes have kEmergencyPriority
    qint64 enqueuedAt = 0;
    int attempts = 0;
    int maxAttempts = 5;
    qint64 nextAttemptAt = 0;
    std::optional<Error> lastError;
    bool dead = false;
    QStringList dependsOn; ///< document ids that must be sent before
};
/// What a push sends.
enum class PushScope {
    All,
    Urgent, ///< emergency notes, and notebooks, which they may wait for
};

inline constexpr int kEmergencyPriority = 100;
inline constexpr int kNotebookPriority = 50;
/// No refused document waits longer for its next attempt, in ms. A later time in a row was written
/// by a clock that has been set back since: the row is due.
inline constexpr qint64 kLongestRetryWaitMs = 600'000;
inline constexpr int kMaxAttempts = 5;
inline constexpr int kMaxAttemptsEmergency = 10;
inline constexpr qint64 kMaxDocumentBytes =
    8'000'000; ///< as JSON; CouchDB's default max_document_size
QString operationName(OutboxItem::Operation operation); ///< "create", "update", "delete"

/// A revision on its way out. Its body is the JSON text that is stored, which need not be parsed to
/// be sent.
struct PushRevision {
    RevId rev;
    QList<RevId> path; ///< newest first, starts with `rev`; filled up to the revision limit
    bool deleted = false;
    QByteArray body; ///< a JSON object
    bool again = false; ///< sent even if the server has it: the line behind it is missing there
};

/// What to send for one outbox row: every leaf of the document that the server has not
/// acknowledged. Tombstones of absorbed leaves come after the merged revision: the
/// words are on the server before their leaf closes.
struct PushDocument {
    qint64 outboxId = 0;
    qint64 documentKey = 0;
    QString documentId;
    QList<PushRevision> revisions; ///< in the order to send
    bool attempted = true; ///< a sending of one of them began before: the server may have it
};

} // namespace cairn
