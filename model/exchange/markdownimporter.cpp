// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/markdownimporter.h"

#include "exchange/foreigntext.h"
#include "exchange/frontmatter.h"
#include "ids.h"
#include "note.h"
#include "store/notes/notebookstore.h"
#include "store/notes/noteedit.h"
#include "store/notes/notestore.h"
#include "store/projection/notebooktree.h"
#include "store/store.h"
#include "textloss.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kBatchNotes = 400; // notes a call of createMany; keeps a cancelled import short
constexpr qint64 kBatchBytes = 16 * 1024 * 1024;
constexpr qint64 kMaxFileBytes = 2 * kMaxBodyBytes + 128 * 1024; // UTF-16, and front matter

/// Some programs write the title once more as the first heading.
QString withoutTitleHeading(const QString &body, const QString &title)
{
    const QString heading = QStringLiteral("# ") + title;
    if (title.isEmpty() || !body.startsWith(heading))
        return body;
    QString rest = body.mid(heading.size());
    if (!rest.isEmpty() && !rest.startsWith(QLatin1Char('\n')))
        return body;
    while (rest.startsWith(QLatin1Char('\n')))
        rest.remove(0, 1);
    return rest;
}

/// Joplin's tasks are notes; here they are a note whose first line is the task.
QString withTask(const QString &body, const QString &title, bool ticked)
{
    const QString task = QStringLiteral("- [%1] %2").arg(QChar(ticked ? u'x' : u' ')).arg(title);
    return body.isEmpty() ? task : task + QStringLiteral("\n\n") + body;
}

/// The file's name where the file says nothing else; our own notes may have no title.
QString titleOf(const FrontMatter &front, const QString &relative)
{
    return front.isOurs() || !front.title.isEmpty()
        ? front.title
        : QFileInfo(relative).completeBaseName().normalized(QString::NormalizationForm_C);
}

QStringList folderNames(const QString &relative)
{
    QStringList names = relative.split(u'/', Qt::SkipEmptyParts);
    names.removeLast();
    return names;
}

} // namespace

MarkdownImporter::MarkdownImporter(Store &store, QString notebookPath)
    : m_store(store)
    , m_notebookPath(std::move(notebookPath))
{
}

Result<ImportReport> MarkdownImporter::run(const QString &path, const ExchangeProgress &progress)
{
    m_sources.clear();
    m_links = {};
    m_notebooks.clear();
    m_tags.clear();
    m_done = 0;
    m_goOn = [this, &progress] { return !progress || progress(m_done, int(m_sources.size())); };
    ImportReport report;
    const auto taken = take(path, report);
    if (!taken && taken.error().kind == ErrorKind::Cancelled)
        return failure(
            ErrorKind::Cancelled,
            QStringLiteral("the import was stopped after %1 notes; repeating it goes on there")
                .arg(report.notes + report.alreadyHere));
    CAIRN_TRY(taken);
    report.tags = int(m_tags.size());
    return report;
}

Result<void> MarkdownImporter::take(const QString &path, ImportReport &report)
{
    const QFileInfo info(path);
    QList<SourceFile> files;
    if (info.isDir()) {
        CAIRN_ASSIGN(files, sourceFiles(info.absoluteFilePath(), report, m_goOn));
        const bool unreadable = std::any_of(
            report.skipped.cbegin(), report.skipped.cend(),
            [](const ImportReport::Skipped &item) { return item.item.isEmpty(); });
        if (unreadable)
            return failure(ErrorKind::Invalid, QStringLiteral("cannot read %1").arg(path));
    } else if (!info.exists()) {
        return failure(
            ErrorKind::Invalid, QStringLiteral("cannot read %1: no such file").arg(path));
    } else {
        // Says why, before anything is made for it.
        CAIRN_TRY(readFile(info.absoluteFilePath(), kMaxFileBytes, m_goOn));
        files.append({info.absoluteFilePath(), info.fileName()});
    }
    CAIRN_TRY(identify(files, report));
    return importAll(report);
}

Result<std::optional<MarkdownImporter::Text>>
MarkdownImporter::text(const SourceFile &file, ImportReport &report)
{
    const auto skip = [&](const QString &reason) {
        report.skipped.append({file.relative, reason, false});
        return std::optional<Text>();
    };
    auto bytes = readFile(file.path, kMaxFileBytes, m_goOn);
    if (!bytes && bytes.error().kind == ErrorKind::Cancelled)
        return Failure(bytes.error());
    if (!bytes)
        return skip(bytes.error().message);
    const auto decoded = foreignText(*bytes);
    if (!decoded)
        return skip(QStringLiteral("not UTF-8, and it is not certain which encoding it has"));
    if (!decoded->encoding.isEmpty() && m_links.noteAt(file.relative).isEmpty())
        report.remarks.append(
            {file.relative, QStringLiteral("read as %1").arg(decoded->encoding), false,
             decoded->encoding});
    return std::optional(Text{std::move(*bytes), decoded->text});
}

/// Ids and names first, so that a link can point to a file that comes later.
Result<void> MarkdownImporter::identify(const QList<SourceFile> &files, ImportReport &report)
{
    m_sources.reserve(files.size());
    for (const SourceFile &file : files) {
        CAIRN_ASSIGN(const std::optional<Text> text, this->text(file, report));
        if (!text)
            continue;
        const QByteArray hash = QCryptographicHash::hash(text->bytes, QCryptographicHash::Sha256);
        Source source{file, {}};
        source.key =
            QStringLiteral("markdown:%1\n%2").arg(file.relative, QString::fromLatin1(hash.toHex()));
        const FrontMatter front = readFrontMatter(text->text);
        m_links.add(
            file.relative, front.isOurs() ? front.id : noteIdForSource(source.key),
            titleOf(front, file.relative), front.aliases);
        m_sources.append(source);
    }
    return {};
}

Result<void> MarkdownImporter::importAll(ImportReport &report)
{
    QList<NoteContent> batch;
    qint64 batchBytes = 0;
    for (const Source &source : std::as_const(m_sources)) {
        if (!m_goOn())
            return failure(ErrorKind::Cancelled, QStringLiteral("the import was stopped"));
        ++m_done;
        CAIRN_ASSIGN(const std::optional<NoteContent> content, read(source, report));
        if (!content)
            continue;
        batchBytes += content->body.size() * qint64(sizeof(QChar));
        batch.append(*content);
        if (batch.size() >= kBatchNotes || batchBytes >= kBatchBytes) {
            CAIRN_TRY(flush(batch, report));
            batchBytes = 0;
        }
    }
    return flush(batch, report);
}

Result<void> MarkdownImporter::flush(QList<NoteContent> &batch, ImportReport &report)
{
    CAIRN_ASSIGN(const QList<Saved> saved, m_store.notes().createMany(batch));
    for (qsizetype i = 0; i < saved.size(); ++i) {
        if (!saved.at(i).changed) {
            countHere(batch.at(i), saved.at(i).id, report);
            continue;
        }
        ++report.notes;
        report.noteIds << saved.at(i).id;
        for (const QString &tag : batch.at(i).tags)
            m_tags.insert(tag);
    }
    batch.clear();
    return {};
}

/// The note is here; whether what the file says is, too, is for the person to know before the file
/// is thrown away.
void MarkdownImporter::countHere(
    const NoteContent &content, const QString &id, ImportReport &report)
{
    const auto note = m_store.notes().note(id);
    const QString file = content.source.section(u'\n', 0, 0).section(u':', 1);
    if (!note)
        report.skipped.append(
            {file, QStringLiteral("the note is here, and cannot be read"), false});
    else if (note->trashedAt)
        report.skipped.append({file, QStringLiteral("the note is here, in the trash"), false});
    else if (
        textloss::isOverwritten(content.body, note->body)
        || textloss::isMostlyGone(content.body, note->body))
        report.skipped.append(
            {file, QStringLiteral("the note is here, without most of this text"), false});
    else
        ++report.alreadyHere;
}

/// Nothing: it is here already, or was skipped.
Result<std::optional<NoteContent>>
MarkdownImporter::read(const Source &source, ImportReport &report)
{
    CAIRN_ASSIGN(const std::optional<Text> text, this->text(source, report));
    if (!text)
        return std::optional<NoteContent>(); // it changed since
    const FrontMatter front = readFrontMatter(text->text);
    NoteContent content = contentOf(source, front);
    if (const auto valid = NoteStore::validate(content.title, content.body); !valid) {
        report.skipped.append({source.relative, valid.error().message, false});
        return std::optional<NoteContent>();
    }
    if (isHere(content)) {
        countHere(content, content.id, report);
        return std::optional<NoteContent>();
    }
    for (const QString &lost : front.lost)
        report.skipped.append({source.relative, lost, true});
    CAIRN_ASSIGN(
        content.notebookId,
        notebookFor(
            front.isOurs() && !front.notebook.isEmpty() ? front.notebook
                                                        : folderNames(source.relative),
            report));
    return std::optional(std::move(content));
}

NoteContent MarkdownImporter::contentOf(const Source &source, const FrontMatter &front) const
{
    const QFileInfo info(source.path);
    NoteContent content;
    QJsonObject other = front.other;
    if (front.isOurs()) {
        content.id = front.id;
        content.title = front.title;
        content.color = front.color;
        content.body = front.linksKept
            ? front.body
            : m_links.toNotes(front.body, source.relative, FileLinks::Spelling::Ours);
    } else {
        content.title = titleOf(front, source.relative);
        content.body = m_links.toNotes(
            withoutTitleHeading(front.body, content.title), source.relative,
            FileLinks::Spelling::Foreign);
        if (front.completed)
            content.body = withTask(content.body, content.title, *front.completed);
        if (!front.color.isEmpty())
            other.insert(QStringLiteral("color"), front.color);
    }
    content.tags = front.tags;
    content.pinned = front.pinned;
    content.emergency = front.emergency;
    const QDateTime birth = info.birthTime();
    const qint64 modified = info.lastModified().toMSecsSinceEpoch();
    content.updatedAt = front.updatedAt.value_or(modified);
    content.createdAt = front.createdAt.value_or(
        birth.isValid() ? std::min(birth.toMSecsSinceEpoch(), *content.updatedAt)
                        : *content.updatedAt);
    content.source = source.key;
    if (!other.isEmpty())
        content.extra.insert(QStringLiteral("front_matter"), other);
    return content;
}

/// Our own export of a note that is still the same here.
bool MarkdownImporter::isHere(const NoteContent &content)
{
    if (content.id.isEmpty())
        return false;
    const auto note = m_store.notes().note(content.id);
    return note && note->title == normalizedTitle(content.title)
        && withCanonicalNoteLinks(normalizedText(note->body))
        == withCanonicalNoteLinks(normalizedText(content.body));
}

Result<QString> MarkdownImporter::notebookFor(const QStringList &names, ImportReport &report)
{
    if (const auto known = m_notebooks.constFind(names); known != m_notebooks.constEnd())
        return *known;
    QStringList path = m_notebookPath.split(QLatin1Char('/'), Qt::SkipEmptyParts) + names;
    for (QString &name : path) {
        name = name.trimmed();
        if (name.size() > kMaxNotebookName)
            name.truncate(
                kMaxNotebookName - (name[kMaxNotebookName - 1].isHighSurrogate() ? 1 : 0));
    }
    path.removeAll(QString());
    QString id;
    if (!path.isEmpty()) {
        CAIRN_ASSIGN(const NotebookInfo notebook, m_store.notebooks().ensurePath(path.join(u'/')));
        id = notebook.id;
        if (!names.isEmpty())
            ++report.notebooks;
    }
    m_notebooks.insert(names, id);
    return id;
}

} // namespace cairn
