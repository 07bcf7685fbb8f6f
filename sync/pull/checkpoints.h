// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace cairn {

/// Checkpoint documents and their comparison (CouchDB docs, replication/protocol, "Find Common
/// Ancestry"). Both sides keep
/// `{"session_id", "source_last_seq", "history": [{"session_id", "recorded_seq"}, …]}`, newest
/// first. We make a session of every record, so one session names one sequence and sequences never
/// have to be compared. Pure.
namespace checkpoints {

struct Verdict {
    QString
        since; ///< where both sides agree, see sequence.h; empty: nowhere, start from the beginning
    /// The server does not have the last record that it confirmed to us: it is an older state of
    /// itself.
    bool serverForgot = false;
    /// It has that record: this is the database that wrote it down, and no older state of it.
    bool serverRemembers = false;
};
Verdict compare(const QJsonObject &local, const QJsonObject &server);

/// The local document without records that the server may not have, in front of the last that it
/// confirmed: else those of many failures would push that one out.
QJsonObject withoutUnconfirmed(const QJsonObject &local);

/// The document with one more record in front, older ones dropped.
QJsonObject recorded(const QJsonObject &document, const QString &session, const QString &seq);
/// The local document with "the server has this record".
QJsonObject confirmed(const QJsonObject &local, const QString &session);

} // namespace checkpoints
} // namespace cairn
