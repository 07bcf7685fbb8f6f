#include "store/notebooktree.h"

#include "nameorder.h"
#include "store/database.h"

#include <QSet>

#include <algorithm>

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
    for (auto it = m_notebooks.begin(); it != m_notebooks.end(); ++it)
        it->path = pathOf(*it);
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
    QList<NotebookInfo> all;
    QStringList open = m_children.value(QString());
    QHash<QString, QByteArray> keys;
    for (auto it = m_notebooks.cbegin(); it != m_notebooks.cend(); ++it)
        keys.insert(it.key(), nameOrderKey(it->name));
    const auto byName = [&keys](const QString &a, const QString &b) {
        const int order = keys[a].compare(keys[b]);
        return order != 0 ? order > 0 : a > b; // the stack is taken from its end
    };
    std::sort(open.begin(), open.end(), byName);
    while (!open.isEmpty()) {
        const QString id = open.takeLast();
        all.append(m_notebooks.value(id));
        QStringList children = m_children.value(id);
        std::sort(children.begin(), children.end(), byName);
        open += children;
    }
    return all;
}

QString NotebookTree::resolve(const QString &id) const
{
    QString at = id;
    // Each step goes to another twin; more steps than twins means that they point at each other.
    for (qsizetype steps = 0; steps <= m_twins.size(); ++steps) {
        if (m_notebooks.contains(at))
            return at;
        const auto next = m_twins.constFind(at);
        if (next == m_twins.constEnd())
            return {};
        at = *next;
    }
    return {};
}

const NotebookInfo *NotebookTree::find(const QString &id) const
{
    const auto found = m_notebooks.constFind(resolve(id));
    return found == m_notebooks.constEnd() ? nullptr : &*found;
}

const NotebookInfo *NotebookTree::child(const QString &parentId, const QString &name) const
{
    const QStringList children = m_children.value(parentId);
    for (const QString &id : children) {
        const NotebookInfo &notebook = *m_notebooks.constFind(id);
        if (notebook.name == name)
            return &notebook; // of twins not merged yet: the smallest id, which will stand for them
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
        QString at = start;
        while (!at.isEmpty() && !settled.contains(at) && !walked.contains(at)) {
            walked.append(at);
            at = m_notebooks.value(at).parentId;
        }
        if (!at.isEmpty() && walked.contains(at)) {
            const auto circle = walked.cbegin() + walked.indexOf(at);
            m_notebooks[*std::min_element(circle, walked.cend())].parentId.clear();
        }
        settled.unite(QSet<QString>(walked.cbegin(), walked.cend()));
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
