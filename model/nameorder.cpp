// SPDX-License-Identifier: GPL-3.0-or-later
#include "nameorder.h"

#include <algorithm>

namespace cairn {

namespace {

/// Letters that Unicode does not take apart into a letter and a mark.
QStringView baseOf(QChar c)
{
    switch (c.unicode()) {
    case u'æ':
        return u"ae";
    case u'œ':
        return u"oe";
    case u'ø':
        return u"o";
    case u'đ':
    case u'ð':
        return u"d";
    case u'ħ':
        return u"h";
    case u'ı':
        return u"i";
    case u'ł':
        return u"l";
    case u'ŋ':
        return u"n";
    case u'ŧ':
        return u"t";
    case u'þ':
        return u"th";
    default:
        return {};
    }
}

/// A run of digits: how many there are (a longer number is a larger one), then the digits. It sorts
/// where a digit sorts.
void appendNumber(QByteArray &key, QStringView digits)
{
    while (digits.size() > 1 && digits.first() == u'0')
        digits = digits.sliced(1);
    key += '0';
    key += char(qMin<qsizetype>(digits.size(), 0x7e));
    key += digits.toLatin1();
}

bool isAsciiDigit(QChar c) { return c >= u'0' && c <= u'9'; }

QString plainOf(const QString &name)
{
    const bool ascii =
        std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (ascii) // most names: a long list is sorted in the time that nobody notices
        return name.toCaseFolded();
    QString plain;
    plain.reserve(name.size());
    const QString folded = name.normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const QChar c : folded) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        if (const QStringView base = baseOf(c); !base.isEmpty())
            plain += base;
        else
            plain += c;
    }
    return plain;
}

} // namespace

QByteArray nameOrderKey(const QString &name)
{
    const QString plain = plainOf(name);
    QByteArray key;
    key.reserve(plain.size() + 8);
    const QStringView text(plain);
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at;
        const bool number = isAsciiDigit(text.at(at));
        while (end < text.size() && isAsciiDigit(text.at(end)) == number)
            ++end;
        if (number)
            appendNumber(key, text.sliced(at, end - at));
        else
            key += text.sliced(at, end - at).toUtf8();
        at = end;
    }
    return key;
}

} // namespace cairn
