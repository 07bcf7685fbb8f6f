// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentstubs.h"

#include <QStringList>

#include <set>

namespace cairn::attachments {
namespace {

/// Enough to compare one file; an absent one is a value too.
QJsonValue identityOf(const QJsonValue &stub)
{
    if (!stub.isObject())
        return {};
    return QJsonObject{
        {QStringLiteral("content_type"), stub[u"content_type"]},
        {QStringLiteral("digest"), stub[u"digest"]}};
}

} // namespace

QJsonObject stubsOf(const QJsonObject &document)
{
    QJsonObject stubs;
    const QJsonObject attached = document.value(kMember).toObject();
    for (auto it = attached.begin(); it != attached.end(); ++it) {
        const QJsonObject entry = it->toObject();
        if (entry.value(u"digest").toString().isEmpty())
            continue;
        QJsonObject stub{{QStringLiteral("stub"), true}};
        for (const QStringView name : {u"content_type", u"digest", u"length", u"revpos"}) {
            if (entry.contains(name))
                stub.insert(name, entry.value(name));
        }
        stubs.insert(it.key(), stub);
    }
    return stubs;
}

QJsonObject identityOf(const QJsonObject &stubs)
{
    QJsonObject identity;
    for (auto it = stubs.begin(); it != stubs.end(); ++it)
        identity.insert(it.key(), identityOf(it.value()));
    return identity;
}

QJsonObject merged(const QJsonObject &base, const QJsonObject &winner, const QJsonObject &loser)
{
    std::set<QString> names;
    for (const QJsonObject *side : {&winner, &loser}) {
        const QStringList keys = side->keys();
        names.insert(keys.begin(), keys.end());
    }
    QJsonObject result;
    for (const QString &name : names) {
        const bool kept = identityOf(winner.value(name)) == identityOf(base.value(name));
        // Where nothing differs but the server's bookkeeping, the winner's is the one that its
        // children can refer to.
        const bool same = identityOf(winner.value(name)) == identityOf(loser.value(name));
        const QJsonValue taken = kept && !same ? loser.value(name) : winner.value(name);
        if (taken.isObject())
            result.insert(name, taken);
    }
    return result;
}

QJsonObject of(const QJsonObject &body) { return body.value(kMember).toObject(); }

void set(QJsonObject &body, const QJsonObject &stubs)
{
    if (stubs.isEmpty())
        body.remove(kMember);
    else
        body.insert(kMember, stubs);
}

} // namespace cairn::attachments
