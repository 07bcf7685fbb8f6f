// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/sequence.h"

#include "http/tuning.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

QString sequenceText(const QJsonValue &sequence)
{
    if (sequence.isNull() || sequence.isUndefined())
        return {};
    // Nearly all are plain strings or numbers, one a row of every feed.
    if (sequence.isString()) {
        const QString text = sequence.toString();
        if (text.size() > tuning::kMaxSequenceLength)
            return {};
        const bool plain = std::none_of(text.begin(), text.end(), [](QChar c) {
            return c < u' ' || c == u'"' || c == u'\\' || c > u'~';
        });
        if (plain)
            return u'"' + text + u'"';
    }
    // QJsonDocument writes only arrays and objects: wrap, and take the brackets off.
    const QByteArray wrapped = QJsonDocument(QJsonArray{sequence}).toJson(QJsonDocument::Compact);
    const QByteArrayView text = QByteArrayView(wrapped).sliced(1, wrapped.size() - 2);
    return text.size() <= tuning::kMaxSequenceLength ? QString::fromUtf8(text) : QString();
}

QJsonValue sequenceValue(const QString &text)
{
    if (text.isEmpty())
        return 0;
    const QByteArray wrapped = '[' + text.toUtf8() + ']';
    return QJsonDocument::fromJson(wrapped).array().at(0);
}

QString sequenceParameter(const QString &text)
{
    if (text.isEmpty())
        return QStringLiteral("0");
    const QJsonValue value = sequenceValue(text);
    return value.isString() ? value.toString() : text;
}

std::optional<qint64> sequenceNumber(const QString &text)
{
    const QString number = sequenceParameter(text).section(u'-', 0, 0);
    bool understood = false;
    const qint64 value = number.toLongLong(&understood);
    const bool digits =
        std::all_of(number.begin(), number.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return understood && digits ? std::optional(value) : std::nullopt;
}

bool isBefore(const QString &text, const QString &other)
{
    const std::optional<qint64> number = sequenceNumber(text);
    const std::optional<qint64> than = sequenceNumber(other);
    return number && than && *number < *than;
}

} // namespace cairn
