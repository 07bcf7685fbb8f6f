// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouchdocument.h"
#include "fakecouchhttp.h"

#include <QMap>
#include <QSet>

#include <array>
#include <functional>

namespace cairn {

/// A place in the changes feed. Like a clustered CouchDB it counts each shard for itself, so the
/// order of rows between shards is nobody's promise.
struct FakeSequence {
    std::array<qint64, 2> shards{};
    qint64 total() const { return shards[0] + shards[1]; }
    friend bool operator==(const FakeSequence &, const FakeSequence &) = default;
};

/// One database of the in-memory server. A value: a copy is a backup, assigning it back restores
/// it.
class FakeDatabase {
public:
    /// `instance` tells databases that follow each other under one name apart.
    FakeDatabase(QString name, int instance);

    // --- documents
    using Documents = QMap<QString, FakeDocument>;
    const Documents &documents() const { return m_documents; }
    const FakeDocument *document(const QString &id) const;
    /// new_edits=false. Returns whether anything changed.
    bool insert(const QString &id, const QList<RevId> &path, bool deleted, const QJsonObject &body);
    /// An ordinary edit: nothing when `parent` is not a leaf (409).
    std::optional<RevId> edit(
        const QString &id, const std::optional<RevId> &parent, bool deleted,
        const QJsonObject &body);
    /// Takes the bytes out of `_attachments` of a document that is to be written, and looks for its
    /// stubs in the nearest ancestor that has a body. Empty, or the name of a stub that means
    /// nothing.
    QString takeAttachments(const QString &id, const QList<RevId> &path, QJsonObject &body);
    QByteArray attachment(const QString &digest) const { return m_attachments.value(digest); }
    void compact();
    /// The same documents in another database of this name: without `_local` ones, and its feed
    /// begins anew for whoever comes with a sequence of the former one.
    void beAnother();
    void purge(const QString &id) { m_documents.remove(id); } ///< as if it had never been
    /// As if that leaf had never been: the feed shows what it was made of. (CouchDB's own `_purge`
    /// takes away all that no other leaf was made of.)
    void purge(const QString &id, const RevId &leaf);
    void touch(const QString &id); ///< the feed shows it once more, as it is
    void setRevisionLimit(int limit) { m_revisionLimit = limit; }

    // --- the feed
    FakeSequence sequence() const { return m_sequence; }
    QByteArray encode(const FakeSequence &sequence) const;
    /// Nothing: malformed. A sequence of another database means the beginning, as in CouchDB.
    std::optional<FakeSequence> decode(const QString &text) const;
    static int shardOf(const QString &id);
    /// A feed that begins too early: so many changes of each shard before where it should.
    void rewind(qint64 changes) { m_rewind = changes; }
    qint64 rewound() const { return m_rewind; }

    // --- the rest
    QString name() const { return m_name; }
    QString instanceStartTime() const { return m_instanceStartTime; }
    void setInstanceStartTime(const QString &time)
    {
        m_instanceStartTime = time;
    } ///< "0": before CouchDB 3.3
    QMap<QString, QJsonObject> locals; ///< `_local` documents with their `_rev`
    QJsonObject security;
    QSet<QString> unreadable; ///< ids at which `_bulk_get` fails
    QSet<QString> garbled; ///< ids whose rows in the feed mean nothing
    bool hidesDeletions = false; ///< rows of the feed do not say `deleted`; the documents do
    int localWrites = 0; ///< how often a `_local` document was written

private:
    QString m_name;
    QString m_instanceStartTime;
    QByteArray m_epoch; ///< part of every sequence
    Documents m_documents;
    FakeSequence m_sequence;
    QHash<QString, QByteArray> m_attachments; ///< by digest
    int m_revisionLimit = 1000;
    qint64 m_rewind = 0;
};

} // namespace cairn
