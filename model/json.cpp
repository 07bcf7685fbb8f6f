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

} // namespace cairn
