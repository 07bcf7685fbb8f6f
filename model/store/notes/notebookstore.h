// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "revision.h"

#include <QJsonObject>

#include <functional>

namespace cairn {

class NotebookTree;
struct ChangeSet;
struct StoreContext;

/// What a person deleted with a notebook, and what brings it back.
struct NotebookRemoval {
    struct Place {
        QString id;
        QJsonObject body; ///< what it was; the store keeps no text of what was never sent
        RevId made; ///< the tombstone
    };
    QList<Place> places; ///< the notebook, those below it and the twins of any, parents first
    QStringList noteIds; ///< that went to the trash
    QStringList damaged; ///< that did not: their text cannot be read
    QString generation; ///< of the store that it was done in
};

/// Notebooks, nested by `parent`. Names are trimmed, not empty, at most 200 characters, without
/// `/`. Two notebooks of one name under one parent are twins: the larger id is merged into the
/// smaller and never shown.
class NotebookStore {
public:
    explicit NotebookStore(StoreContext &context);

    Result<QList<NotebookInfo>> list(); ///< sorted by path, locale-aware; twins left out
    Result<NotebookInfo> notebook(const QString &id); ///< follows twins
    Result<std::optional<NotebookInfo>> findPath(const QString &path);
    Result<NotebookInfo> ensurePath(const QString &path); ///< makes what is missing of "A/B/C"
    /// Invalid, here and below: not a usable name, or the parent has a notebook of this name
    /// already. NotFound.
    Result<NotebookInfo> add(const QString &name, const QString &parentId);
    Result<void> rename(const QString &id, const QString &name);
    Result<void> move(
        const QString &id,
        const QString &parentId); ///< empty: to the top. Invalid: into itself or below
    /// With the notebooks below it; their notes go to the trash. One transaction.
    Result<NotebookRemoval> remove(const QString &id);
    struct PutBack {
        int gone = 0; ///< so many of the notes are gone for good
        QStringList damaged; ///< still in the trash: their text cannot be read
    };
    /// The same notebooks live again, where they were and with what was set for them, and what went
    /// with them comes out of the trash. What lives by now stays as it is; one that was made in the
    /// place meanwhile becomes one with it. One transaction. Locked with the context
    /// ErrorReason::StoreReplaced: a backup was restored since.
    Result<PutBack> putBack(const NotebookRemoval &removal);
    enum class NameFault { None, Empty, Slash, TooLong, NotText };
    static NameFault faultOf(const QString &name); ///< why a name is not usable
    static QString normalizedName(const QString &name); ///< empty: not usable

private:
    Result<NotebookTree> tree();
    Result<NotebookInfo> create(const QString &name, const QString &parentId, ChangeSet &changes);
    Result<void>
    change(const QString &id, ChangeSet &changes, const std::function<void(QJsonObject &)> &edit);
    Result<NotebookRemoval::Place> bury(const QString &id, ChangeSet &changes);

    StoreContext &m_context;
};

} // namespace cairn
