// SPDX-License-Identifier: GPL-3.0-or-later
#include "notelink.h"

#include <QUrl>

#include <algorithm>

namespace cairn {

namespace {

constexpr QStringView kIdPrefix = u"note:";
constexpr qsizetype kMaxId = 1'000; // UTF-16 units: what sync takes from a server (tuning.h)

/// An id is no path, whoever sends it.
bool isOfPaths(QChar c) { return c.category() == QChar::Other_Control || c == u'/' || c == u'\\'; }

/// Nothing that could be a path, a query or the end of the link.
bool isWrittenId(QStringView written)
{
    return std::none_of(written.cbegin(), written.cend(), [](QChar c) {
        return isOfPaths(c) || c.isSpace() || QStringView(u"?<>\"").contains(c);
    });
}

} // namespace

QString withAnchor(const QString &target, const QString &anchor)
{
    if (anchor.isEmpty())
        return target;
    QString spelled = target + u'#';
    for (const QChar c : anchor) {
        if (c.unicode() <= 0x20 || c == u'(' || c == u')' || c == u'<' || c == u'>')
            spelled += QString::fromLatin1(QUrl::toPercentEncoding(QString(c)));
        else
            spelled += c;
    }
    return spelled;
}

std::optional<NoteLink> NoteLink::parse(const QString &address)
{
    if (address.size() > kMaxAddress || !address.startsWith(kNoteLinkPrefix, Qt::CaseInsensitive))
        return std::nullopt;
    QStringView written = QStringView(address).sliced(kNoteLinkPrefix.size());
    NoteLink link;
    if (const qsizetype hash = written.indexOf(u'#'); hash >= 0) {
        link.anchor = written.sliced(hash + 1).toString();
        written = written.first(hash);
    }
    while (written.endsWith(u'/')) // a browser or a desktop may add one
        written.chop(1);
    if (written.isEmpty() || !isWrittenId(written))
        return std::nullopt;
    link.noteId = QUrl::fromPercentEncoding(written.toUtf8());
    if (!link.noteId.startsWith(kIdPrefix)) {
        if (link.noteId.contains(u':')) // another kind of document
            return std::nullopt;
        link.noteId.prepend(kIdPrefix);
    }
    const bool isId = link.noteId.size() > kIdPrefix.size() && link.noteId.size() <= kMaxId
        && !link.noteId.contains(QChar::ReplacementCharacter)
        && std::none_of(link.noteId.cbegin(), link.noteId.cend(), isOfPaths);
    return isId ? std::optional(link) : std::nullopt;
}

QString NoteLink::address() const
{
    // Dots and underscores are marks to some, and to others the end of a sentence.
    const QByteArray id = QUrl::toPercentEncoding(noteId, ":", "._~");
    return withAnchor(kNoteLinkPrefix.toString() + QString::fromLatin1(id), anchor);
}

QString NoteLink::markdown(const QString &words) const
{
    return QStringLiteral("[%1](%2)").arg(asLinkText(words), address());
}

QString asLinkText(const QString &words)
{
    QString text;
    for (const QChar c : words) {
        if (QStringView(u"\\`*_[]<&~!|").contains(c))
            text += u'\\';
        text += c;
    }
    return text;
}

} // namespace cairn
