// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/readablejson.h"

#include "http/jsonmeter.h"
#include "json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace cairn {
namespace {

constexpr qsizetype kMaxMembers =
    100; // of what surrounds documents; taking one in costs more the more there are

QJsonValue parsedValue(QByteArrayView json)
{
    const QJsonArray array = parsedJson('[' + json.toByteArray() + ']').array();
    return array.size() == 1 ? array.at(0) : QJsonValue(QJsonValue::Undefined);
}

/// What stands between the brackets and the commas of an object or array; of one that is cut off,
/// without the last.
QList<QByteArrayView> partsOf(QByteArrayView json)
{
    JsonMeter meter;
    QList<QByteArrayView> parts;
    qsizetype start = 1;
    for (qsizetype i = 0; i < json.size() && !meter.isExcessive(); ++i) {
        const bool ended = meter.take(json.at(i));
        if (ended || (json.at(i) == ',' && meter.depth() == 1 && !meter.isInString())) {
            parts.append(json.sliced(start, i - start).trimmed());
            start = i + 1;
        }
        if (ended)
            break;
    }
    return parts;
}

/// The name of a member, with its quotes; empty: it is no member.
QByteArrayView nameOf(QByteArrayView member)
{
    JsonMeter meter;
    for (qsizetype i = 0; i < member.size(); ++i) {
        if (member.at(i) == ':' && !meter.isInString())
            return member.first(i).trimmed();
        meter.take(member.at(i));
    }
    return {};
}

QJsonValue readable(QByteArrayView json, int levels);

QJsonObject membersOf(QByteArrayView json, int levels)
{
    QJsonObject object;
    QList<QByteArrayView> parts = partsOf(json);
    parts.resize(std::min(parts.size(), kMaxMembers));
    for (const QByteArrayView part : std::as_const(parts)) {
        const QByteArrayView quoted = nameOf(part);
        if (const QJsonValue name = parsedValue(quoted); name.isString())
            object.insert(
                name.toString(),
                readable(part.sliced(part.indexOf(':', quoted.size()) + 1).trimmed(), levels));
    }
    return object;
}

QJsonValue readable(QByteArrayView json, int levels)
{
    if (const QJsonValue whole = parsedValue(json); !whole.isUndefined())
        return whole;
    if (levels == 0 || json.isEmpty())
        return QJsonValue::Null;
    if (json.front() == '{')
        return membersOf(json, levels - 1);
    if (json.front() != '[')
        return QJsonValue::Null;
    QJsonArray array;
    const QList<QByteArrayView> parts = partsOf(json);
    for (const QByteArrayView part : parts)
        array.append(readable(part, levels - 1));
    return array;
}

/// Whether the brackets that it begins with are closed by its last byte.
bool isOnePiece(QByteArrayView json)
{
    if (json.isEmpty() || (json.front() != '{' && json.front() != '['))
        return false;
    JsonMeter meter;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (meter.take(json.at(i)))
            return i == json.size() - 1;
    }
    return false;
}

} // namespace

std::optional<QJsonValue> readableParts(QByteArrayView json, int levels)
{
    const QByteArrayView text = json.trimmed();
    return isOnePiece(text) ? std::optional(readable(text, levels)) : std::nullopt;
}

QJsonObject wholeMembers(QByteArrayView head)
{
    return head.startsWith('{') ? membersOf(head, 0) : QJsonObject();
}

} // namespace cairn
