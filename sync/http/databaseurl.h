// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QUrl>

namespace cairn {

/// The address of one database on one server, taken apart: `https://host[:port][/path]/database`. A
/// value.
class DatabaseUrl {
public:
    /// Plain http is accepted for this computer only, unless the person allowed it for this
    /// address.
    enum class PlainHttp { LoopbackOnly, Allowed };
    enum class Problem { NotHttp, NoHost, NoDatabase, BadName, NotPlain, NotTls, NamesUser };

    /// Credentials inside the text are left out: they never travel in an address. A query, a
    /// fragment, "." or ".." as a part of the path, and an "@" in it are refused: before that a
    /// name and a password stand, behind a slash too many, and would be stored and shown.
    static tl::expected<DatabaseUrl, Problem>
    parse(const QString &text, PlainHttp plainHttp = PlainHttp::LoopbackOnly);
    /// Of an account that was set when such addresses were still taken: the place that was asked
    /// then, without a query, a fragment, and "." or ".." as a part of the path; with its "@".
    static tl::expected<DatabaseUrl, Problem>
    parseStored(const QString &text, PlainHttp plainHttp = PlainHttp::LoopbackOnly);

    QUrl database(const QString &encodedPath = {})
        const; ///< path below the database, "" is the database itself
    QUrl server(const QString &encodedPath) const; ///< path below the server, such as "_session"
    QString name() const { return m_name; }
    QString host() const { return m_root.host(); }
    bool isLoopback() const;
    /// The same for two spellings of one address; part of the replication id.
    QString normalized() const;

    static bool isLoopbackHost(const QString &host);
    /// A document id (or any other name) as one path segment.
    static QString encoded(const QString &segment);

private:
    static tl::expected<DatabaseUrl, Problem> take(QUrl url, PlainHttp plainHttp);

    QUrl m_root; ///< of the server, path ends with '/'
    QString m_name;
};

Error toError(DatabaseUrl::Problem problem);

} // namespace cairn
