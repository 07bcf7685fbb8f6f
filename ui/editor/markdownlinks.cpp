#include "editor/markdownlinks.h"

#include "editor/linksafety.h"

#include <QRegularExpression>
#include <QUrl>

namespace cairn {

namespace {

constexpr QStringView kNotePrefix = u"cairn://note/";
// Longer lines are data; looking for links in them would only cost time.
constexpr qsizetype kMaxLine = 20'000;

std::optional<LinkTarget> find(
    const QRegularExpression &expression, const QString &line, qsizetype column,
    LinkTarget::Kind kind)
{
    for (auto it = expression.globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedStart() > column)
            break;
        if (column < match.capturedEnd())
            return LinkTarget{
                kind, match.captured(QStringLiteral("target")).trimmed(),
                match.captured(QStringLiteral("words")).trimmed()};
    }
    return std::nullopt;
}

} // namespace

std::optional<LinkTarget> linkAt(const QString &line, qsizetype column)
{
    if (line.size() > kMaxLine)
        return std::nullopt;
    static const QRegularExpression kTitle(QStringLiteral("\\[\\[(?<target>[^\\[\\]]+)\\]\\]"));
    static const QRegularExpression kInline(
        QStringLiteral("\\[(?<words>[^\\[\\]]*)\\]\\(\\s*<?(?<target>[^()\\s<>]+)>?[^()]*\\)"));
    static const QRegularExpression kBare(
        QStringLiteral("(?<target>(?:https?://|mailto:|cairn://note/)[^\\s<>()\\[\\]\"]+)"));
    if (auto found = find(kTitle, line, column, LinkTarget::Kind::Title))
        return found;
    if (auto found = find(kInline, line, column, LinkTarget::Kind::Address))
        return found;
    return find(kBare, line, column, LinkTarget::Kind::Address);
}

bool isNoteLink(const QString &address) { return !noteIdOfLink(address).isEmpty(); }

QString noteIdOfLink(const QString &address)
{
    if (!address.startsWith(kNotePrefix, Qt::CaseInsensitive))
        return {};
    // Ids are `note:<ULID>`; the short form without the type is accepted too.
    QString id = QUrl::fromPercentEncoding(address.mid(kNotePrefix.size()).toUtf8());
    while (id.endsWith(u'/'))
        id.chop(1);
    static const QRegularExpression kId(QStringLiteral("^(note:)?[0-9A-Za-z_-]{1,200}$"));
    if (!kId.match(id).hasMatch())
        return {};
    return id.startsWith(u"note:") ? id : QStringLiteral("note:") + id;
}

QString noteLink(const QString &noteId) { return kNotePrefix.toString() + noteId; }

bool isSafeExternalLink(const QString &address) { return !followableAddress(address).isEmpty(); }

} // namespace cairn
