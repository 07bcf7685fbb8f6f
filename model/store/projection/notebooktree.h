// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

#include <QHash>

namespace cairn {

class Database;

/// So much is shown of notebooks that others made; what a person makes or imports here is within
/// it.
inline constexpr qsizetype kMaxNotebookName = 200; ///< characters
inline constexpr int kMaxShownDepth =
    32; ///< what is deeper stands on the last level, in the order of its names
inline constexpr int kMaxTwinSteps =
    32; ///< pointers from twin to twin; a longer line leads nowhere, as a circle does

/// All notebooks as people see them, read at once: twins followed, paths made when they are asked
/// for. What devices did at the same time may leave a parent that is gone, or notebooks inside each
/// other; such notebooks stand at the top (of a circle, the one with the smallest id), the same on
/// every device. A value; belongs to one thread: what is asked for is remembered.
class NotebookTree {
public:
    struct Row {
        QString id;
        QString name;
        QString parent;
        QString mergedInto;
        int notes = 0;
    };
    explicit NotebookTree(const QList<Row> &rows);
    static Result<NotebookTree> load(Database &database);

    QList<NotebookInfo> sorted() const; ///< by path, locale-aware, a parent before what is in it
    QString resolve(
        const QString &id) const; ///< the notebook that stands for this one; empty: there is none
    /// Where the pointers of twins lead from here, whether there is a notebook or not; from a
    /// circle: nowhere.
    QString placeOf(const QString &id) const;
    const NotebookInfo *find(const QString &id) const; ///< follows twins
    const NotebookInfo *child(const QString &parentId, const QString &name) const;
    const NotebookInfo *findPath(const QString &path) const;
    QStringList subtree(const QString &id) const; ///< the notebook and all below it, parents first
    /// The notebook and all below it, and the twins that any of these stand for.
    QStringList subtreeWithTwins(const QString &id) const;
    bool isInside(const QString &id, const QString &ancestorId) const; ///< the same or below it

private:
    void breakCircles();
    void flatten();
    const NotebookInfo *withPath(const QString &id) const;
    QString pathOf(const NotebookInfo &notebook) const;

    mutable QHash<QString, NotebookInfo> m_notebooks; ///< paths are filled in when asked for
    QHash<QString, QString> m_twins; ///< twin -> the one it says to be merged into
    QHash<QString, QStringList> m_children; ///< by parent id, sorted by id
};

} // namespace cairn
