// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/markdownexporter.h"

#include "damagedtext.h"
#include "exchange/frontmatter.h"
#include "files.h"
#include "note.h"
#include "store/care/doctor.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kMaxFolderBytes =
    2'000; ///< of 4,096, with where the export stands and the file
constexpr int kMaxNameLength =
    100; // keeps paths below the 255 bytes of most file systems, also in UTF-8

/// Also a link that leads nowhere.
bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.isSymLink() || info.exists();
}

/// The folder was empty. What has come there meanwhile is not ours, and a link leads out of it.
Failure madeByOthers(const QString &path)
{
    return failure(
        ErrorKind::Storage, QStringLiteral("something else has made %1 meanwhile").arg(path));
}

FrontMatter frontMatterOf(const Note &note)
{
    FrontMatter front;
    front.title = note.title;
    front.id = note.id;
    front.tags = note.tags;
    front.createdAt = note.createdAt;
    front.updatedAt = note.updatedAt;
    front.pinned = note.pinned;
    front.emergency = note.emergency;
    front.color = note.color;
    front.other = note.raw.value(QStringLiteral("front_matter")).toObject();
    if (!front.color.isEmpty())
        front.other.remove(QStringLiteral("color"));
    return front;
}

} // namespace

QString fileNameOf(const QString &title)
{
    static const QRegularExpression forbidden(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f\\x7f]"));
    static const QRegularExpression reserved(
        QStringLiteral("^(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?$"),
        QRegularExpression::CaseInsensitiveOption);
    // A byte order mark, and controls that turn a name round or end its line, are seen by nobody
    // and lost by some programs.
    static const QRegularExpression unseen(
        QStringLiteral("[\\x{FEFF}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x80-\\x9f]"));
    QString name = title;
    name.remove(unseen);
    name.replace(forbidden, QStringLiteral("-"));
    name = name.simplified();
    while (name.toUtf8().size() > kMaxNameLength * 2 || name.size() > kMaxNameLength)
        name.chop(name.size() > 1 && name.back().isLowSurrogate() ? 2 : 1);
    while (name.endsWith(QLatin1Char('.')) || name.endsWith(QLatin1Char(' ')))
        name.chop(1);
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    if (name.isEmpty())
        name = QStringLiteral("Untitled");
    if (reserved.match(name).hasMatch())
        name.prepend(QLatin1Char('_'));
    return name;
}

MarkdownExporter::MarkdownExporter(Store &store)
    : m_store(store)
{
}

Result<QStringList> MarkdownExporter::selectedIds(ExportReport &report)
{
    if (!m_noteIds.isEmpty())
        return m_noteIds;
    NoteQuery query;
    query.notebookId = m_notebookId;
    CAIRN_ASSIGN(const QStringList listed, listedIds(query));
    if (m_idsAreAll) {
        CAIRN_ASSIGN(const Doctor::NoteIds all, m_store.doctor().noteIds());
        if (!all.complete)
            report.unread.append(
                {{}, QStringLiteral("a part of the list of all notes cannot be read")});
        return all.ids;
    }
    return listed;
}

/// Where the list cannot be read, or lacks notes that others count, the damaged store's notes are
/// looked for one by one.
Result<QStringList> MarkdownExporter::listedIds(const NoteQuery &query)
{
    const auto keys = m_store.notes().keys(query);
    const Result<QList<NoteSummary>> notes =
        keys ? m_store.notes().summaries(*keys) : Failure(keys.error());
    m_idsAreAll = false;
    if (m_notebookId.isEmpty()) {
        const auto tallies = m_store.tallies();
        m_idsAreAll = notes
            ? notes->size() != keys->size() || (tallies && tallies->notes != notes->size())
            : Doctor::isDamage(notes.error());
    }
    if (m_idsAreAll)
        return QStringList();
    CAIRN_TRY(notes);
    QStringList ids;
    for (const NoteSummary &note : *notes)
        ids << note.id;
    return ids;
}

Result<Note> MarkdownExporter::noteOf(const QString &id)
{
    Result<Note> note = m_store.notes().note(id);
    const bool isLeft =
        !note && (Doctor::isDamage(note.error()) || note.error().kind == ErrorKind::NotFound);
    return isLeft ? m_store.doctor().note(id) : note;
}

Result<ExportReport>
MarkdownExporter::run(const QString &directory, const ExchangeProgress &progress)
{
    QDir dir(directory);
    // Links that lead nowhere count: a file of that name would be written where they point to.
    constexpr QDir::Filters kAnything =
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    if (QFileInfo::exists(directory) && (!QFileInfo(directory).isDir() || !dir.isEmpty(kAnything)))
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("%1 is not an empty folder; nothing was written").arg(directory));
    if (!dir.mkpath(QStringLiteral(".")))
        return failure(
            ErrorKind::Storage, QStringLiteral("cannot create the folder %1").arg(directory));
    m_taken.clear();
    m_folders.clear();
    m_made.clear();
    m_paths.clear();
    m_links = {};
    ExportReport report;
    CAIRN_ASSIGN(QStringList ids, selectedIds(report));
    std::sort(ids.begin(), ids.end()); // the same names wherever these notes are exported
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    // Names first, so that links can point to notes that are written later.
    QStringList readable;
    for (const QString &id : std::as_const(ids)) {
        CAIRN_ASSIGN(const std::optional<Note> note, read(id, report));
        if (!note)
            continue;
        const QString path =
            unused(folderFor(note->notebookPath) + fileNameOf(note->title), QStringLiteral(".md"));
        m_paths.insert(id, path);
        m_links.add(path, id, note->title);
        readable << id;
    }
    for (const QString &id : std::as_const(readable)) {
        if (progress && !progress(report.notes, int(readable.size())))
            return failure(ErrorKind::Cancelled, QStringLiteral("the export was stopped"));
        CAIRN_ASSIGN(const Note note, noteOf(id));
        CAIRN_TRY(write(directory, note, m_paths.value(id)));
        ++report.notes;
        const auto text = m_store.versions().body(id, note.rev);
        if (!text && isDamagedText(text.error()))
            report.asListed << id;
    }
    return report;
}

/// Nothing: a note that is to be left out, or one that cannot be read, which the report names then.
Result<std::optional<Note>> MarkdownExporter::read(const QString &id, ExportReport &report)
{
    Result<Note> note = noteOf(id);
    if (note)
        return m_idsAreAll && note->trashedAt ? std::nullopt : std::optional(*std::move(note));
    if (m_idsAreAll && note.error().kind == ErrorKind::NotFound) // deleted
        return std::nullopt;
    if (!Doctor::isDamage(note.error()))
        return Failure(note.error());
    report.unread.append({id, note.error().message});
    return std::nullopt;
}

/// The name with a number behind it where another file or folder might be taken for the same one.
QString MarkdownExporter::unused(const QString &stem, const QString &suffix)
{
    QString path = stem + suffix;
    for (int n = 2; m_taken.contains(comparableName(path)); ++n)
        path = QStringLiteral("%1 (%2)%3").arg(stem).arg(n).arg(suffix);
    m_taken.insert(comparableName(path));
    return path;
}

QString MarkdownExporter::folderFor(const QString &notebookPath)
{
    if (notebookPath.isEmpty())
        return {};
    if (const auto known = m_folders.constFind(notebookPath); known != m_folders.constEnd())
        return *known;
    const qsizetype slash = notebookPath.lastIndexOf(u'/');
    const QString parent = slash < 0 ? QString() : folderFor(notebookPath.left(slash));
    const QString name = fileNameOf(notebookPath.sliced(slash + 1));
    // Deeper than systems allow: the notes stand in the last folder that fits, and say where they
    // belong.
    const bool fits = (parent + name).toUtf8().size() <= kMaxFolderBytes;
    const QString folder = fits ? unused(parent + name, {}) + u'/' : parent;
    m_folders.insert(notebookPath, folder);
    return folder;
}

/// All above the file `relative`, made by ourselves.
Result<void> MarkdownExporter::makeFolders(const QString &directory, const QString &relative)
{
    for (qsizetype end = relative.indexOf(u'/'); end >= 0; end = relative.indexOf(u'/', end + 1)) {
        const QString folder = relative.left(end);
        if (m_made.contains(folder))
            continue;
        const QString path = QDir(directory).filePath(folder);
        if (!QDir().mkdir(path))
            return isThere(path)
                ? madeByOthers(path)
                : failure(
                    ErrorKind::Storage, QStringLiteral("cannot create the folder %1").arg(path));
        m_made.insert(folder);
    }
    return {};
}

Result<void>
MarkdownExporter::write(const QString &directory, const Note &note, const QString &relative)
{
    const QString path = QDir(directory).filePath(relative);
    CAIRN_TRY(makeFolders(directory, relative));
    FrontMatter front = frontMatterOf(note);
    if (m_folders.value(note.notebookPath) != note.notebookPath + u'/')
        front.notebook = note.notebookPath.split(u'/', Qt::SkipEmptyParts);
    QString body = m_links.toFiles(note.body, relative);
    // A note that itself has links to such files: they would come back as links to notes.
    if (withCanonicalNoteLinks(m_links.toNotes(body, relative, FileLinks::Spelling::Ours))
        != withCanonicalNoteLinks(note.body)) {
        front.linksKept = true;
        body = note.body;
    }
    const QString text = writeFrontMatter(front) + body;
    if (isThere(path))
        return madeByOthers(path);
    CAIRN_TRY(writeFile(path, text.toUtf8()));
    QFile times(path);
    if (times.open(
            QIODevice::Append)) // a courtesy to file managers; the front matter holds the truth
        times.setFileTime(
            QDateTime::fromMSecsSinceEpoch(note.updatedAt), QFileDevice::FileModificationTime);
    return {};
}

} // namespace cairn
