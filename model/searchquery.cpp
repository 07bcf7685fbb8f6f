// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchquery.h"

#include "searchwords.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

constexpr qsizetype kMaxLength = 1'000; // a page pasted by mistake must not become a thousand terms
constexpr qsizetype kMaxTerms = 32;

/// One blank-separated piece of what was typed.
struct QueryPiece {
    bool negated = false;
    QString name; ///< before the colon, lower case; empty: no colon outside quotes
    QString text; ///< without quotes; for a named one what follows the colon
    bool quoted = false; ///< the text began with a quotation mark
};

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201D' || c == u'\u201E' || c == u'\u201F';
}

bool isDash(QChar c) { return c == u'-' || c == u'\u2212' || c == u'\u2013'; }

class Reader {
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    std::optional<QueryPiece> next()
    {
        while (more() && peek().isSpace())
            ++m_at;
        if (!more())
            return std::nullopt;
        QueryPiece piece;
        if (isDash(peek()) && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace()
            && !isDash(m_text[m_at + 1])) { // --option is a word
            piece.negated = true;
            ++m_at;
        }
        if (isQuote(peek())) {
            piece.quoted = true;
            piece.text = quotedText();
            return piece;
        }
        readWord(piece);
        return piece;
    }

private:
    bool more() const { return m_at < m_text.size(); }
    QChar peek() const { return m_text[m_at]; }

    /// Up to the closing mark, or to the end: while somebody types, the closing mark is not there
    /// yet.
    QString quotedText()
    {
        const qsizetype begin = ++m_at;
        while (more() && !isQuote(peek()))
            ++m_at;
        const QStringView inside = m_text.sliced(begin, m_at - begin);
        if (more())
            ++m_at;
        return inside.trimmed().toString();
    }

    void readWord(QueryPiece &piece)
    {
        qsizetype begin = m_at;
        while (more() && !peek().isSpace() && !isQuote(peek())) {
            if (peek() == u':' && piece.name.isEmpty() && m_at > begin) {
                piece.name = m_text.sliced(begin, m_at - begin).toString().toLower();
                begin = m_at + 1;
                if (m_at + 1 < m_text.size() && isQuote(m_text[m_at + 1])) {
                    ++m_at;
                    piece.quoted = true;
                    piece.text = quotedText();
                    return;
                }
            }
            ++m_at;
        }
        piece.text = m_text.sliced(begin, m_at - begin).toString();
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

std::optional<SearchQuery::Condition> stateCondition(const QString &value)
{
    using Condition = SearchQuery::Condition;
    const QString name = value.toLower();
    if (name == u"pinned")
        return Condition::Pinned;
    if (name == u"emergency")
        return Condition::Emergency;
    if (name == u"task" || name == u"tasks")
        return Condition::Task;
    if (name == u"conflict" || name == u"conflicts")
        return Condition::Conflict;
    if (name == u"trashed" || name == u"trash")
        return Condition::Trashed;
    return std::nullopt;
}

/// Understands a piece as a filter. False: it is text.
bool takeFilter(const QueryPiece &piece, SearchQuery &query)
{
    using Condition = SearchQuery::Condition;
    const auto add = [&](Condition condition, const QString &value) {
        query.filters.append({condition, value, piece.negated});
    };
    if (piece.name == u"tag") {
        QString tag = piece.text;
        while (tag.startsWith(u'#'))
            tag.remove(0, 1);
        if (!tag.isEmpty())
            add(Condition::Tag, tag);
        return true;
    }
    if (piece.name == u"notebook") {
        if (!piece.text.isEmpty())
            add(Condition::Notebook, piece.text);
        return true;
    }
    if (piece.name == u"is") {
        if (piece.text.isEmpty())
            return true;
        const auto condition = stateCondition(piece.text);
        if (condition)
            add(*condition, {});
        return condition.has_value();
    }
    if (piece.name.isEmpty() && !piece.quoted && piece.text.startsWith(u'#')) {
        const QString tag = piece.text.sliced(1);
        if (!tag.isEmpty() && !tag.startsWith(u'#'))
            add(Condition::Tag, tag);
        return true; // "#", "##": the beginning of a tag, or marks that are not searched for
    }
    return false;
}

/// What follows the first word of a phrase.
QString afterFirstWord(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    return reader.next() ? QString::fromUtf8(utf8.sliced(reader.end())) : QString();
}

QString expression(const SearchQuery::Term &term)
{
    const QString beginning = term.prefix ? QStringLiteral(" *") : QString();
    QString either = SearchQuery::phrase(term.text) + beginning;
    if (term.longer.isEmpty())
        return either;
    const QString rest = afterFirstWord(term.text);
    const bool isPhrase = cairn::hasWords(rest.toUtf8());
    for (const QString &word : term.longer)
        either += QStringLiteral(" OR ")
            + (isPhrase ? SearchQuery::phrase(word + u' ' + rest) + beginning
                        : SearchQuery::phrase(word));
    return u'(' + either + u')';
}

} // namespace

QString SearchQuery::phrase(QString text)
{
    for (QChar &c : text) {
        if (c == u'"' || c.isNull()) // SQLite would take either for the end
            c = u' ';
    }
    return u'"' + text + u'"';
}

SearchQuery SearchQuery::parse(QStringView text)
{
    QString clean = text.left(kMaxLength).toString().normalized(QString::NormalizationForm_C);
    if (!clean.isValidUtf16()) // half a character would swallow its neighbour on the way to SQLite
        clean = QString::fromUtf8(clean.toUtf8());
    clean.replace(QChar(u'\0'), u' ');
    SearchQuery query;
    Reader reader(clean);
    bool lastIsWord = false;
    bool plain = true;
    while (const auto piece = reader.next()) {
        if (query.terms.size() + query.filters.size() >= kMaxTerms)
            break;
        plain = plain && !piece->negated;
        if (takeFilter(*piece, query)) {
            plain = false;
            continue;
        }
        const QString words = piece->name.isEmpty()
            ? piece->text
            : QString(piece->name + u' ' + piece->text).trimmed();
        if (!cairn::hasWords(words.toUtf8()))
            continue;
        query.terms.append({words, piece->negated, false, {}});
        lastIsWord = !piece->quoted && !piece->negated;
    }
    if (lastIsWord)
        query.terms.last().prefix = true;
    if (query.isEmpty() || (!plain && cairn::hasWords(clean.toUtf8())))
        query.literal = text.left(kMaxLength).trimmed().toString();
    return query;
}

bool SearchQuery::hasWords() const
{
    return std::any_of(
        terms.cbegin(), terms.cend(), [](const Term &term) { return !term.negated; });
}

QString SearchQuery::matchExpression() const
{
    QStringList phrases;
    for (const Term &term : terms) {
        if (!term.negated)
            phrases.append(expression(term));
    }
    return phrases.join(QStringLiteral(" AND "));
}

QString SearchQuery::excludeExpression() const
{
    QStringList phrases;
    for (const Term &term : terms) {
        if (term.negated)
            phrases.append(expression(term));
    }
    return phrases.join(QStringLiteral(" OR "));
}

QString SearchQuery::literalExpression() const
{
    return cairn::hasWords(literal.toUtf8()) ? phrase(literal) : QString();
}

} // namespace cairn
