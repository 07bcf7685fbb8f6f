// SPDX-License-Identifier: GPL-3.0-or-later
#include "storabletext.h"

namespace cairn {

namespace {

/// Where the next character stands that cannot be stored; the size of the text: nowhere.
qsizetype nextUnstorable(QStringView text, qsizetype from)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (c.isNull() || c.isSurrogate())
            return i;
    }
    return text.size();
}

} // namespace

bool isStorable(QStringView text) { return nextUnstorable(text, 0) == text.size(); }

QString storable(QString text)
{
    for (qsizetype at = nextUnstorable(text, 0); at < text.size(); at = nextUnstorable(text, at))
        text[at] = QChar::ReplacementCharacter;
    return text;
}

} // namespace cairn
