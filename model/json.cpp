// SPDX-License-Identifier: GPL-3.0-or-later
#include "json.h"

namespace cairn {

QJsonDocument parsedJson(const QByteArray &json, QJsonParseError *problem)
{
    // Behind a quote it is the start of a string, or means the same written either way.
    static const QByteArray mark("\"\xef\xbb\xbf");
    if (!json.contains(mark))
        return QJsonDocument::fromJson(json, problem);
    QByteArray escaped = json;
    escaped.replace(mark, "\"\\ufeff");
    return QJsonDocument::fromJson(escaped, problem);
}

std::optional<QJsonObject> readBody(const QByteArray &kept)
{
    const QJsonDocument document = parsedJson(kept);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

bool isReadable(const QByteArray &kept) { return parsedJson(kept).isObject(); }

} // namespace cairn
