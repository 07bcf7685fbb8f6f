// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/leafcheck.h"

namespace cairn {

struct DocumentRevision;

/// Does the server have what it acknowledged, and what its feed does not show? It is asked
/// (LeafCheck); what it lacks waits to be sent again. What it says it has although its feed showed
/// something older is read: then it is there. One use; sync thread; `done` comes once, unless the
/// object is destroyed before.
class Verification : public QObject {
public:
    struct Outcome {
        QStringList lost; ///< ids, queued to be sent again
        bool withheld = false; ///< the server says that it has a document, and does not give it
    };
    using Done = std::function<void(Result<Outcome>)>;
    Verification(CouchClient &client, Store &store, QObject *parent = nullptr);
    void start(const QList<qint64> &documents, Done done); ///< keys; at least one

private:
    void look();
    void read(const QList<BelievedDocument> &page);
    Result<void> compare(const QList<BelievedDocument> &page, const QList<DocumentRevision> &found);
    void finish(Result<Outcome> result);

    CouchClient &m_client;
    Store &m_store;
    Outcome m_outcome;
    Done m_done;
};

} // namespace cairn
