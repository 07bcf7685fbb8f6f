// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QList>
#include <QString>
#include <QStringList>

/// The cases of tests/unit/merges (its README says how they are written).
struct MergeCase {
    QString name;
    bool asks = false;
    QString base;
    QString mine;
    QString theirs;
    QString merged; ///< when nobody is asked
};

class MergeCaseReader {
public:
    /// Nothing when the file cannot be read or is not written as its README says.
    static QList<MergeCase> read(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<MergeCase> cases;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (qsizetype at = 0; at < lines.size();) {
            if (!lines[at].startsWith(u"== "))
                return {};
            qsizetype end = at + 1;
            while (end < lines.size() && !lines[end].startsWith(u"== "))
                ++end;
            const bool last = end == lines.size(); // the file ends with a line end
            cases.append(
                MergeCaseReader(lines[at]).one(lines.mid(at + 1, end - at - 1 - (last ? 1 : 0))));
            at = end;
        }
        return cases;
    }

private:
    explicit MergeCaseReader(const QString &head)
        : m_head(head)
    {
    }

    MergeCase one(const QStringList &lines)
    {
        MergeCase result;
        result.asks = m_head.startsWith(u"== ask ");
        result.name = m_head.mid(m_head.indexOf(u' ', 3) + 1);
        for (const QString &line : lines) {
            const QString text = line.mid(3);
            const QChar who = line.isEmpty() ? u' ' : line[0];
            const QChar what = line.size() > 1 ? line[1] : u' ';
            const bool added = what == u'+';
            const bool removed = what == u'-';
            append(result.base, text, !added, u' ');
            append(result.mine, text, who == u' ' || (who == u't' ? removed : added), u'm');
            append(result.theirs, text, who == u' ' || (who == u'm' ? removed : added), u't');
            append(result.merged, text, !removed, u'b');
        }
        for (QString *text : {&result.base, &result.mine, &result.theirs, &result.merged})
            finish(*text);
        return result;
    }

    static void append(QString &to, const QString &text, bool has, QChar reader)
    {
        if (has)
            to += edited(text, reader) + u'\n';
    }

    /// ⟨m old⇒new⟩ as `reader` has it: m and t their own edits, b both.
    static QString edited(QString text, QChar reader)
    {
        for (qsizetype at = text.indexOf(u'⟨'); at >= 0; at = text.indexOf(u'⟨')) {
            const qsizetype middle = text.indexOf(u'⇒', at);
            const qsizetype end = text.indexOf(u'⟩', at);
            const bool applies = reader == u'b' || reader == text[at + 1];
            const QString before = text.sliced(at + 3, middle - at - 3);
            const QString after = text.sliced(middle + 1, end - middle - 1);
            text.replace(at, end - at + 1, applies ? after : before);
        }
        return text;
    }

    void finish(QString &text) const
    {
        if (m_head.contains(u"[noeol]") && text.endsWith(u'\n'))
            text.chop(1);
        if (m_head.contains(u"[crlf]"))
            text.replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
    }

    QString m_head;
};
