#include "exchange/markdownimporter.h"

#include "exchange/frontmatter.h"
#include "ids.h"
#include "note.h"
#include "store/notebookstore.h"
#include "store/notestore.h"
#include "store/store.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>
#include <QUrl>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kMaxFiles = 1'000'000;
constexpr int kBatchNotes = 400; // notes a call of createMany; keeps a cancelled import short
constexpr qint64 kBatchBytes = 16 * 1024 * 1024;

bool isMarkdown(const QFileInfo &info)
{
    static const QSet<QString> suffixes{
        QStringLiteral("md"), QStringLiteral("markdown"), QStringLiteral("mdown"),
        QStringLiteral("txt")};
    return suffixes.contains(info.suffix().toLower());
}

/// UTF-8, or UTF-16 with a byte order mark. Nothing when it is neither.
std::optional<QString> decoded(const QByteArray &bytes)
{
    const auto encoding = QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8);
    if (encoding != QStringConverter::Utf8 && bytes.size() % 2 != 0)
        return std::nullopt; // begins like UTF-16 and is none
    QStringDecoder decoder(encoding);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return std::nullopt;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return text;
}

std::optional<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

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

bool isHidden(const QString &relative)
{
    return relative.startsWith(QLatin1Char('.')) || relative.contains(QStringLiteral("/."));
}

} // namespace

MarkdownImporter::MarkdownImporter(Store &store, QString notebookPath)
    : m_store(store)
    , m_notebookPath(std::move(notebookPath))
{
}

Result<ImportReport> MarkdownImporter::run(const QString &path, const ExchangeProgress &progress)
{
    const QFileInfo info(path);
    if (!info.exists() || !info.isReadable())
        return failure(ErrorKind::Invalid, QStringLiteral("cannot read %1").arg(path));
    m_sources.clear();
    m_noteIds.clear();
    m_notebooks.clear();
    ImportReport report;
    if (info.isDir())
        collect(info.absoluteFilePath(), report);
    else
        m_sources.append({info.absoluteFilePath(), info.fileName(), {}});
    CAIRN_TRY(importAll(report, progress));
    return report;
}

void MarkdownImporter::collect(const QString &root, ImportReport &report)
{
    const QDir dir(root);
    QDirIterator files(root, QDir::Files | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info(files.next());
        const QString relative = dir.relativeFilePath(info.filePath());
        if (isHidden(relative))
            continue; // other programs' own files
        if (info.isSymLink())
            report.skipped.append(
                {relative, QStringLiteral("a link to another file; links are not followed")});
        else if (!isMarkdown(info))
            report.skipped.append({relative, QStringLiteral("not a Markdown or text file")});
        else if (m_sources.size() >= kMaxFiles)
            report.skipped.append(
                {relative, QStringLiteral("more than %1 files in one import").arg(kMaxFiles)});
        else
            m_sources.append({info.filePath(), relative, {}});
    }
    // The order of a directory is not defined; a sorted one makes an import the same everywhere.
    std::sort(m_sources.begin(), m_sources.end(), [](const Source &a, const Source &b) {
        return a.relative < b.relative;
    });
}

Result<void> MarkdownImporter::importAll(ImportReport &report, const ExchangeProgress &progress)
{
    // Ids first, so that a link can point to a file that comes later.
    for (Source &source : m_sources) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QFile file(source.file);
        if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
            continue; // read() reports it
        source.key = QStringLiteral("markdown:%1\n%2")
                         .arg(source.relative, QString::fromLatin1(hash.result().toHex()));
        m_noteIds.insert(source.relative, noteIdForSource(source.key));
    }
    QSet<QString> tags;
    QList<NoteContent> batch;
    qint64 batchBytes = 0;
    int done = 0;
    const auto flush = [&]() -> Result<void> {
        CAIRN_ASSIGN(const QList<Saved> saved, m_store.notes().createMany(batch));
        for (qsizetype i = 0; i < saved.size(); ++i) {
            if (!saved.at(i).changed) {
                ++report.alreadyHere;
                continue;
            }
            ++report.notes;
            report.noteIds << saved.at(i).id;
            for (const QString &tag : batch.at(i).tags)
                tags.insert(tag);
        }
        batch.clear();
        batchBytes = 0;
        return {};
    };
    for (const Source &source : m_sources) {
        if (progress && !progress(done, int(m_sources.size())))
            return failure(
                ErrorKind::Cancelled,
                QStringLiteral("the import was stopped; repeating it goes on"));
        ++done;
        std::optional<NoteContent> content = read(source, report);
        if (!content)
            continue;
        const qsizetype slash = source.relative.lastIndexOf(QLatin1Char('/'));
        CAIRN_ASSIGN(
            content->notebookId,
            notebookFor(source.relative.left(std::max<qsizetype>(slash, 0)), report));
        batchBytes += content->body.size() * qint64(sizeof(QChar));
        batch.append(*content);
        if (batch.size() >= kBatchNotes || batchBytes >= kBatchBytes)
            CAIRN_TRY(flush());
    }
    CAIRN_TRY(flush());
    report.tags = int(tags.size());
    return {};
}

std::optional<NoteContent> MarkdownImporter::read(const Source &source, ImportReport &report)
{
    const auto skip = [&](const QString &reason) {
        report.skipped.append({source.relative, reason});
        return std::nullopt;
    };
    const QFileInfo info(source.file);
    if (info.size() > kMaxBodyBytes)
        return skip(QStringLiteral("larger than %1 MB").arg(kMaxBodyBytes / 1'000'000));
    const auto bytes = contents(source.file);
    if (!bytes || source.key.isEmpty())
        return skip(QStringLiteral("cannot be read"));
    const auto text = decoded(*bytes);
    if (!text)
        return skip(QStringLiteral("not UTF-8 text"));

    const FrontMatter front = readFrontMatter(*text);
    NoteContent content;
    content.title = front.title.isEmpty() ? info.completeBaseName() : front.title;
    content.body = withNoteLinks(withoutTitleHeading(front.body, content.title), source.relative);
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
    if (!front.other.isEmpty())
        content.extra.insert(QStringLiteral("front_matter"), front.other);
    if (const auto valid = NoteStore::validate(content.title, content.body); !valid)
        return skip(valid.error().message);
    if (isHere(front.id, content)) {
        ++report.alreadyHere;
        return std::nullopt;
    }
    return content;
}

/// Our own export of a note that is still the same here.
bool MarkdownImporter::isHere(const QString &id, const NoteContent &content)
{
    if (!id.startsWith(QStringLiteral("note:")))
        return false;
    const auto note = m_store.notes().note(id);
    return note && note->title == content.title && note->body == content.body;
}

Result<QString> MarkdownImporter::notebookFor(const QString &relativeFolder, ImportReport &report)
{
    if (const auto known = m_notebooks.constFind(relativeFolder); known != m_notebooks.constEnd())
        return *known;
    QStringList names = m_notebookPath.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    names += relativeFolder.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (QString &name : names)
        name = name.trimmed().left(200);
    names.removeAll(QString());
    QString id;
    if (!names.isEmpty()) {
        CAIRN_ASSIGN(
            const NotebookInfo notebook,
            m_store.notebooks().ensurePath(names.join(QLatin1Char('/'))));
        id = notebook.id;
        if (!relativeFolder.isEmpty())
            ++report.notebooks;
    }
    m_notebooks.insert(relativeFolder, id);
    return id;
}

QString MarkdownImporter::withNoteLinks(const QString &body, const QString &relative) const
{
    static const QRegularExpression link(
        QStringLiteral("\\]\\(<?([^()<>\\s#]+\\.(?:md|markdown))(#[^)\\s>]*)?>?\\)"));
    if (!body.contains(QStringLiteral("](")))
        return body;
    const QString folder = QFileInfo(relative).path();
    QString result;
    qsizetype from = 0;
    for (auto matches = link.globalMatch(body); matches.hasNext();) {
        const auto match = matches.next();
        const QString target = QUrl::fromPercentEncoding(match.captured(1).toUtf8());
        const QString id = m_noteIds.value(QDir::cleanPath(folder + QLatin1Char('/') + target));
        if (id.isEmpty())
            continue;
        result += body.mid(from, match.capturedStart() - from);
        result += QStringLiteral("](cairn://note/%1)").arg(id.section(QLatin1Char(':'), 1));
        from = match.capturedEnd();
    }
    return from == 0 ? body : result + body.mid(from);
}

} // namespace cairn
