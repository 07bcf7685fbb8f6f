// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace cairn {

/// One side's memory of a replication, in the form of the protocol's checkpoint documents.
struct Checkpoint {
    QString sessionId;
    QString lastSeq; ///< opaque; stored as JSON text, because some servers use numbers
    QJsonObject document; ///< the whole checkpoint: session_id, source_last_seq, history
};

} // namespace cairn
