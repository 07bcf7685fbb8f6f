// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/literaltext.h"

#include "foldedcharacter.h"
#include "searchquery.h"
#include "searchwords.h"
#include "store/sqlite/database.h"
#include "store/sqlite/vocabulary.h"

namespace cairn::literaltext {

namespace {

/// So many notes that hold the words of a literal text are read to see whether they hold it.
constexpr int kLiteralMatches = 200;
/// … and so much of their texts is compared without case and accents.
constexpr qsizetype kFoldedLength = 500'000;
constexpr qsizetype kFoldedBeginning = 64 * 1024; ///< of one note
/// Signs that are no words are in no index: so many notes are read for them, the newest ones; a few
/// milliseconds.
constexpr int kReadForSigns = 5'000;

} // namespace

Result<Found> holding(
    Database &database, const NoteConditions &place, const QString &expression,
    const QString &literal)
{
    auto rows = database.statement(
        QStringLiteral("SELECT document, holds, CASE WHEN holds THEN '' ELSE title || char(10) || "
                       "substr(body, 1, :largest) END"
                       " FROM (SELECT n.document AS document, n.title AS title, n.body AS body,"
                       " instr(n.body, :literal) OR instr(n.title, :literal) AS holds"
                       " FROM note_text CROSS JOIN note n ON n.rowid = note_text.rowid"
                       " WHERE note_text MATCH :match AND %1"
                       " ORDER BY note_text.rowid DESC LIMIT %2)")
            .arg(place.sql)
            .arg(kLiteralMatches));
    place.bindTo(rows);
    rows.bind(":match", expression).bind(":literal", literal).bind(":largest", kFoldedBeginning);
    CAIRN_TRY(rows.run());
    const QByteArray folded = foldedText(literal);
    Found found;
    int read = 0;
    qsizetype left = kFoldedLength;
    while (rows.next()) {
        ++read;
        bool holds = rows.integer(1) != 0;
        if (!holds && left > 0) {
            const QString beginning = rows.text(2);
            left -= beginning.size();
            holds = foldedText(beginning).contains(folded);
        }
        if (holds)
            found.keys.append(rows.integer(0));
    }
    CAIRN_TRY(rows.status());
    found.mayBeMore = read == kLiteralMatches;
    return found;
}

Result<Found> holdingSigns(
    Database &database, const NoteConditions &place, const QString &literal, qsizetype most)
{
    auto rows = database.statement(
        QStringLiteral("SELECT n.document, instr(n.body, :literal) OR instr(n.title, :literal)"
                       " FROM note n WHERE %1 ORDER BY n.rowid DESC LIMIT %2")
            .arg(place.sql)
            .arg(kReadForSigns));
    place.bindTo(rows);
    rows.bind(":literal", literal);
    CAIRN_TRY(rows.run());
    Found found;
    int read = 0;
    while (found.keys.size() < most && rows.next()) {
        ++read;
        if (rows.integer(1) != 0)
            found.keys.append(rows.integer(0));
    }
    CAIRN_TRY(rows.status());
    found.mayBeMore = read == kReadForSigns || found.keys.size() == most;
    return found;
}

QString insideOf(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    qsizetype begin = -1; // behind the first word
    qsizetype lastBegin = 0;
    qsizetype lastEnd = 0;
    bool whole = false; // the last one is a word, or enough of one
    while (reader.next()) {
        lastBegin = reader.begin();
        lastEnd = reader.end();
        whole =
            reader.single() || QString::fromUtf8(reader.word()).size() >= Vocabulary::kShortestPart;
        begin = begin < 0 ? lastEnd : begin;
    }
    const qsizetype end = whole ? lastEnd : lastBegin;
    if (begin < 0 || end <= begin)
        return {};
    const QByteArray inside = utf8.sliced(begin, end - begin);
    if (!hasWords(inside))
        return {};
    return SearchQuery::phrase(QString::fromUtf8(inside))
        + (whole ? QStringLiteral(" *") : QString());
}

} // namespace cairn::literaltext
