// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/vocabulary.h"

#include "store/sqlite/database.h"

#include <QHash>

namespace cairn {

namespace {

constexpr qsizetype kLongestBytes = 64; // nobody looks for the middle of a checksum
constexpr size_t kMostKnown = 1'000'000; // 8 bytes each, and as much again for the set

/// Differs after a sweep and after a restored backup: words that a connection takes for written may
/// be gone.
constexpr char kMark[] =
    "SELECT coalesce((SELECT value FROM meta WHERE name = 'words.sweeps'), '0')"
    " || '/' || coalesce((SELECT value FROM meta WHERE name = 'generation'), '')";

constexpr qsizetype kRemovedAtOnce = 25; ///< words, in one transaction of a few milliseconds

Result<bool> isUsed(Database &database, const QString &word)
{
    Statement text = database.statement(
        QStringLiteral("SELECT 1 FROM note_text WHERE note_text MATCH :word LIMIT 1"));
    text.bind(":word", QString(u'"' + word + u'"'));
    CAIRN_TRY(text.run());
    const bool found = text.next();
    CAIRN_TRY(text.status());
    return found;
}

/// Those that are still unused.
Result<void> remove(Database &database, const QList<std::pair<qint64, QString>> &words)
{
    Transaction transaction(database);
    CAIRN_TRY(transaction.begin());
    bool any = false;
    for (const auto &[key, word] : words) {
        CAIRN_ASSIGN(const bool used, isUsed(database, word));
        if (used)
            continue;
        Statement row = database.statement(QStringLiteral("DELETE FROM word WHERE key = :key"));
        CAIRN_TRY(row.bind(":key", key).run());
        any = true;
    }
    if (any)
        CAIRN_TRY(database.execute(QStringLiteral(
            "INSERT INTO meta (name, value) VALUES ('words.sweeps', '1')"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)")));
    return transaction.commit();
}

} // namespace

bool Vocabulary::meet(QByteArrayView word)
{
    if (!m_kept || word.size() < kShortestBytes || word.size() > kLongestBytes
        || !m_met.insert(qHash(word)).second)
        return false;
    m_words.append(word.toByteArray());
    return true;
}

void Vocabulary::rolledBack()
{
    m_met.clear();
    m_words.clear();
    m_known.clear();
}

Result<bool> Vocabulary::sweptElsewhere(Database &database)
{
    Statement row = database.statement(QLatin1String(kMark));
    CAIRN_TRY(row.run());
    if (!row.next())
        return Failure(Error{ErrorKind::Storage, 0, QStringLiteral("no count of sweeps"), {}, -1});
    const QString before = std::exchange(m_mark, row.text(0));
    return before != m_mark;
}

Result<void> Vocabulary::write(Database &database)
{
    if (m_words.isEmpty())
        return {};
    CAIRN_ASSIGN(const bool swept, sweptElsewhere(database));
    if (swept || m_known.size() > kMostKnown)
        m_known.clear();
    Statement insert = database.statement(
        QStringLiteral("INSERT INTO word (word) VALUES (:word) ON CONFLICT DO NOTHING"));
    std::unordered_set<size_t> written;
    for (const QByteArray &word : std::as_const(m_words)) {
        const size_t hash = qHash(word);
        if (m_known.contains(hash))
            continue;
        insert.bind(":word", QString::fromUtf8(word));
        CAIRN_TRY(insert.run());
        written.insert(hash);
    }
    m_known.merge(written);
    m_met.clear();
    m_words.clear();
    return {};
}

Result<QStringList>
Vocabulary::containing(Database &database, const QString &part, bool onlyInside, int limit)
{
    const QList<uint> characters = part.toUcs4();
    if (characters.size() < kShortestPart)
        return QStringList();
    QStringList trigrams;
    for (qsizetype i = 0; i + kShortestPart <= characters.size(); ++i) {
        const auto *at = reinterpret_cast<const char32_t *>(characters.constData() + i);
        trigrams.append(u'"' + QString::fromUcs4(at, kShortestPart) + u'"');
    }
    Statement rows = database.statement(QStringLiteral(
        "SELECT w.word FROM word_part p CROSS JOIN word w ON w.key = p.rowid"
        " WHERE word_part MATCH :trigrams AND instr(w.word, :part) > :before AND w.word <> :part"
        " ORDER BY p.rowid LIMIT :limit"));
    rows.bind(":trigrams", trigrams.join(QStringLiteral(" AND ")))
        .bind(":part", part)
        .bind(":before", onlyInside ? 1 : 0)
        .bind(":limit", limit);
    CAIRN_TRY(rows.run());
    QStringList words;
    while (rows.next())
        words.append(rows.text(0));
    CAIRN_TRY(rows.status());
    return words;
}

Result<QStringList>
Vocabulary::beginningWith(Database &database, const QString &beginning, int frequent, int newest)
{
    Statement rows = database.statement(QStringLiteral(
        "WITH longer (key, word) AS MATERIALIZED"
        " (SELECT key, word FROM word WHERE word > :beginning AND word < :after)"
        " SELECT word FROM (SELECT word FROM longer ORDER BY key LIMIT :frequent)"
        " UNION SELECT word FROM (SELECT word FROM longer ORDER BY key DESC LIMIT :newest)"));
    rows.bind(":beginning", beginning)
        .bind(":after", QString(beginning + QStringLiteral("\U0010FFFF")))
        .bind(":frequent", frequent)
        .bind(":newest", newest);
    CAIRN_TRY(rows.run());
    QStringList words;
    while (rows.next())
        words.append(rows.text(0));
    CAIRN_TRY(rows.status());
    return words;
}

Result<qint64> Vocabulary::sweep(Database &database, qint64 from, int words)
{
    // Looked for without the write lock: a save would wait for it. What seems to be gone is looked
    // at again with the lock, a little at a time.
    QList<std::pair<qint64, QString>> unused;
    qint64 last = 0;
    int looked = 0;
    {
        Statement rows = database.statement(QStringLiteral(
            "SELECT key, word FROM word WHERE key > :from ORDER BY key LIMIT :words"));
        rows.bind(":from", from).bind(":words", words);
        CAIRN_TRY(rows.run());
        for (; rows.next(); ++looked) {
            last = rows.integer(0);
            const QString word = rows.text(1);
            CAIRN_ASSIGN(const bool used, isUsed(database, word));
            if (!used)
                unused.append({last, word});
        }
        CAIRN_TRY(rows.status());
    }
    for (qsizetype i = 0; i < unused.size(); i += kRemovedAtOnce)
        CAIRN_TRY(remove(database, unused.mid(i, kRemovedAtOnce)));
    return looked < words ? 0 : last;
}

} // namespace cairn
