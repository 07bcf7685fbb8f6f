// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cairn {

/// How many documents to send in one request. Starts small, grows while full batches are answered
/// quickly (by what the time of the answer leaves room for), halves when the server is slow, busy
/// or finds a request too large. A pure value.
class BatchSizer {
public:
    BatchSizer();
    int documents() const { return m_documents; }
    qint64 bytes() const { return m_bytes; }

    /// A batch was answered. Only one that filled the limit says anything about a larger one.
    void answered(int documents, qint64 bytes, qint64 elapsedMs);
    void shrink(); ///< 413, 429, 5xx, time-out, connection lost

private:
    int m_documents;
    qint64 m_bytes;
};

} // namespace cairn
