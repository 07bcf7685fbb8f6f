// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filelinks.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

namespace cairn {

namespace {

bool isMarkdownName(const QString &path)
{
    return path.endsWith(u".md", Qt::CaseInsensitive)
        || path.endsWith(u".markdown", Qt::CaseInsensitive);
}

bool isElsewhere(const QString &path)
{
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*:"));
    return path.isEmpty() || scheme.match(path).hasMatch();
}

QString folderOf(const QString &relative)
{
    const qsizetype slash = relative.lastIndexOf(u'/');
    return slash < 0 ? QString() : relative.left(slash);
}

/// Empty: above the root.
QString resolved(const QString &folder, const QString &path)
{
    const QString clean = QDir::cleanPath(
        path.startsWith(u'/')  ? path.sliced(1)
            : folder.isEmpty() ? path
                               : folder + u'/' + path);
    return clean.startsWith(u"../") ? QString() : clean;
}

} // namespace

QString comparableName(const QString &name)
{
    return name.normalized(QString::NormalizationForm_D)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_C);
}

void FileLinks::add(
    const QString &relative, const QString &noteId, const QString &title, const QStringList &names)
{
    m_notes.insert(relative, noteId);
    m_titles.insert(relative, title);
    m_paths.insert(noteId, relative);
    m_folded[comparableName(relative)].append(relative);
    QStringList called = names;
    called << QFileInfo(relative).completeBaseName() << title;
    for (QString &name : called)
        name = comparableName(name);
    called.removeDuplicates();
    called.removeAll(QString());
    for (const QString &name : std::as_const(called))
        m_names[name].append(relative);
}

/// The path of the file that is meant; empty: none, or not certain which.
QString FileLinks::byPath(const QString &path, const QString &folder, Spelling spelling) const
{
    const QString target = resolved(folder, path);
    if (m_notes.contains(target))
        return target;
    if (spelling == Spelling::Ours || target.isEmpty())
        return {};
    for (const QString &candidate : {target, target + QStringLiteral(".md")}) {
        const QStringList same = m_folded.value(comparableName(candidate));
        if (same.size() == 1)
            return same.first();
    }
    return {};
}

/// The nearest file of that name, as programs with wiki links look for it: here, then the only one.
std::optional<QString> FileLinks::byName(const MarkdownLink &link, const QString &folder) const
{
    if (link.path.contains(u'/')) {
        for (const QString &from : {QString(), folder}) {
            const QString found = byPath(link.path, from, Spelling::Foreign);
            if (!found.isEmpty())
                return found;
        }
        return std::nullopt;
    }
    QString name = link.path;
    if (isMarkdownName(name))
        name.truncate(name.lastIndexOf(u'.'));
    const QStringList called = m_names.value(comparableName(name));
    if (called.size() == 1)
        return called.first();
    QStringList near;
    for (const QString &path : called) {
        if (folderOf(path) == folder)
            near.append(path);
    }
    return near.size() == 1 ? std::optional(near.first()) : std::nullopt;
}

QString FileLinks::toNotes(const QString &body, const QString &relative, Spelling spelling) const
{
    const QString folder = folderOf(relative);
    return withTargets(body, [&](const MarkdownLink &link) -> std::optional<QString> {
        if (isElsewhere(link.path))
            return std::nullopt;
        if (link.form != MarkdownLink::Form::Wiki) {
            if (spelling == Spelling::Ours && !isMarkdownName(link.path))
                return std::nullopt;
            const QString path = byPath(link.path, folder, spelling);
            if (path.isEmpty())
                return std::nullopt;
            return NoteLink{m_notes.value(path), link.anchor}.address();
        }
        if (spelling == Spelling::Ours)
            return std::nullopt;
        const auto path = byName(link, folder);
        // A title is found here as it is.
        const bool isTitle = path && link.alias.isEmpty() && link.anchor.isEmpty()
            && comparableName(m_titles.value(*path)) == comparableName(link.path);
        if (!path || isTitle)
            return std::nullopt;
        return NoteLink{m_notes.value(*path), link.anchor}.address();
    });
}

QString FileLinks::toFiles(const QString &body, const QString &relative) const
{
    const QDir folder(u'/' + folderOf(relative));
    return withTargets(body, [&](const MarkdownLink &link) -> std::optional<QString> {
        // Of the other forms none can hold a path.
        if (link.form != MarkdownLink::Form::Inline && link.form != MarkdownLink::Form::Definition)
            return std::nullopt;
        const auto note = link.note();
        const QString target = note ? m_paths.value(note->noteId) : QString();
        if (target.isEmpty())
            return std::nullopt;
        const QString path = folder.relativeFilePath(u'/' + target);
        return withAnchor(QString::fromLatin1(QUrl::toPercentEncoding(path, "/")), note->anchor);
    });
}

} // namespace cairn
