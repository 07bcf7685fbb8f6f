// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/databaseurl.h"

#include <algorithm>

namespace cairn {

tl::expected<DatabaseUrl, DatabaseUrl::Problem>
DatabaseUrl::parse(const QString &text, PlainHttp plainHttp)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.path(QUrl::FullyEncoded).contains(u'@'))
        return tl::unexpected(Problem::NamesUser);
    return take(url, plainHttp);
}

tl::expected<DatabaseUrl, DatabaseUrl::Problem> DatabaseUrl::take(QUrl url, PlainHttp plainHttp)
{
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || (scheme != u"http" && scheme != u"https"))
        return tl::unexpected(Problem::NotHttp);
    if (url.host().isEmpty())
        return tl::unexpected(Problem::NoHost);
    if (scheme == u"http" && plainHttp == PlainHttp::LoopbackOnly && !isLoopbackHost(url.host()))
        return tl::unexpected(Problem::NotTls);

    // Who gives these means another place than the one that would be asked.
    const QStringList segments = url.path(QUrl::FullyEncoded).split(u'/');
    const auto isDots = [](const QString &segment) {
        const QString plain = QUrl::fromPercentEncoding(segment.toLatin1());
        return plain == u"." || plain == u"..";
    };
    if (url.hasQuery() || url.hasFragment()
        || std::any_of(segments.cbegin(), segments.cend(), isDots))
        return tl::unexpected(Problem::NotPlain);

    QString path = url.path(QUrl::FullyDecoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    const qsizetype slash = path.lastIndexOf(u'/');
    DatabaseUrl result;
    result.m_name = path.mid(slash + 1);
    if (result.m_name.isEmpty())
        return tl::unexpected(Problem::NoDatabase);
    if (result.m_name.startsWith(u'_'))
        return tl::unexpected(
            Problem::BadName); // the server's own databases and endpoints are no place for notes

    url.setUserInfo({});
    url.setScheme(scheme);
    url.setPath(path.left(slash + 1), QUrl::DecodedMode);
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    result.m_root = url;
    return result;
}

tl::expected<DatabaseUrl, DatabaseUrl::Problem>
DatabaseUrl::parseStored(const QString &text, PlainHttp plainHttp)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    return take(
        url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::NormalizePathSegments),
        plainHttp);
}

QUrl DatabaseUrl::server(const QString &encodedPath) const
{
    QUrl url = m_root;
    url.setPath(m_root.path(QUrl::FullyEncoded) + encodedPath, QUrl::TolerantMode);
    return url;
}

QUrl DatabaseUrl::database(const QString &encodedPath) const
{
    return server(encodedPath.isEmpty() ? encoded(m_name) : encoded(m_name) + u'/' + encodedPath);
}

bool DatabaseUrl::isLoopback() const { return isLoopbackHost(m_root.host()); }

QString DatabaseUrl::normalized() const
{
    QUrl url = database();
    if (url.port() == (url.scheme() == u"https" ? 443 : 80))
        url.setPort(-1);
    return url.toString(QUrl::FullyEncoded);
}

bool DatabaseUrl::isLoopbackHost(const QString &host)
{
    if (host.compare(u"localhost", Qt::CaseInsensitive) == 0)
        return true;
    return host == u"127.0.0.1" || host == u"::1" || host == u"[::1]";
}

QString DatabaseUrl::encoded(const QString &segment)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(segment));
}

Error toError(DatabaseUrl::Problem problem)
{
    Error error{ErrorKind::Invalid, 0, {}, QStringLiteral("account"), -1};
    switch (problem) {
    case DatabaseUrl::Problem::NotHttp:
        error.message = QStringLiteral("the server address must begin with https://");
        break;
    case DatabaseUrl::Problem::NoHost:
        error.message = QStringLiteral("the server address has no host name");
        break;
    case DatabaseUrl::Problem::NoDatabase:
        error.message =
            QStringLiteral("the server address does not end with the name of a database");
        break;
    case DatabaseUrl::Problem::BadName:
        error.message =
            QStringLiteral("this name belongs to the server itself and is no database for notes");
        break;
    case DatabaseUrl::Problem::NotPlain:
        error.message = QStringLiteral("the server address ends with the name of the database: no "
                                       "\"?\", \"#\" or \"..\" in it");
        break;
    case DatabaseUrl::Problem::NamesUser:
        error.message = QStringLiteral("a name or password does not belong in the address, which "
                                       "is https://HOST/DATABASE without an \"@\"");
        break;
    case DatabaseUrl::Problem::NotTls:
        error.message =
            QStringLiteral("plain http is only for a server on this computer; use https://");
        break;
    }
    return error;
}

} // namespace cairn
