// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange.h"
#include "exchange/filelinks.h"
#include "exchange/sourcefolder.h"

#include <QHash>
#include <QSet>

namespace cairn {

class Store;
struct FrontMatter;
struct NoteContent;

/// Imports a folder of Markdown files (or one file): folders become notebooks, front matter becomes
/// fields, links between the files become note links. Repeatable: a file that was imported before,
/// unchanged, is left out, on any device. What our own export wrote comes back as it was, under its
/// own id where that is not taken. Links to other places of the disk are not followed, and only
/// regular files of a note's size are read. On the thread of the store; memory is bounded by the
/// largest files.
class MarkdownImporter {
public:
    /// `notebookPath`: where to put everything; empty: at the top.
    MarkdownImporter(Store &store, QString notebookPath);

    /// Invalid when `path` cannot be read, or is neither a folder nor a regular file; Cancelled
    /// when the progress said so (what was taken until then stays, and repeating goes on); Storage,
    /// DiskFull as they come. The progress is asked between the slices of a file, too.
    Result<ImportReport> run(const QString &path, const ExchangeProgress &progress = {});

private:
    struct Source : SourceFile {
        QString key; ///< what the note's id is made from
    };
    /// A file's bytes and what they say. Nothing: it was skipped.
    struct Text {
        QByteArray bytes;
        QString text;
    };
    Result<std::optional<Text>> text(const SourceFile &file, ImportReport &report);
    Result<void> take(const QString &path, ImportReport &report);
    Result<void> identify(const QList<SourceFile> &files, ImportReport &report);
    Result<void> importAll(ImportReport &report);
    Result<void> flush(QList<NoteContent> &batch, ImportReport &report);
    Result<std::optional<NoteContent>> read(const Source &source, ImportReport &report);
    NoteContent contentOf(const Source &source, const FrontMatter &front) const;
    Result<QString> notebookFor(const QStringList &names, ImportReport &report);
    bool isHere(const NoteContent &content);
    void countHere(const NoteContent &content, const QString &id, ImportReport &report);

    Store &m_store;
    QString m_notebookPath;
    GoOn m_goOn;
    QList<Source> m_sources;
    FileLinks m_links;
    QHash<QStringList, QString> m_notebooks; ///< id by the names below m_notebookPath
    QSet<QString> m_tags;
    int m_done = 0; ///< files
};

} // namespace cairn
