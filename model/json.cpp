// SPDX-License-Identifier: GPL-3.0-or-later
#include "json.h"

#include <QCryptographicHash>
#include <QtAlgorithms>

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

namespace {

constexpr QByteArrayView kSumBegins("\"_cairn_sum\":\"");
constexpr QLatin1String kSumName("_cairn_sum");
constexpr QByteArrayView kSumEnds("\"}");
constexpr qsizetype kSumDigits = 16;
constexpr qsizetype kSumSize = kSumBegins.size() + kSumDigits + kSumEnds.size();

/// Of the JSON without its last brace.
QByteArray sumOf(QByteArrayView open, bool deleted)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    hash.addData(open);
    hash.addData(deleted ? QByteArrayView("-") : QByteArrayView("+"));
    return hash.result().toHex().first(kSumDigits);
}

/// The sum with its name: one with an altered bit is still no text that never had one.
bool endsWithSum(const QByteArray &kept)
{
    if (kept.size() <= kSumSize || !kept.endsWith(kSumEnds))
        return false;
    const QByteArrayView name = QByteArrayView(kept).last(kSumSize).first(kSumBegins.size());
    int bits = 0;
    for (qsizetype i = 0; i < kSumBegins.size(); ++i)
        bits += qPopulationCount(quint8(name.at(i) ^ kSumBegins.at(i)));
    return bits <= 1;
}

/// The JSON of a body with a sum, without its last brace.
QByteArrayView openJson(const QByteArray &kept)
{
    const QByteArrayView before = QByteArrayView(kept).chopped(kSumSize);
    return before.endsWith(',') ? before.chopped(1) : before;
}

} // namespace

QByteArray keptBody(const QJsonObject &body, bool deleted)
{
    QByteArray kept = QJsonDocument(body).toJson(QJsonDocument::Compact);
    kept.chop(1);
    const QByteArray sum = sumOf(kept, deleted);
    if (!body.isEmpty())
        kept += ',';
    kept += kSumBegins;
    kept += sum;
    kept += kSumEnds;
    return kept;
}

Seal sealOf(const QByteArray &kept)
{
    if (!endsWithSum(kept))
        return Seal::Absent;
    const QByteArrayView open = openJson(kept);
    const QByteArrayView sum = QByteArrayView(kept).chopped(kSumEnds.size()).last(kSumDigits);
    const bool isNamed = QByteArrayView(kept).last(kSumSize).startsWith(kSumBegins);
    if (isNamed && sum == sumOf(open, false))
        return Seal::Living;
    return isNamed && sum == sumOf(open, true) ? Seal::Deleted : Seal::Broken;
}

QByteArray jsonOfBody(const QByteArray &kept)
{
    const QByteArray json = endsWithSum(kept) ? openJson(kept).toByteArray() + '}' : kept;
    if (!json.contains(kSumBegins.chopped(1)))
        return json;
    // Written by a version that did not know what it is.
    const QJsonDocument read = parsedJson(json);
    if (!read.isObject())
        return json;
    QJsonObject body = read.object();
    body.remove(kSumName);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

KeptBody readKept(const QByteArray &kept)
{
    KeptBody read{std::nullopt, sealOf(kept)};
    if (read.seal == Seal::Broken)
        return read;
    if (const QJsonDocument document = parsedJson(jsonOfBody(kept)); document.isObject())
        read.body = document.object();
    return read;
}

bool hasSumOf(const QByteArray &kept, const QJsonObject &body)
{
    return kept.endsWith(keptBody(body).last(kSumSize));
}

std::optional<QJsonObject> readBody(const QByteArray &kept) { return readKept(kept).body; }

bool isReadable(const QByteArray &kept)
{
    const Seal seal = sealOf(kept);
    return seal == Seal::Absent ? parsedJson(kept).isObject() : seal != Seal::Broken;
}

} // namespace cairn
