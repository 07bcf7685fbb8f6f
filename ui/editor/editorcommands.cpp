// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editorcommands.h"

#include "editor/markdownlines.h"
#include "markdownlink.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextBoundaryFinder>
#include <QTextDocument>
#include <QUrl>

#include <algorithm>

namespace cairn::editorcommands {

namespace {

constexpr int kIndentWidth = 4;

/// One undo step for as long as it lives.
class EditBlock {
public:
    explicit EditBlock(QTextCursor &cursor)
        : m_cursor(cursor)
    {
        m_cursor.beginEditBlock();
    }
    ~EditBlock() { m_cursor.endEditBlock(); }
    Q_DISABLE_COPY_MOVE(EditBlock)

private:
    QTextCursor &m_cursor;
};

void replace(QTextDocument *document, qsizetype from, qsizetype length, const QString &text)
{
    QTextCursor cursor(document);
    cursor.setPosition(int(from));
    cursor.setPosition(int(from + length), QTextCursor::KeepAnchor);
    cursor.insertText(text);
}

QTextBlock firstBlock(const QTextCursor &cursor)
{
    return cursor.document()->findBlock(cursor.selectionStart());
}

/// The last selected block; a selection that ends at the start of a line does not include that
/// line.
QTextBlock lastBlock(const QTextCursor &cursor)
{
    const QTextBlock last = cursor.document()->findBlock(cursor.selectionEnd());
    if (cursor.hasSelection() && last.position() == cursor.selectionEnd()
        && last != firstBlock(cursor))
        return last.previous();
    return last;
}

void select(QTextCursor &cursor, qsizetype anchor, qsizetype position)
{
    const qsizetype end = cursor.document()->characterCount() - 1;
    cursor.setPosition(int(std::min(anchor, end)));
    cursor.setPosition(int(std::min(position, end)), QTextCursor::KeepAnchor);
}

QString leadingBlanks(const QString &line)
{
    const auto end =
        std::find_if_not(line.cbegin(), line.cend(), [](QChar c) { return c.isSpace(); });
    return line.left(end - line.cbegin());
}

// Counts the items behind a new one up, as long as they were in order before.
void renumberAfter(QTextDocument *document, QTextBlock block, const ListItem &model)
{
    int expected = model.number + 1; // the number the first follower had before the insertion
    for (block = block.next(); block.isValid(); block = block.next()) {
        const auto item = parseListItem(block.text());
        const bool nested = item && item->indent > model.indent;
        if (nested)
            continue;
        if (!item || item->indent != model.indent || item->mark != model.mark
            || item->number != expected)
            return;
        const QString now = QString::number(item->number + 1);
        const QString old = QString::number(item->number);
        const qsizetype digits = item->markerEnd - item->indent - 1;
        if (digits != old.size())
            return; // leading zeros: somebody's own numbering
        replace(document, block.position() + item->indent, digits, now);
        ++expected;
    }
}

} // namespace

bool continueLine(QTextCursor &cursor, bool insideCode)
{
    const QTextBlock block = firstBlock(cursor);
    const QString line = block.text();
    const int column = cursor.selectionStart() - block.position();
    const qsizetype prefix = insideCode ? 0 : prefixLength(line);
    if (column < prefix)
        return false;
    if (prefix > 0 && !cursor.hasSelection() && QStringView(line).mid(prefix).trimmed().isEmpty()) {
        replace(cursor.document(), block.position(), line.size(), QString());
        cursor.setPosition(block.position());
        return true;
    }
    const QString begin = insideCode ? leadingBlanks(line) : continuationPrefix(line);
    if (begin.isEmpty() || (prefix == 0 && column < begin.size()))
        return false;
    const ListItem item = insideCode ? ListItem() : parseListItem(line).value_or(ListItem());
    const EditBlock edit(cursor);
    cursor.insertText(u'\n' + begin);
    if (item.number >= 0)
        renumberAfter(cursor.document(), cursor.block(), item);
    return true;
}

bool alignClosingFence(QTextCursor &cursor, const Fence &opening)
{
    const QTextBlock block = cursor.block();
    const Fence typed = parseFence(block.text());
    // At the moment it becomes long enough: a person who puts blanks before it afterwards means it.
    if (cursor.hasSelection() || !cursor.atBlockEnd() || !typed.bare
        || typed.character != opening.character || typed.length != opening.length
        || typed.indent <= opening.indent)
        return false;
    cursor.joinPreviousEditBlock();
    replace(
        cursor.document(), block.position() + opening.indent, typed.indent - opening.indent,
        QString());
    cursor.endEditBlock();
    return true;
}

bool indent(QTextCursor &cursor, bool out)
{
    const QTextBlock first = firstBlock(cursor);
    const QTextBlock last = lastBlock(cursor);
    if (!out && first == last && !parseListItem(first.text())) {
        if (cursor.hasSelection())
            return false;
        const int column = cursor.positionInBlock();
        cursor.insertText(QString(kIndentWidth - column % kIndentWidth, u' '));
        return true;
    }
    const EditBlock edit(cursor);
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        const QString line = block.text();
        if (out) {
            qsizetype blanks = 0;
            while (blanks < kIndentWidth && blanks < line.size() && line[blanks] == u' ')
                ++blanks;
            if (blanks == 0 && line.startsWith(u'\t'))
                blanks = 1;
            if (blanks > 0)
                replace(cursor.document(), block.position(), blanks, QString());
        } else if (!line.trimmed().isEmpty()) {
            const auto item = parseListItem(line);
            if (item && item->number > 1) // a nested list starts anew
                replace(
                    cursor.document(), block.position() + item->indent,
                    item->markerEnd - item->indent - 1, QStringLiteral("1"));
            replace(cursor.document(), block.position(), 0, QString(kIndentWidth, u' '));
        }
        if (block == last)
            break;
    }
    return true;
}

void toggleEmphasis(QTextCursor &cursor, int marks)
{
    constexpr QChar kMark = u'*';
    QTextDocument *document = cursor.document();
    const bool selected = cursor.hasSelection();
    const int caret = cursor.position();
    if (!selected) {
        cursor.select(QTextCursor::WordUnderCursor);
        // A caret that only touches a word, or stands in white space, is where something new is
        // going to be written.
        if (cursor.selectedText().trimmed().isEmpty() || cursor.selectedText().contains(kMark))
            cursor.setPosition(caret);
    }
    qsizetype from = cursor.selectionStart();
    qsizetype to = cursor.selectionEnd();
    const auto at = [document](qsizetype position) { return document->characterAt(int(position)); };
    while (from < to && (at(from).isSpace() || at(from) == kMark))
        ++from;
    while (to > from && (at(to - 1).isSpace() || at(to - 1) == kMark))
        --to;
    int left = 0;
    while (from - left > 0 && at(from - left - 1) == kMark)
        ++left;
    int right = 0;
    while (at(to + right) == kMark)
        ++right;
    const int run = qMin(left, right);
    const bool present = marks == 2 ? run >= 2 : run == 1 || run == 3;

    const EditBlock edit(cursor);
    if (present) {
        replace(document, to, marks, QString());
        replace(document, from - marks, marks, QString());
    } else {
        replace(document, to, 0, QString(marks, kMark));
        replace(document, from, 0, QString(marks, kMark));
    }
    const int shift = present ? -marks : marks;
    if (selected)
        select(cursor, from + shift, to + shift);
    else
        cursor.setPosition(from == to ? int(from) + shift : caret + shift);
}

void insertLink(QTextCursor &cursor, const QString &url)
{
    if (!cursor.hasSelection())
        cursor.select(QTextCursor::WordUnderCursor);
    const int from = cursor.selectionStart();
    QString label = cursor.selectedText();
    QString target = url;
    if (!singleUrl(label).isEmpty()) {
        target = label;
        label.clear();
    }
    const EditBlock edit(cursor);
    cursor.insertText(u'[' + label + QStringLiteral("](") + asTarget(target) + u')');
    if (label.isEmpty())
        cursor.setPosition(from + 1);
    else if (target.isEmpty())
        cursor.setPosition(from + int(label.size()) + 3);
}

void toggleTasks(QTextCursor &cursor)
{
    const QTextBlock first = firstBlock(cursor);
    const QTextBlock last = lastBlock(cursor);
    // Several lines end up alike: all ticked, unless they were all ticked before.
    bool allDone = true;
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        const auto item = parseListItem(block.text());
        if (item && item->isTask())
            allDone &= item->done;
        if (block == last)
            break;
    }
    const EditBlock edit(cursor);
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        const QString line = block.text();
        const auto item = parseListItem(line);
        if (item && item->isTask()) {
            setTask(cursor.document(), block.blockNumber(), !allDone);
        } else if (item) {
            const QString box =
                item->content > item->markerEnd ? QStringLiteral("[ ] ") : QStringLiteral(" [ ] ");
            replace(cursor.document(), block.position() + item->content, 0, box);
        } else if (first == last || !line.trimmed().isEmpty()) {
            qsizetype at = 0;
            while (at < line.size() && line[at].isSpace())
                ++at;
            replace(cursor.document(), block.position() + at, 0, QStringLiteral("- [ ] "));
        }
        if (block == last)
            break;
    }
}

bool setTask(QTextDocument *document, int line, bool done)
{
    const QTextBlock block = document->findBlockByNumber(line);
    const auto item = block.isValid() ? parseListItem(block.text()) : std::nullopt;
    if (!item || !item->isTask())
        return false;
    if (item->done != done) {
        QTextCursor cursor(document);
        cursor.setPosition(block.position() + int(item->taskMark) + 1);
        const EditBlock edit(cursor);
        // Inserting before removing keeps a caret that stands beside the mark on its side.
        cursor.insertText(QString(done ? u'x' : u' '));
        cursor.setPosition(block.position() + int(item->taskMark));
        cursor.deleteChar();
    }
    return true;
}

bool moveLines(QTextCursor &cursor, bool up)
{
    QTextDocument *document = cursor.document();
    const QTextBlock first = firstBlock(cursor);
    const QTextBlock last = lastBlock(cursor);
    const QTextBlock other = up ? first.previous() : last.next();
    if (!other.isValid())
        return false;
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    const QString text = other.text();
    const int length = int(text.size()) + 1;
    const int start = first.position();
    const int end = last.position() + last.length() - 1;
    const EditBlock edit(cursor);
    // The neighbour moves, not the lines themselves: what is selected stays selected.
    if (up) {
        replace(document, end, 0, u'\n' + text);
        replace(document, start - length, length, QString());
        select(cursor, anchor - length, position - length);
    } else {
        replace(document, end, length, QString());
        replace(document, start, 0, text + u'\n');
        select(cursor, anchor + length, position + length);
    }
    return true;
}

bool deleteGrapheme(QTextCursor &cursor, bool forward)
{
    if (cursor.hasSelection())
        return false;
    const QString line = cursor.block().text();
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, line);
    graphemes.setPosition(cursor.positionInBlock());
    const qsizetype edge = forward ? graphemes.toNextBoundary() : graphemes.toPreviousBoundary();
    if (edge < 0)
        return false; // the edge of the line: both lines become one
    if (qAbs(edge - cursor.positionInBlock()) < 2)
        return false; // the key's own work, which joins undo steps
    const EditBlock edit(cursor);
    cursor.setPosition(cursor.block().position() + int(edge), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    return true;
}

void apply(QTextDocument *document, const QList<TextEdit> &edits)
{
    if (edits.isEmpty())
        return;
    QTextCursor cursor(document);
    const EditBlock edit(cursor);
    for (auto it = edits.crbegin(); it != edits.crend(); ++it)
        replace(document, it->at, it->removed, it->inserted);
}

QString singleUrl(const QString &text)
{
    const QString candidate = text.trimmed();
    static const QRegularExpression kUrl(
        QStringLiteral("^(https?://|mailto:)[^\\s<>]+$"),
        QRegularExpression::CaseInsensitiveOption);
    if (candidate.size() > 4096)
        return {};
    if (const auto note = NoteLink::parse(candidate))
        return note->address();
    return kUrl.match(candidate).hasMatch() && QUrl(candidate).isValid() ? candidate : QString();
}

} // namespace cairn::editorcommands
