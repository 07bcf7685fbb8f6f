// SPDX-License-Identifier: GPL-3.0-or-later
#include "revision.h"

#include "attachmentstubs.h"
#include "canonicaljson.h"
#include "storabletext.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace cairn {

QString RevId::toString() const
{
    return QString::number(generation) + QLatin1Char('-') + QString::fromUtf8(hash);
}

std::optional<RevId> RevId::parse(QStringView text)
{
    constexpr qsizetype kMaxHash = 200; // CouchDB's have 32
    const qsizetype dash = text.indexOf(QLatin1Char('-'));
    if (dash < 1 || dash == text.size() - 1 || text.front() == QLatin1Char('0')
        || text.size() - dash - 1 > kMaxHash || !isStorable(text.sliced(dash + 1)))
        return std::nullopt;
    int generation = 0;
    for (const QChar digit : text.first(dash)) {
        if (digit < QLatin1Char('0') || digit > QLatin1Char('9'))
            return std::nullopt;
        generation = generation * 10 + digit.unicode() - u'0';
        if (generation > kMaxGeneration)
            return std::nullopt;
    }
    return RevId{generation, text.sliced(dash + 1).toUtf8()};
}

size_t qHash(const RevId &id, size_t seed) noexcept
{
    return qHashMulti(seed, id.generation, id.hash);
}

RevId makeRevId(const std::optional<RevId> &parent, bool deleted, const QJsonObject &body)
{
    // The longest prefix of SHA-256 that a CouchDB revision hash has room for.
    static constexpr qsizetype kHashDigits = 32;
    QJsonObject hashed = body;
    if (const QJsonObject stubs = attachments::of(body); !stubs.isEmpty())
        attachments::set(hashed, attachments::identityOf(stubs));
    const QJsonArray content{
        parent ? QJsonValue(parent->toString()) : QJsonValue(QJsonValue::Null), deleted, hashed};
    const QByteArray digest =
        QCryptographicHash::hash(canonicalJson(content), QCryptographicHash::Sha256);
    return {parent ? parent->generation + 1 : 1, digest.toHex().first(kHashDigits)};
}

} // namespace cairn
