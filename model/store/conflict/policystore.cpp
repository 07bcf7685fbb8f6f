// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/policystore.h"

#include "store/projection/notebooktree.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

namespace cairn {

namespace {

constexpr QLatin1String kName("conflict_policy");
constexpr QLatin1String kPrefix("conflict_policy/");

} // namespace

PolicyStore::PolicyStore(StoreContext &context)
    : m_context(context)
{
}

Result<ConflictPolicy> PolicyStore::policy()
{
    CAIRN_ASSIGN(const std::optional<QString> name, m_context.meta.value(kName));
    return conflictPolicyFrom(name.value_or(QString()));
}

Result<void> PolicyStore::setPolicy(ConflictPolicy policy)
{
    return m_context.meta.setValue(kName, conflictPolicyName(policy));
}

Result<std::optional<ConflictPolicy>> PolicyStore::notebookPolicy(const QString &notebookId)
{
    CAIRN_ASSIGN(const std::optional<QString> name, m_context.meta.value(kPrefix + notebookId));
    return name ? std::optional(conflictPolicyFrom(*name)) : std::nullopt;
}

Result<void> PolicyStore::setNotebookPolicy(
    const QString &notebookId, const std::optional<ConflictPolicy> &policy)
{
    if (!policy)
        return m_context.meta.remove(kPrefix + notebookId);
    return m_context.meta.setValue(kPrefix + notebookId, conflictPolicyName(*policy));
}

Result<ConflictPolicy> PolicyStore::effective(const QString &notebookId)
{
    CAIRN_ASSIGN(const auto own, exceptions());
    if (own.isEmpty() || notebookId.isEmpty())
        return policy();
    CAIRN_ASSIGN(const NotebookTree tree, NotebookTree::load(m_context.database));
    // A notebook that became one with its twin keeps what was set for either.
    QHash<QString, ConflictPolicy> standing;
    for (auto it = own.cbegin(); it != own.cend(); ++it) {
        const QString id = tree.resolve(it.key());
        if (!standing.contains(id) || it.key() == id)
            standing.insert(id, *it);
    }
    for (const NotebookInfo *at = tree.find(notebookId); at; at = tree.find(at->parentId)) {
        if (standing.contains(at->id))
            return standing.value(at->id);
        if (at->parentId.isEmpty())
            break;
    }
    return policy();
}

Result<QHash<QString, ConflictPolicy>> PolicyStore::exceptions()
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT name, value FROM meta WHERE substr(name, 1, :length) = :prefix"));
    rows.bind(":length", kPrefix.size()).bind(":prefix", QString(kPrefix));
    CAIRN_TRY(rows.run());
    QHash<QString, ConflictPolicy> all;
    while (rows.next())
        all.insert(rows.text(0).sliced(kPrefix.size()), conflictPolicyFrom(rows.text(1)));
    CAIRN_TRY(rows.status());
    return all;
}

} // namespace cairn
