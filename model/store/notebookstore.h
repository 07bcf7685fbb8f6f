#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// Notebooks, nested by `parent`. Names are trimmed, not empty, at most 200 characters, without `/`. Two notebooks of one
/// name under one parent are twins: the larger id is merged into the smaller and never shown.
class NotebookStore {
public:
    explicit NotebookStore(StoreContext &context);

    Result<QList<NotebookInfo>> list(); ///< sorted by path, locale-aware; twins left out
    Result<NotebookInfo> notebook(const QString &id); ///< follows twins
    Result<std::optional<NotebookInfo>> findPath(const QString &path);
    Result<NotebookInfo> ensurePath(const QString &path); ///< makes what is missing of "A/B/C"
    Result<NotebookInfo> add(const QString &name, const QString &parentId);
    Result<void> rename(const QString &id, const QString &name);
    Result<void> move(const QString &id, const QString &parentId); ///< Invalid: into itself or below itself
    /// With the notebooks below it; their notes go to the trash. One transaction; returns the ids of these notes.
    Result<QStringList> remove(const QString &id);

private:
    StoreContext &m_context;
};

} // namespace cairn
