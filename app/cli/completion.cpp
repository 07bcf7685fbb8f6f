// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.h"

#include "cli/commandline.h"
#include "cli/help.h"
#include "shownname.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace cairn::cli {

namespace {

QString line(const QString &word, const QString &about = {})
{
    return word + u'\t' + about.simplified();
}

/// Whether no shell reads anything else in it, with quotes around it or without, and none takes it
/// for an option or for a word of ours. Letters that this Qt does not know may be none elsewhere.
bool isPlainName(const QString &name)
{
    static const QRegularExpression plain(
        QStringLiteral("^[\\p{L}\\p{N}_./][\\p{L}\\p{M}\\p{N} _./:@+,-]*$"));
    return plain.match(name).hasMatch();
}

/// A name that came from elsewhere. Others than plain ones are typed by hand: what quotes them for
/// one place of a command line does not for another.
void offer(QStringList &lines, const QString &name, const QString &about)
{
    if (isPlainName(name))
        lines.append(line(name, terminalName(about)));
}

/// Of the person's own things. Nothing is made by asking: where no notes are, there are none.
Result<QStringList> names(Context &context, const QString &kind)
{
    constexpr int kNewest = 100;
    QStringList lines;
    if (!QFileInfo::exists(context.profile().databaseFile()))
        return lines;
    if (kind == QStringLiteral("NOTEBOOK")) {
        CAIRN_ASSIGN(Store * store, context.store());
        CAIRN_ASSIGN(const QList<NotebookInfo> notebooks, store->notebooks().list());
        for (const NotebookInfo &notebook : notebooks)
            offer(lines, notebook.path, counted(notebook.notes, "note"));
    } else if (kind == QStringLiteral("TAG")) {
        CAIRN_ASSIGN(Store * store, context.store());
        CAIRN_ASSIGN(const QList<TagInfo> tags, store->tags().list());
        for (const TagInfo &tag : tags)
            offer(lines, tag.name, counted(tag.notes, "note"));
    } else if (kind == QStringLiteral("NOTE")) {
        CAIRN_ASSIGN(Store * store, context.store());
        NoteQuery newest;
        newest.limit = kNewest;
        CAIRN_ASSIGN(const QList<NoteSummary> notes, store->notes().list(newest));
        for (const NoteSummary &note : notes)
            offer(lines, note.id, note.title);
    }
    return lines;
}

/// What somebody has typed so far, read as the program would read it.
class TypedLine {
public:
    TypedLine(Context &context, const QStringList &words);
    QStringList candidates();

private:
    void read(const QString &word);
    void readOption(const QString &word);
    const Option *option(const QString &dashedName) const;
    bool isOffered(const Option &option) const;
    QStringList optionNames() const;
    QStringList nextWords(const QStringList &before) const;
    QStringList argument();
    QStringList values(const QString &placeholder);

    Context &m_context;
    QString m_current;
    QStringList m_command; ///< its words, as long as there is none that they name
    const Command *m_found = nullptr;
    QList<Option> m_options = globalOptions();
    const Option *m_waiting = nullptr; ///< for its value
    QStringList m_given; ///< names of options
    QStringList m_arguments;
    bool m_onlyArguments = false; ///< behind a "--"
};

TypedLine::TypedLine(Context &context, const QStringList &words)
    : m_context(context)
    , m_current(words.value(words.size() - 1))
{
    for (qsizetype i = 0; i + 1 < words.size(); ++i)
        read(words.at(i));
}

void TypedLine::read(const QString &word)
{
    if (m_waiting) {
        if (qstrcmp(m_waiting->name, "profile") == 0)
            m_context.setProfile(
                word.startsWith(QStringLiteral("~/")) ? QDir::homePath() + word.mid(1) : word);
        m_waiting = nullptr;
    } else if (word == QStringLiteral("--")) {
        m_onlyArguments = true;
    } else if (!m_onlyArguments && word.startsWith(u'-') && word.size() > 1) {
        readOption(word);
    } else if (m_found) {
        m_arguments.append(word);
    } else {
        m_command.append(word);
        m_found = findCommand(m_command);
        if (m_found)
            m_options = optionsOf(*m_found);
    }
}

void TypedLine::readOption(const QString &word)
{
    const Option *known = option(word.section(u'=', 0, 0));
    if (!known)
        return;
    m_given.append(QString::fromUtf8(known->name));
    if (known->value && !word.contains(u'='))
        m_waiting = known;
}

const Option *TypedLine::option(const QString &dashedName) const
{
    const auto found =
        std::find_if(m_options.begin(), m_options.end(), [&dashedName](const Option &one) {
            return dashed(QString::fromUtf8(one.name)) == dashedName;
        });
    return found == m_options.end() ? nullptr : &*found;
}

/// Not again, and not beside one that excludes it.
bool TypedLine::isOffered(const Option &option) const
{
    const QString name = QString::fromUtf8(option.name);
    if (m_given.contains(name))
        return option.use == Option::Repeats;
    if (!m_found)
        return true;
    return std::none_of(m_found->either.begin(), m_found->either.end(), [&](const char *either) {
        const QStringList group = alternatives(either);
        return group.contains(name)
            && std::any_of(group.begin(), group.end(), [this](const QString &other) {
                   return m_given.contains(other);
               });
    });
}

QStringList TypedLine::optionNames() const
{
    QStringList lines;
    for (const Option &option : m_options)
        if (isOffered(option))
            lines.append(
                line(dashed(QString::fromUtf8(option.name)), QString::fromUtf8(option.help)));
    return lines;
}

QStringList TypedLine::nextWords(const QStringList &before) const
{
    QStringList lines;
    QStringList named;
    for (const Command *command : commandsOf(before)) {
        const QStringList own = wordsOf(*command);
        const QString next = own.value(before.size());
        if (next.isEmpty() || named.contains(next))
            continue;
        named.append(next);
        QStringList inside; // what follows a word that is no command alone
        for (const Command *other : commandsOf(before + QStringList{next}))
            inside.append(wordsOf(*other).value(before.size() + 1));
        lines.append(line(
            next,
            own.size() == before.size() + 1 ? QString::fromUtf8(command->summary)
                                            : inside.join(QStringLiteral(", "))));
    }
    return lines;
}

QStringList TypedLine::argument()
{
    const QStringList asked = argumentsOf(*m_found);
    if (asked.isEmpty())
        return {};
    const qsizetype at = m_arguments.size();
    if (at >= asked.size() && !asked.last().contains(QStringLiteral("…")))
        return {};
    QString placeholder = asked.value(std::min(at, asked.size() - 1));
    return values(placeholder.remove(u'[').remove(u']').remove(QStringLiteral("…")));
}

QStringList TypedLine::values(const QString &placeholder)
{
    if (placeholder == QStringLiteral("FILE"))
        return {QStringLiteral(":files")};
    if (placeholder == QStringLiteral("FOLDER"))
        return {QStringLiteral(":folders")};
    if (placeholder == QStringLiteral("COMMAND"))
        return nextWords(m_arguments);
    QStringList lines;
    const QStringList words = placeholder.split(u'|');
    for (const QString &word : words)
        if (word == word.toLower())
            lines.append(line(word));
    // A line that is being typed has no place for an error: what cannot be read is not offered.
    return lines.isEmpty() ? names(m_context, placeholder).value_or(QStringList()) : lines;
}

QStringList TypedLine::candidates()
{
    if (m_waiting)
        return values(QString::fromUtf8(m_waiting->value));
    if (!m_onlyArguments && m_current.startsWith(u'-')) {
        const Option *known = option(m_current.section(u'=', 0, 0));
        if (!known || !known->value || !m_current.contains(u'='))
            return optionNames();
        QStringList lines = values(QString::fromUtf8(known->value));
        if (!lines.value(0).startsWith(u':'))
            for (QString &one : lines)
                one.prepend(m_current.section(u'=', 0, 0) + u'=');
        return lines;
    }
    return m_found ? argument() : nextWords(m_command);
}

} // namespace

QString completionOf(Context &context, const QStringList &words)
{
    const QString current = words.value(words.size() - 1);
    QString text;
    const QStringList candidates = TypedLine(context, words).candidates();
    for (const QString &candidate : candidates)
        if (candidate.startsWith(u':') || candidate.startsWith(current))
            text += candidate + u'\n';
    return text;
}

} // namespace cairn::cli
