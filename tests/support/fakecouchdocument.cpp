// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchdocument.h"

#include <QSet>

#include <algorithm>

namespace cairn {

bool FakeDocument::insert(const QList<RevId> &path, bool deleted, const QJsonObject &body)
{
    bool changed = false;
    for (qsizetype i = path.size() - 1; i >= 0; --i) {
        const std::optional<RevId> parent =
            i + 1 < path.size() ? std::optional(path[i + 1]) : std::nullopt;
        const auto known = m_revisions.find(path[i]);
        if (known == m_revisions.end()) {
            m_revisions.insert(path[i], {parent, i == 0 && deleted, std::nullopt});
            changed = true;
        } else if (!known->parent && parent) {
            known->parent = parent; // a root here because its history had been cut off
            changed = true;
        }
    }
    Revision &newest = m_revisions[path.constFirst()];
    if (!newest.body && isLeaf(path.constFirst()))
        newest.body = body;
    return changed;
}

const FakeDocument::Revision *FakeDocument::find(const RevId &rev) const
{
    const auto it = m_revisions.constFind(rev);
    return it == m_revisions.cend() ? nullptr : &*it;
}

bool FakeDocument::isLeaf(const RevId &rev) const
{
    return m_revisions.contains(rev)
        && std::none_of(m_revisions.cbegin(), m_revisions.cend(), [&](const Revision &other) {
               return other.parent == rev;
           });
}

QList<RevId> FakeDocument::leaves() const
{
    QSet<RevId> parents;
    for (const Revision &revision : m_revisions) {
        if (revision.parent)
            parents.insert(*revision.parent);
    }
    QList<RevId> result;
    for (auto it = m_revisions.cbegin(); it != m_revisions.cend(); ++it) {
        if (!parents.contains(it.key()))
            result.append(it.key());
    }
    std::sort(result.begin(), result.end(), [this](const RevId &a, const RevId &b) {
        const bool deadA = m_revisions[a].deleted;
        const bool deadB = m_revisions[b].deleted;
        return deadA != deadB ? deadB : a > b;
    });
    return result;
}

QList<RevId> FakeDocument::path(const RevId &rev) const
{
    QList<RevId> result;
    std::optional<RevId> next = rev;
    while (next && m_revisions.contains(*next)) {
        result.append(*next);
        next = m_revisions[*next].parent;
    }
    return result;
}

QList<RevId> FakeDocument::leavesBelow(const RevId &rev) const
{
    QList<RevId> result;
    for (const RevId &leaf : leaves()) {
        if (path(leaf).contains(rev))
            result.append(leaf);
    }
    return result;
}

void FakeDocument::stem(int limit)
{
    QSet<RevId> kept;
    for (const RevId &leaf : leaves()) {
        const QList<RevId> whole = path(leaf).mid(0, limit);
        kept.unite(QSet<RevId>(whole.cbegin(), whole.cend()));
    }
    m_revisions.removeIf([&](const auto &it) { return !kept.contains(it.key()); });
    for (Revision &revision : m_revisions) {
        if (revision.parent && !kept.contains(*revision.parent))
            revision.parent.reset();
    }
}

void FakeDocument::compact()
{
    const QList<RevId> kept = leaves();
    for (auto it = m_revisions.begin(); it != m_revisions.end(); ++it) {
        if (!kept.contains(it.key()))
            it->body.reset();
    }
}

} // namespace cairn
