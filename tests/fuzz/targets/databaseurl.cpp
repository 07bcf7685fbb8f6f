// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/databaseurl.h"

#include "fuzzinput.h"
#include "fuzztargets.h"

namespace cairn::fuzz {

/// What a person pasted as the address of the database.
void databaseurl(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input);
    if (text.contains(QChar::ReplacementCharacter))
        return; // QUrl leaves it encoded or not, as it came
    const auto url = DatabaseUrl::parse(text, DatabaseUrl::PlainHttp::Allowed);
    const auto strict = DatabaseUrl::parse(text);
    if (!url) {
        require(!strict, "strict is stricter");
        return;
    }
    const QUrl database = url->database();
    require(database.isValid() && !database.host().isEmpty(), "an address leads somewhere");
    require(database.scheme() == u"https" || database.scheme() == u"http", "by HTTP");
    require(
        database.userInfo().isEmpty() && !database.hasQuery() && !database.hasFragment(),
        "no secrets in addresses");
    require(strict || (database.scheme() == u"http" && !url->isLoopback()), "why strict refuses");
    require(url->server(QStringLiteral("_session")).host() == url->host(), "one host");
    const auto again =
        DatabaseUrl::parse(database.toString(QUrl::FullyEncoded), DatabaseUrl::PlainHttp::Allowed);
    require(again && again->normalized() == url->normalized(), "its own spelling names the same");
    require(again->name() == url->name(), "the same database");
}

} // namespace cairn::fuzz
