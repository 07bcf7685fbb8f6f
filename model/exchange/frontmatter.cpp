// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/frontmatter.h"

#include "exchange/frontmatterlines.h"
#include "exchange/yamlvalue.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTimeZone>

namespace cairn {

namespace {

constexpr qsizetype kMaxFrontMatter =
    64 * 1024; // longer ones are not front matter but a text between two rules
constexpr QStringView kColorKey = u"color";
// Ours alone: no other program has keys of these names.
constexpr QStringView kNotebookKey = u"cairn_notebook";
constexpr QStringView kLinksKey = u"cairn_links";

/// Where the front matter's YAML ends and the body begins, or nothing when the text does not start
/// with one.
struct Extent {
    qsizetype yamlEnd;
    qsizetype bodyStart;
};

std::optional<Extent> findExtent(const QString &text)
{
    static const QRegularExpression opening(QStringLiteral("\\A---[ \\t]*\\n"));
    static const QRegularExpression closing(
        QStringLiteral("^(---|\\.\\.\\.)[ \\t]*(\\n|\\z)"), QRegularExpression::MultilineOption);
    const auto first = opening.match(text);
    if (!first.hasMatch())
        return std::nullopt;
    const auto last = closing.match(text.left(kMaxFrontMatter), first.capturedEnd());
    if (!last.hasMatch())
        return std::nullopt;
    qsizetype bodyStart = last.capturedEnd();
    if (bodyStart < text.size() && text.at(bodyStart) == QLatin1Char('\n'))
        ++bodyStart; // the one blank line belongs to the front matter
    return Extent{last.capturedStart(), bodyStart};
}

/// A list, or one string with commas; leading '#' is Obsidian's.
QStringList tagList(const QJsonValue &value)
{
    QStringList tags;
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            tags << yamlText(item);
    } else {
        tags = yamlText(value).split(QLatin1Char(','));
    }
    for (QString &tag : tags) {
        tag = tag.trimmed();
        while (tag.startsWith(QLatin1Char('#')))
            tag = tag.sliced(1).trimmed();
    }
    tags.removeAll(QString());
    return tags;
}

QStringList textList(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &item : items)
        texts << yamlText(item);
    texts.removeAll(QString());
    return texts;
}

bool isTrue(const QString &text)
{
    return text.compare(QStringLiteral("true"), Qt::CaseInsensitive) == 0
        || text.compare(QStringLiteral("yes"), Qt::CaseInsensitive) == 0
        || text == QStringLiteral("1");
}

/// Several keys may name one date; what is none is kept as it was written.
void takeDate(
    FrontMatter &result, std::optional<qint64> &date, const QString &key, const QJsonValue &value)
{
    if (const auto read = parseFrontMatterDate(yamlText(value)))
        date = read;
    else
        result.other.insert(key, value);
}

/// Whether `value` is in one of our fields now.
bool takeField(FrontMatter &result, const QString &name, const QJsonValue &value)
{
    const bool isScalar = !value.isArray() && !value.isObject();
    if (name == u"title" && isScalar)
        result.title = yamlText(value).trimmed();
    else if (name == u"id" && isScalar)
        result.id = yamlText(value);
    else if (name == u"tags" || name == u"keywords")
        result.tags += tagList(value);
    else if (name == u"pinned" && isScalar)
        result.pinned = isTrue(yamlText(value));
    else if (name == u"emergency" && isScalar)
        result.emergency = isTrue(yamlText(value));
    else if (name == u"completed?" && isScalar)
        result.completed = isTrue(yamlText(value));
    else if (name == kColorKey && value.isString())
        result.color = value.toString();
    else if (name == kNotebookKey)
        result.notebook = textList(value);
    else if (name == kLinksKey)
        result.linksKept = true;
    else
        return false;
    return true;
}

void take(FrontMatter &result, const QString &key, const QJsonValue &value)
{
    const QString name = key.toLower();
    if (name == u"created" || name == u"created_at" || name == u"date") {
        takeDate(result, result.createdAt, key, value);
    } else if (name == u"updated" || name == u"updated_at" || name == u"lastmod") {
        takeDate(result, result.updatedAt, key, value);
    } else if (!takeField(result, name, value)) {
        if (name == u"aliases" || name == u"alias")
            result.aliases += textList(value);
        result.other.insert(key, value);
    }
}

QString quoted(const QString &text)
{
    // A JSON string is a YAML double-quoted scalar.
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

QString jsonLine(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

QString memberLine(const QString &key, const QString &value)
{
    // YAML takes a key for one without being told so in its first 1,024 bytes only.
    constexpr qsizetype kShortKey = 300;
    return key.size() <= kShortKey
        ? key + QStringLiteral(": ") + value + u'\n'
        : QStringLiteral("? ") + key + QStringLiteral("\n: ") + value + u'\n';
}

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(
        ms % 1000 == 0 ? QStringLiteral("yyyy-MM-dd HH:mm:ss'Z'")
                       : QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz'Z'"));
}

std::optional<qint64> sinceEpoch(const QString &digits)
{
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    if (!ok || digits.size() < 9 || digits.size() > 14)
        return std::nullopt;
    return digits.size() <= 11 ? number * 1000 : number;
}

/// Minutes and hours of a zone: `Z`, `+02:00`, `-0130`, `+02`.
int zoneSeconds(const QString &zone)
{
    QString digits = zone.sliced(1);
    digits.remove(u':');
    const int seconds = digits.left(2).toInt() * 3600 + digits.mid(2, 2).toInt() * 60;
    return zone.startsWith(u'-') ? -seconds : seconds;
}

} // namespace

std::optional<qint64> parseFrontMatterDate(const QString &text)
{
    static const QRegularExpression expression(
        QStringLiteral("^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})"
                       "(?:(?:T|,?\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
                       "\\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QString written = text.trimmed();
    const auto match = expression.match(written);
    if (!match.hasMatch()) {
        if (const auto time = sinceEpoch(written))
            return time;
        const QDateTime mail = QDateTime::fromString(written, Qt::RFC2822Date);
        return mail.isValid() ? std::optional(mail.toMSecsSinceEpoch()) : std::nullopt;
    }
    const auto number = [&match](int group) { return match.captured(group).toInt(); };
    const QDate date(number(1), number(2), number(3));
    const QTime time(
        number(4), number(5), number(6), match.captured(7).leftJustified(3, u'0').left(3).toInt());
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    const QString zone = match.captured(8);
    if (zone.isEmpty())
        return QDateTime(date, time).toMSecsSinceEpoch();
    const bool isOffset = zone.startsWith(u'+') || zone.startsWith(u'-');
    return QDateTime(date, time, QTimeZone::utc()).toMSecsSinceEpoch()
        - (isOffset ? zoneSeconds(zone) * qint64(1000) : 0);
}

bool FrontMatter::isOurs() const
{
    static const QRegularExpression ours(QStringLiteral("^note:[0-9A-HJKMNP-TV-Z]{26}$"));
    return present && ours.match(id).hasMatch();
}

FrontMatter readFrontMatter(const QString &text)
{
    FrontMatter result;
    result.body = text;
    const auto extent = findExtent(text);
    if (!extent)
        return result;
    FrontMatter parsed;
    const qsizetype yamlStart = text.indexOf(QLatin1Char('\n')) + 1;
    const QString yaml = text.mid(yamlStart, extent->yamlEnd - yamlStart);
    const QList<FrontMatterEntry> entries = frontMatterEntries(yaml, parsed.lost);
    if (entries.size() <= parsed.lost.size() && !yaml.trimmed().isEmpty())
        return result; // a text between two horizontal rules
    for (const FrontMatterEntry &entry : entries) {
        if (const auto value = frontMatterValue(entry))
            take(parsed, entry.key, *value);
        else
            parsed.lost.append(
                QStringLiteral("lines %1 to %2 of the front matter cannot be read: %3")
                    .arg(entry.number)
                    .arg(entry.number + entry.lines.size() - 1)
                    .arg(entry.key.left(80)));
    }
    parsed.present = true;
    parsed.body = text.mid(extent->bodyStart);
    return parsed;
}

QString writeFrontMatter(const FrontMatter &frontMatter)
{
    QString text = QStringLiteral("---\ntitle: %1\nid: %2\n")
                       .arg(quoted(frontMatter.title), quoted(frontMatter.id));
    if (frontMatter.updatedAt)
        text += QStringLiteral("updated: %1\n").arg(isoTime(*frontMatter.updatedAt));
    if (frontMatter.createdAt)
        text += QStringLiteral("created: %1\n").arg(isoTime(*frontMatter.createdAt));
    if (frontMatter.pinned)
        text += QStringLiteral("pinned: true\n");
    if (frontMatter.emergency)
        text += QStringLiteral("emergency: true\n");
    if (!frontMatter.tags.isEmpty()) {
        text += QStringLiteral("tags:\n");
        for (const QString &tag : frontMatter.tags)
            text += QStringLiteral("  - %1\n").arg(quoted(tag));
    }
    if (frontMatter.completed)
        text += QStringLiteral("completed?: %1\n")
                    .arg(*frontMatter.completed ? QStringLiteral("yes") : QStringLiteral("no"));
    if (!frontMatter.color.isEmpty())
        text += memberLine(kColorKey.toString(), quoted(frontMatter.color));
    if (!frontMatter.notebook.isEmpty())
        text += memberLine(
            kNotebookKey.toString(), jsonLine(QJsonArray::fromStringList(frontMatter.notebook)));
    if (frontMatter.linksKept)
        text += memberLine(kLinksKey.toString(), QStringLiteral("kept"));
    for (auto it = frontMatter.other.begin(); it != frontMatter.other.end(); ++it)
        text += memberLine(quoted(it.key()), jsonLine(it.value()));
    return text + QStringLiteral("---\n\n");
}

} // namespace cairn
