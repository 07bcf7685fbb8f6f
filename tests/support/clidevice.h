// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cliprofile.h"
#include "testserver.h"

namespace cairn {

/// A device used through cairn-cli: a profile that is signed in to a database of the test server.
struct CliDevice : CliProfile {
    CliDevice(const TestServer &server, const QString &database, const QString &name)
        : CliProfile(server.memberPassword())
    {
        const Account account = server.memberAccount(database);
        json(
            {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"), account.url,
             QStringLiteral("--user"), account.user, QStringLiteral("--device"), name});
    }
    int sync() const
    {
        return json({QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("100")})
            .exitCode;
    }
    Run show(const QString &id) const
    {
        return json({QStringLiteral("note"), QStringLiteral("show"), id});
    }
    Run edit(const QString &id, const QString &body) const
    {
        return json(
            {QStringLiteral("note"), QStringLiteral("edit"), id, QStringLiteral("--body"), body});
    }
    QString add(const QString &title, const QString &body) const
    {
        return json({QStringLiteral("note"), QStringLiteral("add"), QStringLiteral("--title"),
                     title, QStringLiteral("--body"), body})
            .text("id");
    }
    QJsonArray history(const QString &id) const
    {
        return json({QStringLiteral("note"), QStringLiteral("history"), id}).array();
    }
    int notes() const
    {
        return int(json({QStringLiteral("note"), QStringLiteral("list")}).array().size());
    }
};

} // namespace cairn
