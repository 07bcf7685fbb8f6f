// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/foreigntext.h"

#include <QStringDecoder>

#include <algorithm>

namespace cairn {

namespace {

/// To the last byte, or nothing.
std::optional<QString>
decodedWhole(const QByteArray &bytes, QStringConverter::Encoding encoding, int unit)
{
    if (bytes.size() % unit != 0)
        return std::nullopt;
    QStringDecoder decoder(encoding);
    const QString text = decoder(bytes);
    if (decoder.hasError() || !text.isValidUtf16())
        return std::nullopt;
    return text;
}

/// Controls that no text has.
bool isText(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        const char16_t code = c.unicode();
        return code < 0x20 && code != '\t' && code != '\n' && code != '\r' && code != '\f';
    });
}

/// Most texts have blanks, line ends, digits or Latin letters, whose one half is zero, and on one
/// side only.
std::optional<ForeignText> unmarkedUtf16(const QByteArray &bytes)
{
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
    // A plain text with a stray NUL has no high bytes either: then every character must show its
    // zero.
    const bool plain =
        std::none_of(bytes.begin(), bytes.end(), [](char byte) { return uchar(byte) >= 0x80; });
    if (plain && 2 * (zeros[0] + zeros[1]) < bytes.size())
        return std::nullopt;
    const bool little = zeros[0] == 0;
    if (zeros[little ? 0 : 1] != 0 || zeros[little ? 1 : 0] < bytes.size() / 8 || bytes.size() < 4)
        return std::nullopt;
    const auto text =
        decodedWhole(bytes, little ? QStringConverter::Utf16LE : QStringConverter::Utf16BE, 2);
    if (!text || !isText(*text))
        return std::nullopt;
    return ForeignText{*text, QStringLiteral("UTF-16")};
}

constexpr char16_t kUpper1252[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool isAsciiLetter(uchar byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }
bool isHighLetter(uchar byte) { return byte >= 0xC0 && byte != 0xD7 && byte != 0xF7; }

/// The length of the UTF-8 character at `at`, 0 where there is none; `cut`: the text ends within
/// one.
int utf8Length(const QByteArray &bytes, qsizetype at, bool &cut)
{
    const auto lead = uchar(bytes[at]);
    const int length = lead >= 0xC2 && lead < 0xE0 ? 2
        : lead >= 0xE0 && lead < 0xF0              ? 3
        : lead >= 0xF0 && lead < 0xF5              ? 4
                                                   : 0;
    for (int i = 1; i < length; ++i) {
        if (at + i >= bytes.size()) {
            cut = true;
            return 0;
        }
        if ((uchar(bytes[at + i]) & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

/// Western words: single letters with accents among plain ones, and the typographer's marks. Runs
/// of high bytes are some other script; whole characters of UTF-8, or one that the end cuts off,
/// are UTF-8 that was broken.
std::optional<ForeignText> windows1252(const QByteArray &bytes)
{
    QString text;
    text.reserve(bytes.size());
    int run = 0;
    bool letters = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = uchar(bytes[i]);
        if (byte < 0x80) {
            run = 0;
            text += QLatin1Char(char(byte));
            continue;
        }
        bool cut = false;
        if (utf8Length(bytes, i, cut) > 0 || cut || ++run > 2)
            return std::nullopt;
        const char16_t code = byte < 0xA0 ? kUpper1252[byte - 0x80] : char16_t(byte);
        if (code == 0)
            return std::nullopt;
        if (isHighLetter(byte)) {
            const bool inWord = (i > 0 && isAsciiLetter(uchar(bytes[i - 1])))
                || (i + 1 < bytes.size() && isAsciiLetter(uchar(bytes[i + 1])));
            // "é" and "à" stand alone in some languages; other letters do not.
            if (!inWord && run > 1)
                return std::nullopt;
            letters |= inWord;
        }
        text += QChar(code);
    }
    if (!letters || !isText(text))
        return std::nullopt;
    return ForeignText{text, QStringLiteral("Windows-1252")};
}

std::optional<ForeignText> decoded(const QByteArray &bytes)
{
    const auto marked = QStringConverter::encodingForData(bytes);
    if (marked && *marked != QStringConverter::Utf8) {
        const bool wide =
            *marked == QStringConverter::Utf32LE || *marked == QStringConverter::Utf32BE;
        if (auto text = decodedWhole(bytes, *marked, wide ? 4 : 2))
            return ForeignText{*text, wide ? QStringLiteral("UTF-32") : QStringLiteral("UTF-16")};
    }
    if (bytes.isValidUtf8() && !bytes.contains('\0'))
        return ForeignText{
            QString::fromUtf8(bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes), {}};
    return bytes.contains('\0') ? unmarkedUtf16(bytes) : windows1252(bytes);
}

} // namespace

std::optional<ForeignText> foreignText(const QByteArray &bytes)
{
    auto found = decoded(bytes);
    if (!found || found->text.contains(QChar(0)))
        return std::nullopt;
    found->text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    found->text.replace(u'\r', u'\n');
    return found;
}

} // namespace cairn
