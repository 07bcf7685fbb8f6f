// SPDX-License-Identifier: GPL-3.0-or-later
#include "ids.h"

#include "clock.h"
#include "document.h"
#include "random.h"

#include <QCryptographicHash>

namespace cairn {

namespace {
constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}

QString makeUlid(const Clock &clock, Random &random)
{
    QString text(26, QLatin1Char('0'));
    quint64 time = quint64(clock.nowMs()) & 0xFFFFFFFFFFFFull;
    for (int i = 9; i >= 0; --i, time >>= 5)
        text[i] = QLatin1Char(kAlphabet[time & 31]);
    for (int half = 0; half < 2; ++half) {
        quint64 bits = random.next();
        for (int i = 0; i < 8; ++i, bits >>= 5)
            text[10 + half * 8 + i] = QLatin1Char(kAlphabet[bits & 31]);
    }
    return text;
}

QString idForSource(QStringView type, const QString &source)
{
    const QByteArray digest = QCryptographicHash::hash(source.toUtf8(), QCryptographicHash::Sha256);
    QString id = type.toString() + QLatin1Char(':');
    id += QLatin1Char(kAlphabet[digest.at(0) & 7]); // a ULID's first character is at most 7
    for (int i = 1; i < 26; ++i)
        id += QLatin1Char(kAlphabet[digest.at(i) & 31]);
    return id;
}

QString noteIdForSource(const QString &source) { return idForSource(kNoteType, source); }

QString makeDocumentId(QStringView type, const Clock &clock, Random &random)
{
    return type.toString() + QLatin1Char(':') + makeUlid(clock, random);
}

} // namespace cairn
