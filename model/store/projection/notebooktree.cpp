// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/projection/notebooktree.h"

#include "nameorder.h"
#include "store/sqlite/database.h"

#include <QSet>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace cairn {

NotebookTree::NotebookTree(const QList<Row> &rows)
{
    for (const Row &row : rows) {
        if (row.mergedInto.isEmpty())
            m_notebooks.insert(row.id, {row.id, row.name, row.parent, {}, row.notes});
        else
            m_twins.insert(row.id, row.mergedInto);
    }
    for (auto it = m_notebooks.begin(); it != m_notebooks.end(); ++it)
        it->parentId = resolve(it->parentId);
    breakCircles();
    flatten();
    for (auto it = m_notebooks.cbegin(); it != m_notebooks.cend(); ++it)
        m_children[it->parentId].append(it->id);
    for (auto it = m_children.begin(); it != m_children.end(); ++it)
        it->sort();
}

Result<NotebookTree> NotebookTree::load(Database &database)
{
    auto statement = database.statement(QStringLiteral(
        "SELECT n.id, n.name, n.parent, n.merged_into, coalesce(t.notes, 0)"
        " FROM notebook n LEFT JOIN tally t ON t.kind = 'notebook' AND t.name = n.id"));
    CAIRN_TRY(statement.run());
    QList<Row> rows;
    while (statement.next())
        rows.append(
            {statement.text(0), statement.text(1), statement.text(2), statement.text(3),
             int(statement.integer(4))});
    CAIRN_TRY(statement.status());
    return NotebookTree(rows);
}

QList<NotebookInfo> NotebookTree::sorted() const
{
    using Named = std::pair<QByteArray, QString>; // what it is sorted by, id
    std::vector<Named> open;
    const auto push = [this, &open](const QString &parent) {
        const auto before = std::ptrdiff_t(open.size());
        for (const QString &id : m_children.value(parent))
            open.emplace_back(nameOrderKey(m_notebooks.constFind(id)->name), id);
        // The stack is taken from its end.
        std::sort(open.begin() + before, open.end(), std::greater<>());
    };
    QList<NotebookInfo> all;
    push(QString());
    while (!open.empty()) {
        const QString id = open.back().second;
        open.pop_back();
        all.append(*withPath(id));
        push(id);
    }
    return all;
}

QString NotebookTree::resolve(const QString &id) const
{
    QString at = id;
    for (int steps = 0; steps <= kMaxTwinSteps; ++steps) {
        if (m_notebooks.contains(at))
            return at;
        const auto next = m_twins.constFind(at);
        if (next == m_twins.constEnd())
            return {};
        at = *next;
    }
    return {};
}

QString NotebookTree::placeOf(const QString &id) const
{
    QString at = id;
    for (int steps = 0; steps <= kMaxTwinSteps; ++steps) {
        const auto next = m_twins.constFind(at);
        if (next == m_twins.constEnd())
            return at;
        at = *next;
    }
    return id;
}

const NotebookInfo *NotebookTree::find(const QString &id) const { return withPath(resolve(id)); }

const NotebookInfo *NotebookTree::withPath(const QString &id) const
{
    const auto found = m_notebooks.find(id);
    if (found == m_notebooks.end())
        return nullptr;
    if (found->path.isEmpty())
        found->path = pathOf(*found);
    return &*found;
}

const NotebookInfo *NotebookTree::child(const QString &parentId, const QString &name) const
{
    const QStringList children = m_children.value(parentId);
    for (const QString &id : children) {
        const NotebookInfo &notebook = *m_notebooks.constFind(id);
        if (notebook.name == name)
            return withPath(
                id); // of twins not merged yet: the smallest id, which will stand for them
    }
    return nullptr;
}

const NotebookInfo *NotebookTree::findPath(const QString &path) const
{
    const NotebookInfo *at = nullptr;
    const QStringList names = path.split(u'/', Qt::SkipEmptyParts);
    for (const QString &name : names) {
        at =
            child(at ? at->id : QString(), name.trimmed().normalized(QString::NormalizationForm_C));
        if (!at)
            return nullptr;
    }
    return at;
}

QStringList NotebookTree::subtree(const QString &id) const
{
    const QString root = resolve(id);
    if (root.isEmpty())
        return {};
    QStringList all{root};
    for (qsizetype i = 0; i < all.size(); ++i)
        all += m_children.value(all.at(i));
    return all;
}

QStringList NotebookTree::subtreeWithTwins(const QString &id) const
{
    QStringList all = subtree(id);
    const QSet<QString> inside(all.cbegin(), all.cend());
    for (auto it = m_twins.cbegin(); it != m_twins.cend(); ++it) {
        if (inside.contains(resolve(it.key())))
            all.append(it.key());
    }
    return all;
}

bool NotebookTree::isInside(const QString &id, const QString &ancestorId) const
{
    const QString ancestor = resolve(ancestorId);
    for (const NotebookInfo *at = find(id); at; at = find(at->parentId)) {
        if (at->id == ancestor)
            return true;
    }
    return false;
}

void NotebookTree::breakCircles()
{
    QStringList ids = m_notebooks.keys();
    ids.sort();
    QSet<QString> settled; // these reach the top
    for (const QString &start : std::as_const(ids)) {
        QStringList walked;
        QSet<QString> met;
        QString at = start;
        while (!at.isEmpty() && !settled.contains(at) && !met.contains(at)) {
            walked.append(at);
            met.insert(at);
            at = m_notebooks.value(at).parentId;
        }
        if (!at.isEmpty() && met.contains(at)) {
            const auto circle = walked.cbegin() + walked.indexOf(at);
            m_notebooks[*std::min_element(circle, walked.cend())].parentId.clear();
        }
        settled.unite(met);
    }
}

/// What is deeper than can be shown comes up to the last level, below the ancestor that it has
/// there.
void NotebookTree::flatten()
{
    QHash<QString, QStringList> children;
    for (auto it = m_notebooks.cbegin(); it != m_notebooks.cend(); ++it)
        children[it->parentId].append(it->id);
    QStringList level = children.value(QString());
    for (int depth = 1; depth < kMaxShownDepth - 1 && !level.isEmpty(); ++depth) {
        QStringList next;
        for (const QString &id : std::as_const(level))
            next += children.value(id);
        level = next;
    }
    for (const QString &last : std::as_const(level)) {
        QStringList open = children.value(last);
        while (!open.isEmpty()) {
            const QString id = open.takeLast();
            m_notebooks[id].parentId = last;
            open += children.value(id);
        }
    }
}

QString NotebookTree::pathOf(const NotebookInfo &notebook) const
{
    QString path = notebook.name;
    QString parent = notebook.parentId;
    while (!parent.isEmpty()) {
        const NotebookInfo &above = *m_notebooks.constFind(parent);
        path = above.name + u'/' + path;
        parent = above.parentId;
    }
    return path;
}

} // namespace cairn
