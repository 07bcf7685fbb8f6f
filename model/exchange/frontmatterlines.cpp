// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/frontmatterlines.h"

#include "exchange/yamlvalue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

namespace cairn {

namespace {

/// The key that a line begins with, and what follows its colon.
std::optional<std::pair<QString, QString>> keyAndRest(const QString &line)
{
    static const QRegularExpression plain(QStringLiteral(
        "^([^\\s\\-?:,\\[\\]{}#&*!|>'\"%@`].*?|[^\\s\"'#][^:\\s]+)\\s{0,8}:(?:\\s+(.*))?$"));
    static const QRegularExpression quotedKey(
        QStringLiteral("^(\"(?:[^\"\\\\]++|\\\\.)*+\"|'(?:[^']|'')*')\\s*:(?:\\s+(.*))?$"));
    if (const auto match = quotedKey.match(line); match.hasMatch()) {
        if (const auto key = yamlValue(match.captured(1)); key && key->isString())
            return std::pair(key->toString(), match.captured(2));
    }
    if (const auto match = plain.match(line); match.hasMatch())
        return std::pair(match.captured(1), match.captured(2));
    return std::nullopt;
}

/// `? "long key"` with `: value` in the next line, as writeFrontMatter() does it.
std::optional<QString> longKeyOf(const QString &line)
{
    if (!line.startsWith(u"? "))
        return std::nullopt;
    const auto key = yamlValue(line.sliced(2));
    return key && key->isString() ? std::optional(key->toString()) : std::nullopt;
}

/// Tabs are no indent in YAML, but people's editors make them.
QString withBlankIndent(QString line)
{
    qsizetype end = 0;
    while (end < line.size() && (line[end] == u' ' || line[end] == u'\t'))
        ++end;
    const QString indent = line.left(end).replace(u'\t', QStringLiteral("  "));
    return indent + line.sliced(end);
}

bool continues(const QString &line)
{
    return line.isEmpty() || line[0] == u' ' || line == u"-" || line.startsWith(u"- ")
        || line[0] == u']' || line[0] == u'}';
}

/// A list in which a line is no YAML: that line is taken to the letter.
std::optional<QJsonValue> listByLine(const QStringList &lines)
{
    QJsonArray items;
    for (const QString &line : lines) {
        const QString item = line.trimmed();
        if (item.isEmpty())
            continue;
        if (!item.startsWith(u"- "))
            return std::nullopt;
        const QString text = item.sliced(2).trimmed();
        const auto value = yamlValue(text);
        items.append(value && !value->isObject() ? *value : QJsonValue(text));
    }
    return items;
}

} // namespace

QList<FrontMatterEntry> frontMatterEntries(const QString &yaml, QStringList &lost)
{
    QList<FrontMatterEntry> entries;
    int number = 1; // the opening rule
    const QStringList lines = yaml.split(u'\n');
    for (const QString &written : lines) {
        ++number;
        const QString line = withBlankIndent(written);
        if (const auto key = keyAndRest(line)) {
            entries.append({key->first, {key->second}, number});
        } else if (const auto longKey = longKeyOf(line)) {
            entries.append({*longKey, {}, number});
        } else if (!entries.isEmpty() && entries.last().lines.isEmpty() && line.startsWith(u": ")) {
            entries.last().lines.append(line.sliced(2));
        } else if (!entries.isEmpty() && continues(line)) {
            entries.last().lines.append(line);
        } else if (!line.trimmed().isEmpty() && !line.startsWith(u'#')) {
            lost.append(QStringLiteral("line %1 of the front matter says nothing: %2")
                            .arg(number)
                            .arg(line.left(80)));
        }
    }
    return entries;
}

/// What is no YAML is what it says: `a: b` is a map to YAML, `@x` an error and `!x y` a typed
/// value, and titles to everybody else.
std::optional<QJsonValue> frontMatterValue(const FrontMatterEntry &entry)
{
    const QString first = entry.lines.value(0).trimmed();
    QStringList more = entry.lines.mid(1);
    while (!more.isEmpty() && more.last().trimmed().isEmpty())
        more.removeLast();
    const bool isText =
        more.isEmpty() && !first.isEmpty() && QStringView(u"!&*").contains(first[0]);
    if (const auto value = isText
            ? std::nullopt
            : yamlValue(QStringLiteral("k: ") + first + u'\n' + more.join(u'\n')))
        return value->toObject().value(u"k");
    if (more.isEmpty())
        return first;
    return first.isEmpty() ? listByLine(more) : std::nullopt;
}

} // namespace cairn
