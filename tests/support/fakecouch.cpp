// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouch.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

FakeCouch::FakeCouch(const Clock *clock, quint64 seed, QObject *parent)
    : QObject(parent)
    , m_random(seed)
    , m_accounts(clock ? *clock : m_systemClock)
{
}

FakeCouch::~FakeCouch() = default;

FakeDatabase &FakeCouch::create(const QString &name)
{
    return m_databases.insert_or_assign(name, FakeDatabase(name, ++m_instances)).first->second;
}

FakeDatabase *FakeCouch::database(const QString &name)
{
    const auto it = m_databases.find(name);
    return it == m_databases.end() ? nullptr : &it->second;
}

void FakeCouch::restore(const QString &name, const FakeDatabase &backup)
{
    m_databases.insert_or_assign(name, backup);
}

void FakeCouch::recreate(const QString &name)
{
    const QJsonObject security = database(name)->security;
    remove(name);
    create(name).security = security;
}

void FakeCouch::empty(const QString &name)
{
    FakeDatabase fresh(name, ++m_instances);
    fresh.setInstanceStartTime(database(name)->instanceStartTime());
    fresh.security = database(name)->security;
    m_databases.insert_or_assign(name, fresh);
}

void FakeCouch::remove(const QString &name)
{
    m_databases.erase(name);
    answerPolls();
}

int FakeCouch::waitingPolls() const
{
    return int(std::count_if(m_polls.cbegin(), m_polls.cend(), [](const Poll &poll) {
        return poll.reply && !poll.reply->isFinished();
    }));
}

int FakeCouch::count(const QByteArray &method, const QString &targetContains) const
{
    return int(std::count_if(m_log.cbegin(), m_log.cend(), [&](const LogEntry &entry) {
        return entry.method == method && entry.target.contains(targetContains);
    }));
}

FakeResponse FakeCouch::handle(const FakeRequest &request)
{
    FakeAccounts::Who who = m_accounts.identify(request);
    if (who.refused)
        return *who.refused;
    FakeResponse response = route(request, who);
    if (!who.freshCookie.isEmpty() && response.status < 300)
        response.headers.emplaceBack("Set-Cookie", who.freshCookie);
    response.headers.emplaceBack("Server", "CouchDB/3.5.0 (in memory)");
    return response;
}

FakeResponse FakeCouch::route(const FakeRequest &request, const FakeAccounts::Who &who)
{
    const QString first = request.path.value(0);
    if (first.isEmpty())
        return FakeResponse::json(
            200,
            {{QStringLiteral("couchdb"), QStringLiteral("Welcome")},
             {QStringLiteral("version"), QStringLiteral("3.5.0")}});
    if (first == QStringLiteral("_up"))
        return m_maintenance
            ? FakeResponse::json(
                404, QJsonObject{{QStringLiteral("status"), QStringLiteral("maintenance_mode")}})
            : FakeResponse::json(
                200, QJsonObject{{QStringLiteral("status"), QStringLiteral("ok")}});
    if (first == QStringLiteral("_session"))
        return m_accounts.session(request, who);
    if (first == QStringLiteral("_users") && request.method == "PUT")
        return m_accounts.putUser(request, who);
    if (request.path.size() == 1 && (request.method == "PUT" || request.method == "DELETE"))
        return wholeDatabase(request, who);
    return routeDatabase(request, who);
}

FakeResponse FakeCouch::wholeDatabase(const FakeRequest &request, const FakeAccounts::Who &who)
{
    const QString name = request.path.constFirst();
    if (!who.admin)
        return FakeResponse::error(
            401, QStringLiteral("unauthorized"), QStringLiteral("You are not a server admin."));
    const QJsonObject ok{{QStringLiteral("ok"), true}};
    if (request.method == "DELETE") {
        if (!database(name))
            return FakeResponse::error(
                404, QStringLiteral("not_found"), QStringLiteral("Database does not exist."));
        remove(name);
        return FakeResponse::json(200, ok);
    }
    if (database(name))
        return FakeResponse::error(
            412, QStringLiteral("file_exists"),
            QStringLiteral("The database could not be created, the file already exists."));
    const QJsonObject admins{{QStringLiteral("roles"), QJsonArray{QStringLiteral("_admin")}}};
    create(name).security = {
        {QStringLiteral("members"), admins}, {QStringLiteral("admins"), admins}};
    return FakeResponse::json(201, ok);
}

std::optional<FakeResponse>
FakeCouch::refused(const FakeDatabase &database, const FakeAccounts::Who &who) const
{
    const QJsonObject members = database.security[u"members"].toObject();
    const bool everybody =
        members[u"names"].toArray().isEmpty() && members[u"roles"].toArray().isEmpty();
    if (who.admin
        || (!who.name.isEmpty() && (everybody || members[u"names"].toArray().contains(who.name))))
        return std::nullopt;
    if (who.name.isEmpty())
        return FakeResponse::error(
            401, QStringLiteral("unauthorized"),
            QStringLiteral("You are not authorized to access this db."));
    return FakeResponse::error(
        403, QStringLiteral("forbidden"), QStringLiteral("You are not allowed to access this db."));
}

FakeResponse FakeCouch::routeDatabase(const FakeRequest &request, const FakeAccounts::Who &who)
{
    FakeDatabase *found = database(request.path.constFirst());
    if (!found)
        return FakeResponse::error(
            404, QStringLiteral("not_found"), QStringLiteral("Database does not exist."));
    if (const auto no = refused(*found, who))
        return *no;
    const QString what = request.path.value(1);
    if (what.isEmpty())
        return fakeprotocol::info(*found);
    if (what == QStringLiteral("_changes"))
        return fakeprotocol::changes(*found, request, m_random);
    if (what == QStringLiteral("_revs_diff"))
        return fakeprotocol::revsDiff(*found, request);
    if (what == QStringLiteral("_bulk_get"))
        return fakeprotocol::bulkGet(*found, request);
    if (what == QStringLiteral("_all_docs"))
        return fakeprotocol::allDocs(*found, request);
    if (what == QStringLiteral("_bulk_docs"))
        return fakeprotocol::bulkDocs(*found, request, m_limits);
    if (what == QStringLiteral("_local"))
        return fakeprotocol::local(*found, request);
    if (what == QStringLiteral("_security") && who.admin) {
        if (request.method != "PUT")
            return FakeResponse::json(200, found->security);
        found->security = fakeprotocol::object(request).value_or(QJsonObject());
        return FakeResponse::json(200, QJsonObject{{QStringLiteral("ok"), true}});
    }
    if (what == QStringLiteral("_revs_limit") && request.method == "PUT") {
        found->setRevisionLimit(request.body.toInt());
        return FakeResponse::json(200, QJsonObject{{QStringLiteral("ok"), true}});
    }
    if (what.startsWith(u'_'))
        return FakeResponse::error(404, QStringLiteral("not_found"), QStringLiteral("missing"));
    return fakeprotocol::document(*found, request);
}

} // namespace cairn
