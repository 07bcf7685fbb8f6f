// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdownentity.h"

namespace cairn {

QString decodedEntity(QStringView entity)
{
    if (entity.startsWith(u"&#") && entity.size() > 3) {
        const bool hex = entity[2] == u'x' || entity[2] == u'X';
        bool ok = false;
        const uint code = entity.mid(hex ? 3 : 2).chopped(1).toUInt(&ok, hex ? 16 : 10);
        const bool valid = ok && code >= 0x20 && code <= 0x10FFFF
            && (code < 0xD800 || code > 0xDFFF) && (code < 0xFDD0 || code > 0xFDEF)
            && (code & 0xFFFE) != 0xFFFE;
        const char32_t character = valid || code == '\t' || code == '\n' ? code : 0xFFFD;
        return QString::fromUcs4(&character, 1);
    }
    static const struct {
        QStringView name;
        char16_t character;
    } kNamed[] = {{u"&amp;", u'&'},   {u"&lt;", u'<'},        {u"&gt;", u'>'},    {u"&quot;", u'"'},
                  {u"&apos;", u'\''}, {u"&nbsp;", u'\u00a0'}, {u"&copy;", u'©'},  {u"&euro;", u'€'},
                  {u"&ndash;", u'–'}, {u"&mdash;", u'—'},     {u"&hellip;", u'…'}};
    for (const auto &known : kNamed) {
        if (entity == known.name)
            return QString(QChar(known.character));
    }
    return entity.toString();
}

} // namespace cairn
