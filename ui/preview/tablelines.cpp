// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/tablelines.h"

#include "editor/markdownlines.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

constexpr int kMaxIndent = 3; ///< more is code
constexpr qsizetype kMaxRow = 5'000; ///< longer lines are no row anybody wrote

qsizetype indentOf(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && (line[at] == u' ' || line[at] == u'\t'))
        at += line[at] == u'\t' ? kMaxIndent + 1 : 1;
    return at;
}

/// The cells of a row, by its pipes that are not escaped.
QList<QStringView> cellsOf(QStringView line)
{
    line = line.trimmed();
    if (line.startsWith(u'|'))
        line = line.sliced(1);
    if (line.endsWith(u'|') && !line.endsWith(u"\\|"))
        line.chop(1);
    QList<QStringView> cells;
    qsizetype from = 0;
    for (qsizetype at = 0; at <= line.size(); ++at) {
        if (at < line.size() && line[at] == u'\\') {
            ++at;
        } else if (at == line.size() || line[at] == u'|') {
            cells.append(line.sliced(from, qMin(at, line.size()) - from));
            from = at + 1;
        }
    }
    return cells;
}

/// `|-|:-:|` as `| --- | :---: |`, or nothing when the line divides no table.
std::optional<QString> dividerOf(QStringView line, qsizetype columns)
{
    if (indentOf(line) > kMaxIndent || !line.contains(u'|') || line.size() > kMaxRow)
        return std::nullopt;
    const QList<QStringView> cells = cellsOf(line);
    if (cells.size() != columns)
        return std::nullopt;
    QString divider = QStringLiteral("|");
    for (QStringView cell : cells) {
        cell = cell.trimmed();
        const bool left = cell.startsWith(u':');
        const bool right = cell.size() > 1 && cell.endsWith(u':');
        cell = cell.sliced(left ? 1 : 0).chopped(right ? 1 : 0);
        if (cell.isEmpty() || cell.count(u'-') != cell.size())
            return std::nullopt;
        divider += QStringLiteral(" %1---%2 |").arg(left ? u":" : u"", right ? u":" : u"");
    }
    return divider;
}

/// Whether a row could stand here as the head of a table: it has cells and is nothing else.
bool isHead(QStringView line)
{
    return indentOf(line) <= kMaxIndent && line.size() <= kMaxRow && line.contains(u'|')
        && !parseListItem(line) && !line.trimmed().startsWith(u'>')
        && !line.trimmed().startsWith(u'#');
}

} // namespace

int TableLines::sourceLine(int line) const
{
    const auto before = std::lower_bound(added.cbegin(), added.cend(), line);
    return line - int(before - added.cbegin());
}

TableLines withPlainTables(const QString &markdown)
{
    if (!markdown.contains(u'|'))
        return {markdown, {}};
    const QList<QStringView> lines = QStringView(markdown).split(u'\n');
    TableLines result;
    result.text.reserve(markdown.size() + 1'000);
    Fence fence; // that is open
    bool table = false; // the line before belongs to one
    int written = 0;
    const auto write = [&](QStringView line) {
        if (written++ > 0)
            result.text += u'\n';
        result.text += line;
    };
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const QStringView line = lines[at];
        const Fence here = parseFence(line);
        if (fence.length > 0) {
            if (closesFence(here, fence))
                fence = {};
            write(line);
            continue;
        }
        if (here.length > 0) {
            fence = here;
            table = false;
            write(line);
            continue;
        }
        const auto divider = !table && isHead(line) && at + 1 < lines.size()
            ? dividerOf(lines[at + 1], cellsOf(line).size())
            : std::nullopt;
        if (!divider) {
            table = table && !line.trimmed().isEmpty();
            write(line);
            continue;
        }
        if (at > 0 && !lines[at - 1].trimmed().isEmpty()) {
            result.added.append(written);
            write({});
        }
        write(line);
        write(*divider);
        ++at;
        table = true;
    }
    return result;
}

} // namespace cairn
