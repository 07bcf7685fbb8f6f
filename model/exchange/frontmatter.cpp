#include "exchange/frontmatter.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

namespace cairn {

namespace {

constexpr qsizetype kMaxFrontMatter =
    64 * 1024; // longer ones are not front matter but a text between two rules

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

QString scalar(const YAML::Node &node)
{
    return node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
}

QJsonValue toJson(const YAML::Node &node, int depth = 0)
{
    if (depth > 8)
        return {};
    if (node.IsScalar())
        return scalar(node);
    if (node.IsSequence()) {
        QJsonArray array;
        for (const YAML::Node &item : node)
            array.append(toJson(item, depth + 1));
        return array;
    }
    if (node.IsMap()) {
        QJsonObject object;
        for (const auto &member : node)
            object.insert(scalar(member.first), toJson(member.second, depth + 1));
        return object;
    }
    return {};
}

/// A list, or one string with commas; leading '#' is Obsidian's.
QStringList tagList(const YAML::Node &node)
{
    QStringList tags;
    if (node.IsSequence()) {
        for (const YAML::Node &item : node)
            tags << scalar(item);
    } else {
        tags = scalar(node).split(QLatin1Char(','));
    }
    for (QString &tag : tags) {
        tag = tag.trimmed();
        while (tag.startsWith(QLatin1Char('#')))
            tag = tag.sliced(1).trimmed();
    }
    tags.removeAll(QString());
    return tags;
}

bool isTrue(const QString &text)
{
    return text.compare(QStringLiteral("true"), Qt::CaseInsensitive) == 0
        || text.compare(QStringLiteral("yes"), Qt::CaseInsensitive) == 0
        || text == QStringLiteral("1");
}

/// Several keys may name one date; what is none is kept as it was written.
void takeDate(
    FrontMatter &result, std::optional<qint64> &date, const QString &key, const YAML::Node &value)
{
    if (const auto read = parseFrontMatterDate(scalar(value)))
        date = read;
    else
        result.other.insert(key, toJson(value));
}

void take(FrontMatter &result, const QString &key, const YAML::Node &value)
{
    const QString name = key.toLower();
    if (name == QStringLiteral("title") && value.IsScalar()) {
        result.title = scalar(value).trimmed();
    } else if (name == QStringLiteral("id") && value.IsScalar()) {
        result.id = scalar(value);
    } else if (name == QStringLiteral("tags") || name == QStringLiteral("keywords")) {
        result.tags += tagList(value);
    } else if (
        name == QStringLiteral("created") || name == QStringLiteral("created_at")
        || name == QStringLiteral("date")) {
        takeDate(result, result.createdAt, key, value);
    } else if (
        name == QStringLiteral("updated") || name == QStringLiteral("updated_at")
        || name == QStringLiteral("lastmod")) {
        takeDate(result, result.updatedAt, key, value);
    } else if (name == QStringLiteral("pinned")) {
        result.pinned = isTrue(scalar(value));
    } else if (name == QStringLiteral("emergency")) {
        result.emergency = isTrue(scalar(value));
    } else {
        result.other.insert(key, toJson(value));
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
    return key.size() <= kShortKey ? key + QStringLiteral(": ") + value + u'\n'
                                   : QStringLiteral("? ") + key + QStringLiteral("\n: ") + value + u'\n';
}

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss'Z'"));
}

} // namespace

std::optional<qint64> parseFrontMatterDate(const QString &text)
{
    QString iso = text.trimmed();
    if (iso.size() > 10 && iso.at(10) == QLatin1Char(' '))
        iso[10] = QLatin1Char('T');
    iso.remove(QLatin1Char(' ')); // "… 16:40:00 +02:00"
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

FrontMatter readFrontMatter(const QString &text)
{
    FrontMatter result;
    result.body = text;
    const auto extent = findExtent(text);
    if (!extent)
        return result;
    try {
        const qsizetype yamlStart = text.indexOf(QLatin1Char('\n')) + 1;
        const YAML::Node root =
            YAML::Load(text.mid(yamlStart, extent->yamlEnd - yamlStart).toStdString());
        if (!root.IsMap() && !root.IsNull())
            return result; // a text between two horizontal rules
        FrontMatter parsed;
        parsed.present = true;
        for (const auto &member : root)
            take(parsed, scalar(member.first), member.second);
        parsed.body = text.mid(extent->bodyStart);
        return parsed;
    } catch (const YAML::Exception &) {
        return result; // not YAML: text like any other
    }
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
    for (auto it = frontMatter.other.begin(); it != frontMatter.other.end(); ++it)
        text += memberLine(quoted(it.key()), jsonLine(it.value()));
    return text + QStringLiteral("---\n\n");
}

} // namespace cairn
