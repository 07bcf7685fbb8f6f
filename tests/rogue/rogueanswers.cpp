// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"

namespace cairn {
namespace {

const QList<QPair<QByteArray, QByteArray>> kJson{{"Content-Type", "application/json"}};

/// Writes codes of Deflate (RFC 1951): bits from the lowest on, Huffman codes from their highest.
class Bits {
public:
    void put(uint value, int count)
    {
        for (int i = 0; i < count; ++i)
            putBit((value >> i) & 1);
    }
    void putCode(uint code, int count)
    {
        for (int i = count - 1; i >= 0; --i)
            putBit((code >> i) & 1);
    }
    QByteArray bytes() const { return m_bytes; }
    bool isEven() const { return m_count % 8 == 0; }

private:
    void putBit(uint bit)
    {
        if (m_count++ % 8 == 0)
            m_bytes.append('\0');
        m_bytes.back() = char(uchar(m_bytes.back()) | (bit << ((m_count - 1) % 8)));
    }
    QByteArray m_bytes;
    qint64 m_count = 0;
};

constexpr uint kLongestMatch = 0xC5; // 258 bytes again; eight bits of the fixed code
constexpr int kDistanceBits = 5; // zero: the byte before

} // namespace

bool isFor(const FakeRequest &request, const char *method, const char *path)
{
    return request.method == method && request.target().contains(QLatin1String(path));
}

RogueServer::Trick answering(const char *method, const char *path, const RogueAnswer &answer)
{
    return [=](const FakeRequest &request) {
        return isFor(request, method, path) ? std::optional(answer) : std::nullopt;
    };
}

RogueAnswer endless(const QByteArray &head, const QByteArray &piece)
{
    constexpr qsizetype kAtOnce = 256 * 1024;
    const QByteArray many = piece.repeated(std::max<qsizetype>(1, kAtOnce / piece.size()));
    return {{200, head, kJson}, [many](qint64) { return many; }, false};
}

RogueAnswer packedBlanks()
{
    Bits bits;
    bits.put(1, 1); // the last block, which does not end
    bits.put(1, 2); // with the fixed codes
    bits.putCode(0x30 + ' ', 8);
    while (!bits.isEven()) {
        bits.putCode(kLongestMatch, 8);
        bits.putCode(0, kDistanceBits);
    }
    Bits more;
    do {
        more.putCode(kLongestMatch, 8);
        more.putCode(0, kDistanceBits);
    } while (!more.isEven());
    RogueAnswer answer =
        endless(QByteArray::fromHex("1f8b0800000000000003") + bits.bytes(), more.bytes());
    answer.response.headers.emplaceBack("Content-Encoding", "gzip");
    return answer;
}

} // namespace cairn
