#include "exchange/markdownexporter.h"

#include "exchange/frontmatter.h"
#include "note.h"
#include "store/notebookstore.h"
#include "store/notestore.h"
#include "store/store.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUrl>

namespace cairn {

namespace {

constexpr int kMaxNameLength =
    100; // keeps paths below the 255 bytes of most file systems, also in UTF-8

/// A name that every file system takes.
QString fileName(const QString &title)
{
    static const QRegularExpression forbidden(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f\\x7f]"));
    static const QRegularExpression reserved(
        QStringLiteral("^(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?$"),
        QRegularExpression::CaseInsensitiveOption);
    QString name = title;
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
    front.other = note.raw.value(QStringLiteral("front_matter")).toObject();
    return front;
}

} // namespace

MarkdownExporter::MarkdownExporter(Store &store)
    : m_store(store)
{
}

Result<QStringList> MarkdownExporter::selectedIds()
{
    if (!m_noteIds.isEmpty())
        return m_noteIds;
    NoteQuery query;
    query.notebookId = m_notebookId;
    CAIRN_ASSIGN(const QList<NoteSummary> notes, m_store.notes().list(query));
    QStringList ids;
    for (const NoteSummary &note : notes)
        ids << note.id;
    return ids;
}

Result<ExportReport>
MarkdownExporter::run(const QString &directory, const ExchangeProgress &progress)
{
    QDir dir(directory);
    if (QFileInfo::exists(directory) && (!QFileInfo(directory).isDir() || !dir.isEmpty()))
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("%1 is not an empty folder; nothing was written").arg(directory));
    if (!dir.mkpath(QStringLiteral(".")))
        return failure(
            ErrorKind::Storage, QStringLiteral("cannot create the folder %1").arg(directory));
    m_taken.clear();
    m_paths.clear();
    CAIRN_ASSIGN(const QStringList ids, selectedIds());
    // Names first, so that links can point to notes that are written later.
    for (const QString &id : ids) {
        CAIRN_ASSIGN(const Note note, m_store.notes().note(id));
        m_paths.insert(id, pathFor(note.notebookPath, note.title));
    }
    ExportReport report;
    for (const QString &id : ids) {
        if (progress && !progress(report.notes, int(ids.size())))
            return failure(ErrorKind::Cancelled, QStringLiteral("the export was stopped"));
        CAIRN_ASSIGN(const Note note, m_store.notes().note(id));
        CAIRN_TRY(write(directory, note, m_paths.value(id)));
        ++report.notes;
    }
    return report;
}

QString MarkdownExporter::pathFor(const QString &notebookPath, const QString &title)
{
    QString folder;
    for (const QString &name : notebookPath.split(QLatin1Char('/'), Qt::SkipEmptyParts))
        folder += fileName(name) + QLatin1Char('/');
    const QString stem = folder + fileName(title);
    QString path = stem + QStringLiteral(".md");
    for (int n = 2; m_taken.contains(path.toLower()); ++n)
        path = QStringLiteral("%1 (%2).md").arg(stem).arg(n);
    m_taken.insert(path.toLower());
    return path;
}

Result<void>
MarkdownExporter::write(const QString &directory, const Note &note, const QString &relative)
{
    const QString path = QDir(directory).filePath(relative);
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failure(
            ErrorKind::Storage, QStringLiteral("cannot create the folder of %1").arg(relative));
    QSaveFile file(path);
    const QString text =
        writeFrontMatter(frontMatterOf(note)) + withRelativeLinks(note.body, relative);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(
            ErrorKind::Storage,
            QStringLiteral("cannot write %1: %2").arg(relative, file.errorString()));
    QFile times(path);
    if (times.open(
            QIODevice::Append)) // a courtesy to file managers; the front matter holds the truth
        times.setFileTime(
            QDateTime::fromMSecsSinceEpoch(note.updatedAt), QFileDevice::FileModificationTime);
    return {};
}

QString MarkdownExporter::withRelativeLinks(const QString &body, const QString &relative) const
{
    static const QRegularExpression link(QStringLiteral("\\]\\(cairn://note/([0-9A-Za-z]{26})\\)"));
    if (!body.contains(QStringLiteral("](cairn://note/")))
        return body;
    const QDir folder(QStringLiteral("/") + QFileInfo(relative).path());
    QString result;
    qsizetype from = 0;
    for (auto matches = link.globalMatch(body); matches.hasNext();) {
        const auto match = matches.next();
        const QString target = m_paths.value(QStringLiteral("note:") + match.captured(1));
        if (target.isEmpty())
            continue;
        const QString path = folder.relativeFilePath(QStringLiteral("/") + target);
        result += body.mid(from, match.capturedStart() - from) + QStringLiteral("](")
            + QString::fromLatin1(QUrl::toPercentEncoding(path, "/")) + QLatin1Char(')');
        from = match.capturedEnd();
    }
    return from == 0 ? body : result + body.mid(from);
}

} // namespace cairn
