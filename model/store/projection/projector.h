// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "store/tree/followers.h"

#include <QJsonObject>
#include <QSet>

namespace cairn {

class Database;
struct NoteRow;
struct StoredDocument;
class TallyKeeper;

/// Writes what lists, search and the sidebar read: the rows of displayed leaves in `note`,
/// `note_tag` and `notebook` with their tallies. (The search index follows by triggers.) Inside
/// DocumentStore::settle only.
class Projector : public Projection {
public:
    explicit Projector(Database &database);

    Result<void> show(
        const StoredDocument &document, const QJsonObject &body, bool conflict,
        ChangeSet &changes) override;
    Result<bool> isConflict(const StoredDocument &document) override;
    Result<void> hide(const StoredDocument &document, ChangeSet &changes) override;
    Result<void>
    setConflict(const StoredDocument &document, bool conflict, ChangeSet &changes) override;

private:
    struct Before;
    Result<void> showNote(qint64 key, const NoteRow &row, bool conflict, ChangeSet &changes);
    Result<Before> noteBefore(qint64 key, const NoteRow *after);
    Result<void> indexText(qint64 rowid, const NoteRow &row);
    Result<void> writeTags(qint64 key, const QStringList &before, const QStringList &after);
    Result<void> hideNote(qint64 key, ChangeSet &changes);
    Result<void>
    showNotebook(const StoredDocument &document, const QJsonObject &body, ChangeSet &changes);
    Result<void> hideNotebook(const StoredDocument &document, ChangeSet &changes);
    Result<QString> twinOf(const QString &notebook);
    Result<QSet<QString>> twinsAround(const QString &notebook);
    Result<void> placeNotes(const QString &notebook, QSet<QString> places, ChangeSet &changes);
    Result<QString> followTwins(const QString &notebook);

    Database &m_database;
};

} // namespace cairn
