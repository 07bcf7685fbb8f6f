// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange.h"
#include "exchange/filelinks.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace cairn {

class Store;
struct Note;
struct NoteQuery;

/// A name for it, without an ending, that every file system takes.
QString fileNameOf(const QString &title);

/// Writes notes as Markdown files with front matter, one folder a notebook; note links become
/// relative links. What MarkdownImporter makes of it is the same again, here and in another
/// profile. The trash is left out. On the thread of the store.
class MarkdownExporter {
public:
    explicit MarkdownExporter(Store &store);

    /// Only what is in this notebook or below it; only these notes. Both empty: everything.
    void setNotebook(const QString &notebookId) { m_notebookId = notebookId; }
    void setNotes(const QStringList &ids) { m_noteIds = ids; }

    /// `directory` is created; it must be empty (Invalid), so that nothing of somebody else's is
    /// overwritten. DiskFull, Storage: a part may have been written. From a damaged store come all
    /// notes that can be read; the others are named in the report.
    Result<ExportReport> run(const QString &directory, const ExchangeProgress &progress = {});

private:
    Result<QStringList> selectedIds(ExportReport &report);
    Result<QStringList> listedIds(const NoteQuery &query);
    Result<Note> noteOf(const QString &id);
    Result<std::optional<Note>> read(const QString &id, ExportReport &report);
    Result<void> makeFolders(const QString &directory, const QString &relative);
    Result<void> write(const QString &directory, const Note &note, const QString &relative);
    QString folderFor(const QString &notebookPath);
    QString unused(const QString &stem, const QString &suffix);

    Store &m_store;
    QString m_notebookId;
    QStringList m_noteIds;
    bool m_idsAreAll = false; ///< they come from a damaged store, with those in the trash
    QSet<QString> m_taken; ///< paths as comparableName() has them
    QHash<QString, QString> m_folders; ///< by notebook path; ends with '/'
    QSet<QString> m_made; ///< folders, relative; none of them was there before
    QHash<QString, QString> m_paths; ///< relative path by note id
    FileLinks m_links;
};

} // namespace cairn
