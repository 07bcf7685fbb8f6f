// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/leafcheck.h"

namespace cairn {

/// Once a week, and when the server has fewer documents than it should: does the server still have
/// everything that it acknowledged? A part of it in each run, from where the last one ended, also
/// over restarts. One use; sync thread; `done` comes once, unless the object is destroyed before.
class SelfCheck : public QObject {
public:
    struct Outcome {
        QStringList missing; ///< ids, queued to be sent again, in this part
        bool more = false; ///< the rest is for the next run
    };
    using Done = std::function<void(Result<Outcome>)>;
    SelfCheck(CouchClient &client, Store &store, QObject *parent = nullptr);
    /// UTC ms when the next part is to be done. A store that never checked begins to count now.
    static Result<qint64> dueAt(Store &store, qint64 nowMs);
    /// The server lacks so many documents (Identified::lacking). Begins a check from the start,
    /// unless the last one was about as many; returns whether there is one to go on with.
    static Result<bool> suspect(Store &store, int lacking);
    void start(Done done);

private:
    void next();
    void finish(Result<Outcome> result);

    CouchClient &m_client;
    Store &m_store;
    Outcome m_outcome;
    int m_pages = 0;
    qint64 m_cursor = 0; ///< key of the last document asked about
    Done m_done;
};

} // namespace cairn
