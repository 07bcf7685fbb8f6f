#include "ids.h"

#include "clock.h"
#include "random.h"

namespace cairn {

QString makeUlid(const Clock &clock, Random &random)
{
    static constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
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

QString makeDocumentId(QStringView type, const Clock &clock, Random &random)
{
    return type.toString() + QLatin1Char(':') + makeUlid(clock, random);
}

} // namespace cairn
