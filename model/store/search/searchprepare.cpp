// SPDX-License-Identifier: GPL-3.0-or-later
// SearchIndex: what exactly is looked for.
#include "notetext.h"
#include "searchwords.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/sqlite/vocabulary.h"
#include "store/tree/storecontext.h"

namespace cairn {

namespace {

/// The beginning of a word is looked up by reading all words that begin so. Of one letter these are
/// too many in any store, of two letters in a large one; then only the whole word is looked for.
constexpr qint64 kManyNotes = 20'000;
/// So many words that contain the one asked for are looked for as well, the most frequent ones.
constexpr int kLongerWords = 32;

/// The notes of all words that begin as the one that is being typed are joined by FTS5 before it
/// gives the first of them: 10 ms and more in a large store. Of single words it gives the newest
/// notes at once, so these are looked for first: the most frequent ones, and the newest ones.
constexpr qint64 kFewNotes = 5'000; ///< in a store of fewer all of them take no time
constexpr int kFrequentWords = 32;
constexpr int kNewestWords = 8;

struct LastWord {
    QString text; ///< as the index has it
    bool single = false;
    int words = 0; ///< in the whole term
    QString before; ///< what stands before it in the term
};

LastWord lastWordOf(const SearchQuery::Term &term)
{
    const QByteArray utf8 = term.text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    LastWord last;
    while (reader.next()) {
        last.text = QString::fromUtf8(reader.word());
        last.single = reader.single();
        last.before = QString::fromUtf8(utf8.first(reader.begin()));
        ++last.words;
    }
    return last;
}

/// The first word of a term, as the index has it; empty: a single character of a script without
/// blanks.
QString firstWordOf(const SearchQuery::Term &term)
{
    const QByteArray utf8 = term.text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    return reader.next() && !reader.single() ? QString::fromUtf8(reader.word()) : QString();
}

Result<qint64> allNotes(Database &database)
{
    auto row = database.statement(QStringLiteral(
        "SELECT coalesce(sum(notes), 0) FROM tally WHERE kind IN ('all', 'trash') AND name = ''"));
    CAIRN_TRY(row.run());
    return row.next() ? row.integer(0) : 0;
}

} // namespace

Result<SearchIndex::Prepared> SearchIndex::prepare(const NoteQuery &query, SearchQuery text)
{
    Prepared search;
    CAIRN_ASSIGN(search.conditions, NoteConditions::build(m_context.database, query, text));
    if (!text.literal.isEmpty()) {
        CAIRN_ASSIGN(search.place, NoteConditions::build(m_context.database, query, SearchQuery()));
    }
    CAIRN_ASSIGN(search.notes, allNotes(m_context.database));
    search.text = std::move(text);
    if (!search.text.terms.isEmpty() && !search.conditions.impossible) {
        CAIRN_TRY(settleLastWord(search));
        CAIRN_TRY(addBeginnings(search));
        CAIRN_TRY(addParts(search));
    }
    return search;
}

/// The words that begin as the one that is being typed.
Result<void> SearchIndex::addBeginnings(Prepared &search)
{
    if (search.text.terms.isEmpty() || !search.text.terms.constLast().prefix
        || search.notes < kFewNotes)
        return {};
    const LastWord word = lastWordOf(search.text.terms.constLast());
    if (word.words != 1 || word.text.toUtf8().size() + 1 < Vocabulary::kShortestBytes)
        return {};
    search.beginnings = search.text;
    SearchQuery::Term &last = search.beginnings.terms.last();
    last.prefix = false;
    CAIRN_ASSIGN(
        last.longer,
        Vocabulary::beginningWith(m_context.database, word.text, kFrequentWords, kNewestWords));
    return {};
}

/// The words that the ones asked for are parts of. What is being typed is here one of the words
/// that begin so: to join the notes of all of them once more would take as long as before.
Result<void> SearchIndex::addParts(Prepared &search)
{
    const bool typed = !search.beginnings.terms.isEmpty();
    SearchQuery parts = typed ? search.beginnings : search.text;
    bool any = false;
    for (SearchQuery::Term &term : parts.terms) {
        const QString word = firstWordOf(term);
        if (term.negated || word.isEmpty())
            continue;
        const bool isPhrase = lastWordOf(term).words > 1;
        const bool beginning = typed && &term == &parts.terms.last();
        if (beginning && parts.terms.size() == 1)
            term.longer.clear(); // all notes with a beginning have been found by then
        CAIRN_ASSIGN(
            QStringList longer,
            Vocabulary::containing(
                m_context.database, word, term.prefix || isPhrase || beginning, kLongerWords));
        search.partsLeftOut = search.partsLeftOut || longer.size() == kLongerWords
            || (beginning && term.longer.size() >= kFrequentWords);
        if (isPhrase) // its middle is the end of what was copied, not its beginning
            longer.removeIf([&word](const QString &whole) { return !whole.endsWith(word); });
        any = any || !longer.isEmpty();
        term.longer += longer;
    }
    if (any)
        search.parts = std::move(parts);
    return {};
}

/// Decides how the word that is being typed is looked for.
Result<void> SearchIndex::settleLastWord(Prepared &search)
{
    SearchQuery::Term &last = search.text.terms.last();
    if (!last.prefix)
        return {};
    const LastWord word = lastWordOf(last);
    if (word.single) {
        last.prefix = false; // the character is a whole word; nothing begins with it
        return {};
    }
    const qsizetype shortest = search.notes > kManyNotes ? 3 : 2;
    if (word.text.size() >= shortest)
        return {};
    last.prefix = false;
    const SearchQuery::Term beingTyped = last;
    SearchQuery without = search.text;
    if (word.words > 1)
        without.terms.last().text = word.before;
    else
        without.terms.removeLast();
    if (!without.hasWords() && !without.terms.isEmpty())
        return {};
    auto row = m_context.database.statement(
        QStringLiteral("SELECT 1 FROM note_text WHERE note_text MATCH :match LIMIT 1"));
    row.bind(":match", wholeMatch(search.text));
    CAIRN_TRY(row.run());
    if (row.next())
        return {};
    // Until more is typed, better something than nothing: for "pump b" all pumps, for "b" the notes
    // whose title begins so.
    if (without.terms.isEmpty())
        search.titleBeginning = titleKeyOf(beingTyped.text);
    search.text = without;
    return {};
}

} // namespace cairn
