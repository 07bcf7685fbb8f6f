// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"

namespace cairn {

/// Puts the bytes of other programs' attachments into revisions whose stubs the server did not
/// understand (412 missing_stub): it looks for a stub only in the nearest ancestor whose text it
/// still has, so that a merge of two leaves, or an edit of a revision that was compacted away,
/// needs them again. They come from the server itself, from whichever leaf of the document has the
/// file of that digest. One use; sync thread; `done` comes once, unless the object is destroyed
/// before.
class AttachmentFetcher : public QObject {
public:
    struct Outcome {
        QList<QByteArray> bodies; ///< as given, with the bytes that were found
        QStringList lost; ///< names of files that no leaf on the server has
    };
    using Done = std::function<void(CallResult<Outcome>)>;
    explicit AttachmentFetcher(CouchClient &client, QObject *parent = nullptr);
    /// `bodies`: documents ready to be sent, all of `documentId`.
    void start(const QString &documentId, QList<QByteArray> bodies, Done done);

private:
    void take(const QJsonArray &leaves);
    QByteArray filled(const QByteArray &body);

    CouchClient &m_client;
    QHash<QString, QJsonValue> m_bytes; ///< by digest, base64
    Outcome m_outcome;
};

/// Does this document, ready to be sent, name attachments?
bool namesAttachments(const QByteArray &body);

} // namespace cairn
