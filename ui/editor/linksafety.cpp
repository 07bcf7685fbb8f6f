// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/linksafety.h"

#include "notelink.h"
#include "shownname.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

namespace cairn {

namespace {

constexpr qsizetype kMaxWordsRead = 2'000; ///< of a link; the rest is no address anybody reads

bool isWeb(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    return (scheme == u"http" || scheme == u"https") && !url.host().isEmpty();
}

bool isMail(const QUrl &url) { return url.scheme().toLower() == u"mailto"; }

bool hasControl(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x20; });
}

/// A host as it goes over the wire, without the "www." that nobody minds.
QString wireHost(const QString &host)
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(host);
    QString wire = url.host(QUrl::FullyEncoded).toLower();
    while (wire.endsWith(u'.'))
        wire.chop(1);
    return wire.startsWith(u"www.") ? wire.mid(4) : wire;
}

/// Only what may be asked of somebody's mail program: no attachments, no blind copies, no headers.
QString safeMail(const QUrl &url)
{
    const QString to = url.path(QUrl::FullyDecoded);
    if (to.isEmpty() || hasControl(to))
        return {};
    QUrlQuery kept;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        const QString key = name.toLower();
        const bool header = key == u"to" || key == u"cc" || key == u"subject";
        if ((header && !hasControl(value)) || key == u"body")
            kept.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    QUrl mail;
    mail.setScheme(QStringLiteral("mailto"));
    mail.setPath(to);
    if (!kept.isEmpty())
        mail.setQuery(kept);
    return QString::fromLatin1(mail.toEncoded());
}

/// Words that end like a domain and are the name of a file.
bool isFileName(const QString &host)
{
    static const QSet<QString> kEndings{
        QStringLiteral("txt"),  QStringLiteral("pdf"),  QStringLiteral("js"),
        QStringLiteral("cpp"),  QStringLiteral("html"), QStringLiteral("htm"),
        QStringLiteral("json"), QStringLiteral("png"),  QStringLiteral("jpg"),
        QStringLiteral("jpeg"), QStringLiteral("gif"),  QStringLiteral("svg"),
        QStringLiteral("doc"),  QStringLiteral("docx"), QStringLiteral("xls"),
        QStringLiteral("xlsx"), QStringLiteral("csv"),  QStringLiteral("odt"),
        QStringLiteral("ods"),  QStringLiteral("yml"),  QStringLiteral("yaml"),
        QStringLiteral("xml"),  QStringLiteral("css"),  QStringLiteral("hpp"),
        QStringLiteral("log"),  QStringLiteral("conf"), QStringLiteral("ini"),
        QStringLiteral("toml"), QStringLiteral("tar"),  QStringLiteral("gz"),
        QStringLiteral("exe"),  QStringLiteral("mp3"),  QStringLiteral("mp4")};
    return kEndings.contains(host.section(u'.', -1).toLower());
}

/// Every place that the words name: hosts of addresses, domains, mail addresses ("@" before).
QStringList placesIn(const QString &words)
{
    QString read;
    for (const QChar c : QStringView(words).first(qMin(words.size(), kMaxWordsRead))) {
        if (c.category() != QChar::Other_Format) // invisible characters hide an address
            read += c;
    }
    static const QRegularExpression kPlace(
        QStringLiteral("(?<full>[a-z][a-z0-9+.-]*:/{1,3}[^\\s/?#\\\\<>\"]+)"
                       "|(?<mail>[\\w.+%-]+@(?:[\\w-]+\\.)+\\w{2,})"
                       "|(?<![\\w/@.-])(?<bare>(?:[\\w-]+\\.)+[^\\W\\d_]{2,})(?![\\w@-])"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QStringList places;
    for (auto it = kPlace.globalMatch(read); it.hasNext();) {
        const auto match = it.next();
        if (const QString full = match.captured(QStringLiteral("full")); !full.isEmpty()) {
            // "https://bank.example@evil.example" names both; a person reads the first.
            QString authority = full.mid(full.indexOf(u':') + 1);
            while (authority.startsWith(u'/'))
                authority.remove(0, 1);
            const auto parts = authority.split(u'@');
            for (const QString &part : parts)
                places.append(wireHost(part.section(u':', 0, 0)));
        } else if (const QString mail = match.captured(QStringLiteral("mail")); !mail.isEmpty()) {
            places.append(mail.section(u'@', 0, -2) + u'@' + wireHost(mail.section(u'@', -1)));
        } else if (const QString bare = match.captured(QStringLiteral("bare")); !isFileName(bare)) {
            places.append(wireHost(bare));
        }
    }
    return places;
}

} // namespace

QString followableAddress(const QString &address)
{
    if (address.size() > kMaxAddress)
        return {};
    QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid())
        return {};
    if (isMail(url))
        return safeMail(url);
    if (!isWeb(url))
        return {};
    url.setUserInfo(QString());
    return QString::fromLatin1(url.toEncoded());
}

QString placeOfLink(const QString &address)
{
    const QUrl url(followableAddress(address));
    if (isMail(url))
        return oneLine(url.path(QUrl::FullyDecoded));
    const QString wire = url.host(QUrl::FullyEncoded);
    const QString host = url.host(QUrl::FullyDecoded);
    return wire == host ? oneLine(host)
                        : QStringLiteral("%1 (%2)").arg(isolatedName(host), oneLine(wire));
}

bool isMisleading(const QString &words, const QString &address)
{
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.userInfo().isEmpty())
        return true;
    const QStringList named = placesIn(words);
    if (named.isEmpty())
        return false;
    QStringList real;
    if (isMail(url)) {
        const auto addresses = url.path(QUrl::FullyDecoded).split(u',');
        for (const QString &one : addresses)
            real.append(
                one.trimmed().section(u'@', 0, -2) + u'@'
                + wireHost(one.trimmed().section(u'@', -1)));
    } else if (isWeb(url)) {
        real.append(wireHost(url.host()));
    } else {
        return false; // it stays inside the program, or nowhere
    }
    return std::any_of(named.cbegin(), named.cend(), [&real](const QString &place) {
        return !real.contains(place, Qt::CaseInsensitive);
    });
}

} // namespace cairn
