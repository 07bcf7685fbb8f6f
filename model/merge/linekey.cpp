// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/linekey.h"

#include "merge/sentences.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cairn {
namespace {

/// Counted in columns, so that two Chinese characters are enough.
constexpr qsizetype kShortestKey = 3;

/// Passes blanks, quote marks, one list marker and a task's box.
QStringView withoutMarkers(QStringView line)
{
    line = line.trimmed();
    while (line.startsWith(u'>'))
        line = line.sliced(1).trimmed();
    if (line.startsWith(u"- ") || line.startsWith(u"* ") || line.startsWith(u"+ ")) {
        line = line.sliced(2).trimmed();
    } else {
        qsizetype digits = 0;
        while (digits < line.size() && digits < 9 && line[digits].isDigit())
            ++digits;
        if (digits > 0 && digits + 1 < line.size() && (line[digits] == u'.' || line[digits] == u')')
            && line[digits + 1].isSpace())
            line = line.sliced(digits + 1).trimmed();
    }
    if (line.size() > 3 && line[0] == u'[' && line[2] == u']' && line[3].isSpace())
        line = line.sliced(3).trimmed();
    return line;
}

bool isWordCharacter(QChar c) { return c.isLetterOrNumber() || c.isMark() || c.isSurrogate(); }

} // namespace

QString lineKey(QStringView line)
{
    line = withoutMarkers(line);
    QString key;
    bool apart = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar c = line[at];
        // -5 is not 5.
        const bool sign = (c == u'-' || c == u'+' || c == u'−') && at + 1 < line.size()
            && line[at + 1].isDigit() && (at == 0 || !isWordCharacter(line[at - 1]));
        if (!sign && !isWordCharacter(c)) {
            apart = true;
            continue;
        }
        if (apart && !key.isEmpty())
            key += u' ';
        apart = false;
        key += c;
    }
    // An accent may be a character of its own (NFD).
    const bool plain =
        std::all_of(key.begin(), key.end(), [](QChar c) { return c.unicode() < 0x300; });
    return (plain ? key : key.normalized(QString::NormalizationForm_C)).toCaseFolded();
}

bool isSubstantial(const QString &key)
{
    static const QSet<QString> states{
        u"ok"_s,     u"okay"_s,    u"yes"_s,       u"no"_s,          u"done"_s,     u"none"_s,
        u"n"_s,      u"a"_s,       u"nil"_s,       u"todo"_s,        u"tbd"_s,      u"open"_s,
        u"closed"_s, u"result"_s,  u"status"_s,    u"state"_s,       u"note"_s,     u"notes"_s,
        u"remark"_s, u"remarks"_s, u"checked"_s,   u"tested"_s,      u"passed"_s,   u"failed"_s,
        u"good"_s,   u"fine"_s,    u"see"_s,       u"above"_s,       u"below"_s,    u"nothing"_s,
        u"new"_s,    u"all"_s,     u"ja"_s,        u"nein"_s,        u"erledigt"_s, u"offen"_s,
        u"kein"_s,   u"keine"_s,   u"nichts"_s,    u"ergebnis"_s,    u"geprüft"_s,  u"bestanden"_s,
        u"gut"_s,    u"siehe"_s,   u"oben"_s,      u"unten"_s,       u"i"_s,        u"o"_s,
        u"in"_s,     u"ordnung"_s, u"bemerkung"_s, u"bemerkungen"_s, u"neu"_s,      u"alles"_s};
    qsizetype width = 0;
    bool onlyStates = true;
    for (const QStringView word : QStringView(key).tokenize(u' ')) {
        width += columns(word);
        onlyStates = onlyStates && states.contains(word.toString());
    }
    return width >= kShortestKey && !onlyStates;
}

bool isRewording(const QString &before, const QString &after)
{
    if (before.isEmpty() || after.isEmpty())
        return before == after;
    const bool longer = after.size() > before.size();
    const QString &shortKey = longer ? before : after;
    const QString &longKey = longer ? after : before;
    if (longKey.startsWith(shortKey))
        return true;
    const QList<QStringView> rest = QStringView(longKey).split(u' ');
    const QList<QStringView> words = QStringView(shortKey).split(u' ');
    if (words.size() == 1 && rest.size() == 1) { // no blanks in Chinese
        qsizetype same = 0;
        while (same < shortKey.size() && shortKey[same] == longKey[same])
            ++same;
        qsizetype tail = 0;
        while (tail < shortKey.size() - same
               && shortKey[shortKey.size() - 1 - tail] == longKey[longKey.size() - 1 - tail])
            ++tail;
        return 2 * (same + tail) >= shortKey.size();
    }
    QHash<QStringView, int> left;
    for (const QStringView word : rest)
        ++left[word];
    const auto shared = std::count_if(
        words.begin(), words.end(), [&left](QStringView word) { return left[word]-- > 0; });
    return 2 * shared >= words.size();
}

} // namespace cairn
