// SPDX-License-Identifier: GPL-3.0-or-later
#include "account.h"

#include <algorithm>

namespace cairn {

namespace {

/// Where name, password and host stand.
struct Authority {
    qsizetype begin;
    qsizetype end;
};

Authority authorityOf(const QString &address)
{
    const qsizetype scheme = address.indexOf(QStringLiteral("://"));
    const qsizetype begin = scheme < 0 ? 0 : scheme + 3;
    const auto end = std::find_if(address.cbegin() + begin, address.cend(), [](QChar c) {
        return c == u'/' || c == u'\\' || c == u'?' || c == u'#';
    });
    return {begin, end - address.cbegin()};
}

} // namespace

bool addressNamesUser(const QString &address)
{
    const Authority authority = authorityOf(address);
    return QStringView(address)
        .sliced(authority.begin, authority.end - authority.begin)
        .contains(u'@');
}

QString addressWithoutUser(const QString &address)
{
    if (!addressNamesUser(address))
        return address;
    const Authority authority = authorityOf(address);
    const qsizetype at = address.lastIndexOf(u'@', authority.end - 1);
    return address.first(authority.begin) + address.sliced(at + 1);
}

} // namespace cairn
