// SPDX-License-Identifier: GPL-3.0-or-later
#include "notetext.h"

#include "textloss.h"

namespace cairn {

namespace {

constexpr qsizetype kPreviewLength = 200;
constexpr qsizetype kPreviewReach = 4'000; // how far into the text the preview looks …
constexpr qsizetype kPreviewSkip = 256 * 1024; // … and how far for a beginning
constexpr qsizetype kTitleKeyLength = 200;

/// Calls `line` for each line until it returns false.
template <typename F> void forEachLine(QStringView text, F line)
{
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            end = text.size();
        if (!line(text.sliced(start, end - start)))
            return;
        start = end + 1;
    }
}

/// The length of the fence that a line opens or closes; 0 when it is none.
qsizetype fenceLength(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.isEmpty() || (text.front() != u'`' && text.front() != u'~'))
        return 0;
    qsizetype length = 0;
    while (length < text.size() && text[length] == text.front())
        ++length;
    return length >= 3 ? length : 0;
}

/// Follows fenced code from line to line (CommonMark 4.5, without its indentation rules).
class OpenFence {
public:
    bool isFence(QStringView line)
    {
        const qsizetype length = fenceLength(line);
        if (length == 0)
            return false;
        const QChar mark = line.trimmed().front();
        if (m_length == 0) {
            m_length = length;
            m_mark = mark;
            return true;
        }
        if (mark != m_mark || length < m_length || line.trimmed().size() != length)
            return false;
        m_length = 0;
        return true;
    }
    bool inside() const { return m_length > 0; }

private:
    qsizetype m_length = 0;
    QChar m_mark;
};

/// The rest of a line after `>` marks.
QStringView withoutQuotes(QStringView line)
{
    line = line.trimmed();
    while (line.startsWith(u'>'))
        line = line.sliced(1).trimmed();
    return line;
}

/// The rest after a list mark (`-`, `*`, `+`, `1.`, `1)`), or nothing when there is none.
std::optional<QStringView> withoutListMark(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && at < 9 && line[at] >= u'0' && line[at] <= u'9')
        ++at;
    if (at < line.size()
        && (at > 0 ? line[at] == u'.' || line[at] == u')'
                   : line[at] == u'-' || line[at] == u'*' || line[at] == u'+'))
        ++at;
    else
        return std::nullopt;
    if (at < line.size() && !line[at].isSpace())
        return std::nullopt;
    return line.sliced(at).trimmed();
}

bool isTaskBox(QStringView text, bool open)
{
    if (text.size() < 3 || text[0] != u'[' || text[2] != u']')
        return false;
    if (text.size() > 3 && !text[3].isSpace())
        return false;
    return open ? text[1] == u' ' : text[1] == u' ' || text[1] == u'x' || text[1] == u'X';
}

bool isRule(QStringView line)
{
    if (line.size() < 3
        || !(line[0] == u'-' || line[0] == u'*' || line[0] == u'_' || line[0] == u'='))
        return false;
    for (const QChar c : line) {
        if (c != line[0] && !c.isSpace())
            return false;
    }
    return true;
}

QStringView withoutBlockMarks(QStringView line)
{
    line = withoutQuotes(line);
    qsizetype level = 0;
    while (level < line.size() && level < 6 && line[level] == u'#')
        ++level;
    if (level > 0 && (level == line.size() || line[level].isSpace()))
        return line.sliced(level).trimmed();
    if (isRule(line))
        return {};
    while (const std::optional<QStringView> item = withoutListMark(line)) {
        line = *item;
        if (isTaskBox(line, false))
            line = line.sliced(3).trimmed();
    }
    return line;
}

/// Appends a line's text without emphasis marks, code marks and link targets.
void appendInline(QString &out, QStringView line)
{
    const auto isWord = [&line](qsizetype i) {
        return i >= 0 && i < line.size() && line[i].isLetterOrNumber();
    };
    const auto isAt = [&line](qsizetype i, QChar c) {
        return i >= 0 && i < line.size() && line[i] == c;
    };
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'\\' && i + 1 < line.size() && line[i + 1].isPunct()) {
            out += line[++i];
        } else if (c == u'`') {
            continue;
        } else if (c == u'*' || c == u'_') {
            const bool inWord = isWord(i - 1) && isWord(i + 1);
            const bool alone = (i == 0 || line[i - 1].isSpace())
                && (i + 1 == line.size() || line[i + 1].isSpace());
            if (alone || (c == u'_' && inWord)) // 2 * 3, snake_case
                out += c;
        } else if (c == u'~' && i + 1 < line.size() && line[i + 1] == u'~') {
            ++i;
        } else if (c == u'!' && i + 1 < line.size() && line[i + 1] == u'[') {
            continue;
        } else if (c == u'[') {
            const qsizetype close = line.indexOf(u']', i);
            const bool link = close > 0 && close + 1 < line.size() && line[close + 1] == u'(';
            const bool wiki = isAt(i - 1, u'[') || isAt(i + 1, u'[');
            if (!link && !wiki)
                out += c;
        } else if (c == u']') {
            const QStringView rest = line.sliced(i + 1);
            const qsizetype close = rest.startsWith(u'(') ? rest.indexOf(u')') : -1;
            if (close > 0)
                i += close + 1;
            else if (!isAt(i - 1, u']') && !isAt(i + 1, u']'))
                out += c;
        } else {
            out += c;
        }
    }
}

} // namespace

QString previewOf(const QString &body)
{
    const qsizetype first = textloss::firstSeen(body);
    if (first < 0)
        return {};
    const QStringView text = QStringView(body).sliced(first);
    QString preview;
    OpenFence fence;
    qsizetype left = kPreviewReach;
    forEachLine(text.first(std::min(text.size(), kPreviewSkip)), [&](QStringView line) {
        if (!fence.isFence(line)) {
            if (!preview.isEmpty() && !preview.endsWith(u' '))
                preview += u' ';
            line = line.first(std::min(line.size(), kPreviewReach));
            if (fence.inside())
                preview += line.trimmed();
            else
                appendInline(preview, withoutBlockMarks(line));
        }
        if (textloss::firstSeen(preview) < 0)
            preview.clear();
        else
            left -= line.size() + 1;
        return preview.size() < kPreviewLength && left > 0;
    });
    preview = preview.simplified();
    if (preview.isEmpty())
        preview = text.first(std::min(text.size(), kPreviewLength)).toString().simplified();
    if (preview.size() > kPreviewLength) {
        const bool splits = preview.at(kPreviewLength - 1).isHighSurrogate();
        preview.truncate(kPreviewLength - (splits ? 1 : 0));
    }
    return preview;
}

int openTasksIn(const QString &body)
{
    if (!body.contains(u"[ ]"))
        return 0;
    int tasks = 0;
    OpenFence fence;
    forEachLine(body, [&](QStringView line) {
        if (fence.isFence(line) || fence.inside())
            return true;
        const std::optional<QStringView> item = withoutListMark(withoutQuotes(line));
        if (item && isTaskBox(*item, true))
            ++tasks;
        return true;
    });
    return tasks;
}

QString titleKeyOf(const QString &title)
{
    const QString decomposed =
        title.left(kTitleKeyLength).normalized(QString::NormalizationForm_KD);
    QString key;
    key.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c.category() != QChar::Mark_NonSpacing)
            key += c;
    }
    return key.toCaseFolded();
}

} // namespace cairn
