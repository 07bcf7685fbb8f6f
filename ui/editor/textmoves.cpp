// SPDX-License-Identifier: GPL-3.0-or-later
// textpatch.h: edits that meet each other.
#include "editor/textpatch.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

/// Edits read from the front in pieces (as operational transformation does): some text is kept, or
/// inserted, or removed.
struct Piece {
    enum class Kind { Keep, Insert, Remove };
    Kind kind = Kind::Keep;
    qsizetype length = 0;
    QString text; ///< of Insert
};

QList<Piece> pieces(const QList<TextEdit> &edits)
{
    QList<Piece> result;
    qsizetype at = 0;
    for (const TextEdit &edit : edits) {
        if (edit.at > at)
            result.append({Piece::Kind::Keep, edit.at - at, {}});
        if (!edit.inserted.isEmpty())
            result.append({Piece::Kind::Insert, edit.inserted.size(), edit.inserted});
        if (edit.removed > 0)
            result.append({Piece::Kind::Remove, edit.removed, {}});
        at = edit.at + edit.removed;
    }
    return result;
}

/// Takes pieces from the front, as long as asked for; behind the end everything is kept.
class PieceReader {
public:
    explicit PieceReader(const QList<TextEdit> &edits)
        : m_pieces(pieces(edits))
    {
    }
    bool atEnd() const { return m_next == m_pieces.size(); }
    bool isInsert() const { return !atEnd() && m_pieces.at(m_next).kind == Piece::Kind::Insert; }
    bool isRemove() const { return !atEnd() && m_pieces.at(m_next).kind == Piece::Kind::Remove; }
    std::optional<qsizetype> length() const
    {
        return atEnd() ? std::nullopt : std::optional(m_pieces.at(m_next).length);
    }
    const QString &text() const { return m_pieces.at(m_next).text; }
    void skip(qsizetype length)
    {
        if (!atEnd() && (m_pieces[m_next].length -= length) <= 0)
            ++m_next;
    }

private:
    QList<Piece> m_pieces;
    qsizetype m_next = 0;
};

/// Puts edits together, in the coordinates of the text that they are made of.
class EditWriter {
public:
    void keep(qsizetype length) { m_at += length; }
    void insert(const QString &text) { edit().inserted += text; }
    void remove(qsizetype length)
    {
        edit().removed += length;
        m_at += length;
    }
    const QList<TextEdit> &edits() const { return m_edits; }

private:
    TextEdit &edit()
    {
        if (m_edits.isEmpty() || m_edits.last().at + m_edits.last().removed != m_at)
            m_edits.append({m_at, 0, {}});
        return m_edits.last();
    }
    QList<TextEdit> m_edits;
    qsizetype m_at = 0;
};

bool splitsWord(const QString &left, const QString &right)
{
    return !left.isEmpty() && !right.isEmpty() && isWordPart(left.back())
        && isWordPart(right.front());
}

bool hasWordPart(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), isWordPart);
}

/// Of two equal words one behind the other, a comparison cannot tell which is new, and may say: the
/// end of the first and the beginning of the second. Moved as far to the right as it goes between
/// `from` and `to`, and from there to the left until it is whole words.
TextEdit atWordStart(const QString &before, qsizetype from, qsizetype to, const TextEdit &edit)
{
    if ((edit.removed > 0) == !edit.inserted.isEmpty())
        return edit;
    const bool inserts = edit.removed == 0;
    QString text = inserts ? edit.inserted : before.mid(edit.at, edit.removed);
    qsizetype at = edit.at;
    const qsizetype length = inserts ? 0 : text.size();
    qsizetype tries = text.size();
    for (; tries > 0 && at + length < to && before.at(at + length) == text.front(); --tries, ++at)
        text = text.mid(1) + text.front();
    for (tries = 2 * text.size(); tries > 0; --tries, --at) {
        const QString left = before.mid(at - 1, at > from ? 1 : 0);
        const QString right = before.mid(at + length, 1);
        if (!splitsWord(left, text) && !splitsWord(text, right))
            return {at, edit.removed, inserts ? text : QString()};
        if (left.isEmpty() || left.back() != text.back())
            break;
        text = text.back() + text.chopped(1);
    }
    return edit;
}

} // namespace

QString edited(const QString &before, const QList<TextEdit> &edits)
{
    QString text = before;
    for (auto edit = edits.crbegin(); edit != edits.crend(); ++edit)
        text.replace(edit->at, edit->removed, edit->inserted);
    return text;
}

QList<TextEdit> inverseEdits(const QString &before, const QList<TextEdit> &edits)
{
    QList<TextEdit> inverse;
    qsizetype shift = 0;
    for (const TextEdit &edit : edits) {
        inverse.append({edit.at + shift, edit.inserted.size(), before.mid(edit.at, edit.removed)});
        shift += edit.inserted.size() - edit.removed;
    }
    return inverse;
}

QList<TextEdit> movedEdits(const QList<TextEdit> &edits, const QList<TextEdit> &others, Stick stick)
{
    PieceReader mine(edits);
    PieceReader theirs(others);
    EditWriter moved;
    while (!mine.atEnd()) {
        if (mine.isInsert() && (stick == Stick::Before || !theirs.isInsert())) {
            moved.insert(mine.text());
            mine.skip(mine.text().size());
        } else if (theirs.isInsert()) {
            moved.keep(theirs.text().size());
            theirs.skip(theirs.text().size());
        } else {
            const qsizetype length =
                std::min(*mine.length(), theirs.length().value_or(*mine.length()));
            if (!theirs.isRemove() && mine.isRemove())
                moved.remove(length);
            else if (!theirs.isRemove())
                moved.keep(length);
            mine.skip(length);
            theirs.skip(length);
        }
    }
    return moved.edits();
}

QList<TextEdit> wholeWords(const QString &before, const QList<TextEdit> &edits)
{
    QList<TextEdit> words;
    for (qsizetype i = 0; i < edits.size(); ++i) {
        const qsizetype from = words.isEmpty() ? 0 : words.last().at + words.last().removed;
        const qsizetype to = i + 1 < edits.size() ? edits.at(i + 1).at : before.size();
        const TextEdit edit = atWordStart(before, from, to, edits.at(i));
        const QString removed = before.mid(edit.at, edit.removed);
        const QString left = edit.inserted.left(1) + removed.left(1);
        const QString right = edit.inserted.right(1) + removed.right(1);
        qsizetype start = edit.at;
        while (hasWordPart(left) && start > from && isWordPart(before.at(start - 1)))
            --start;
        qsizetype end = edit.at + edit.removed;
        while (hasWordPart(right) && end < to && isWordPart(before.at(end)))
            ++end;
        const QString inserted = before.mid(start, edit.at - start) + edit.inserted
            + before.mid(edit.at + edit.removed, end - edit.at - edit.removed);
        if (end == start || inserted.isEmpty()) {
            words.append({start, end - start, inserted});
            continue;
        }
        for (const TextEdit &part :
             wordEdits(QStringView(before).mid(start, end - start), start, inserted))
            words.append(atWordStart(
                before, words.isEmpty() ? 0 : words.last().at + words.last().removed, to, part));
    }
    return words;
}

} // namespace cairn
