// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflictpolicy.h"

namespace cairn {

QList<ConflictPolicy> conflictPolicies()
{
    using P = ConflictPolicy;
    return {P::Ask, P::Newest, P::Mine, P::Server, P::Both};
}

QString conflictPolicyName(ConflictPolicy policy)
{
    switch (policy) {
    case ConflictPolicy::Newest:
        return QStringLiteral("newest");
    case ConflictPolicy::Mine:
        return QStringLiteral("mine");
    case ConflictPolicy::Server:
        return QStringLiteral("server");
    case ConflictPolicy::Both:
        return QStringLiteral("both");
    case ConflictPolicy::Ask:
        break;
    }
    return QStringLiteral("ask");
}

ConflictPolicy conflictPolicyFrom(const QString &name)
{
    const QList<ConflictPolicy> all = conflictPolicies();
    for (const ConflictPolicy policy : all) {
        if (conflictPolicyName(policy) == name)
            return policy;
    }
    return ConflictPolicy::Ask;
}

} // namespace cairn
