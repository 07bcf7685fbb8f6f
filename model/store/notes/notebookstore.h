// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

#include <functional>

namespace cairn {

class NotebookTree;
struct ChangeSet;
struct StoreContext;

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
    /// With the notebooks below it; their notes go to the trash. One transaction; returns the ids
    /// of these notes.
    Result<QStringList> remove(const QString &id);
    enum class NameFault { None, Empty, Slash, TooLong, NotText };
    static NameFault faultOf(const QString &name); ///< why a name is not usable
    static QString normalizedName(const QString &name); ///< empty: not usable

private:
    Result<NotebookTree> tree();
    Result<NotebookInfo> create(const QString &name, const QString &parentId, ChangeSet &changes);
    Result<void>
    change(const QString &id, ChangeSet &changes, const std::function<void(QJsonObject &)> &edit);
    Result<void> bury(const QString &id, ChangeSet &changes);

    StoreContext &m_context;
};

} // namespace cairn
