// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/noteoutline.h"

#include "merge/outlinereader.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace cairn {
namespace {

using Kind = OutlineLine::Kind;

bool isBlank(QStringView line) { return line.trimmed().isEmpty(); }

/// Columns of blanks a line begins with; a tab goes to the next multiple of four.
int indentOf(QStringView line)
{
    int columns = 0;
    for (const QChar c : line) {
        if (c == u' ')
            ++columns;
        else if (c == u'\t')
            columns += 4 - columns % 4;
        else
            break;
    }
    return columns;
}

/// "key" of "key: value"; empty when the line has none.
QStringView keyOf(QStringView line)
{
    line = line.trimmed();
    if (line.startsWith(u'#') || line.startsWith(u'-'))
        return {};
    const qsizetype colon = line.indexOf(u':');
    if (colon <= 0 || (colon + 1 < line.size() && !line[colon + 1].isSpace()))
        return {};
    return line.first(colon).trimmed();
}

/// The lines something may be indented under, innermost last.
class IndentStack {
public:
    void clear() { m_open.clear(); }
    /// The parent of a line with this indent, which is then open itself; -1: none.
    int enter(int line, int indent)
    {
        while (!m_open.isEmpty() && m_open.last().indent >= indent)
            m_open.removeLast();
        const int parent = m_open.isEmpty() ? -1 : m_open.last().line;
        m_open.append({line, indent});
        return parent;
    }

private:
    struct Open {
        int line;
        int indent;
    };
    QList<Open> m_open;
};

} // namespace

NoteOutline::NoteOutline(QStringView text)
{
    splitLines(text);
    const int body = readFrontMatter();
    for (m_firstLine = body; m_firstLine < int(m_texts.size()) && isBlank(m_texts[m_firstLine]);)
        ++m_firstLine;
    if (m_firstLine == int(m_texts.size())) {
        m_firstLine = -1;
        return;
    }
    OutlineReader(*this, body).read();
    if (!m_usable)
        return;
    readDefinitions(body);
    readIndentation();
}

void NoteOutline::splitLines(QStringView text)
{
    while (!text.isEmpty()) {
        const qsizetype newline = text.indexOf(u'\n');
        m_texts.append(newline < 0 ? text : text.first(newline));
        text = newline < 0 ? QStringView() : text.sliced(newline + 1);
    }
    m_lines.resize(m_texts.size());
}

/// Reads a block of keys between --- lines at the very start; returns the line behind it.
int NoteOutline::readFrontMatter()
{
    if (m_texts.isEmpty() || m_texts[0].trimmed() != u"---" || !m_texts[0].startsWith(u'-'))
        return 0;
    int end = 1;
    while (end < int(m_texts.size()) && m_texts[end].trimmed() != u"---"
           && m_texts[end].trimmed() != u"...")
        ++end;
    // A rule, and a text that goes on.
    if (end == int(m_texts.size()) || end == 1 || keyOf(m_texts[1]).isEmpty())
        return 0;
    IndentStack stack;
    QHash<int, QString> paths;
    for (int line = 1; line < end; ++line) {
        m_lines[line].kind = isBlank(m_texts[line]) ? Kind::None : Kind::FrontMatter;
        if (isBlank(m_texts[line]))
            continue;
        // "- item" belongs to the key above it, indented or not.
        const bool item = m_texts[line].trimmed().startsWith(u'-');
        const int parent = stack.enter(line, 2 * indentOf(m_texts[line]) + (item ? 1 : 0));
        m_lines[line].indentParent = parent;
        if (const QStringView key = keyOf(m_texts[line]); !key.isEmpty()) {
            paths[line] = paths.value(parent) + u'/' + key.toString().toCaseFolded();
            m_definitions[paths[line]].append(line);
        }
    }
    return end + 1;
}

/// md4c takes link definitions out of the text, so they have no text of their own.
void NoteOutline::readDefinitions(int from)
{
    static const QRegularExpression definition(u"^ {0,3}\\[([^\\]\\[]+)\\]:[ \\t]*<?([^\\s<>]+)"_s);
    for (int line = from; line < int(m_texts.size()); ++line) {
        if (m_lines[line].kind != Kind::None || !m_texts[line].contains(u"]:"))
            continue;
        const QRegularExpressionMatch match = definition.match(m_texts[line].toString());
        if (!match.hasMatch())
            continue;
        m_definitions[u"[%1]"_s.arg(match.captured(1).simplified().toCaseFolded())].append(line);
        m_definedTargets.insert(line, match.captured(2));
    }
}

/// Plain text is structured by indents, and so is code. A blank line ends that, but not in code.
void NoteOutline::readIndentation()
{
    IndentStack stack;
    bool blank = true;
    int code = -1; // the block that the line before is in
    for (int line = 0; line < int(m_texts.size()); ++line) {
        if (m_lines[line].kind == Kind::FrontMatter)
            continue;
        if (isBlank(m_texts[line])) {
            blank = true;
            continue;
        }
        const bool isCode = m_lines[line].kind == Kind::Code;
        if (blank && !(isCode && m_lines[line].container == code))
            stack.clear();
        blank = false;
        code = isCode ? m_lines[line].container : -1;
        m_lines[line].indentParent = stack.enter(line, indentOf(m_texts[line]));
    }
}

} // namespace cairn
