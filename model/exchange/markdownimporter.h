#pragma once

#include "exchange/exchange.h"

#include <QHash>

class QDir;
class QFileInfo;

namespace cairn {

class Store;
struct NoteContent;

/// Imports a folder of Markdown files (or one file): folders become notebooks, front matter becomes
/// fields, links between the files become note links. Repeatable: a file that was imported before,
/// unchanged, is left out, on any device. Links to other places of the disk are not followed. On
/// the thread of the store; memory is bounded by the largest files.
class MarkdownImporter {
public:
    /// `notebookPath`: where to put everything; empty: at the top.
    MarkdownImporter(Store &store, QString notebookPath);

    /// Invalid when `path` cannot be read; Cancelled when the progress said so (what was taken
    /// until then stays, and repeating goes on); Storage, DiskFull as they come.
    Result<ImportReport> run(const QString &path, const ExchangeProgress &progress = {});

private:
    struct Source {
        QString file; ///< absolute
        QString relative; ///< below the root, with '/'
        QString key; ///< what the note's id is made from
    };
    void collect(const QString &root, ImportReport &report);
    Result<void> importAll(ImportReport &report, const ExchangeProgress &progress);
    std::optional<NoteContent> read(const Source &source, ImportReport &report);
    Result<QString> notebookFor(const QString &relativeFolder, ImportReport &report);
    bool isHere(const QString &id, const NoteContent &content);
    QString withNoteLinks(const QString &body, const QString &relative) const;

    Store &m_store;
    QString m_notebookPath;
    QList<Source> m_sources;
    QHash<QString, QString> m_noteIds; ///< by relative path
    QHash<QString, QString> m_notebooks; ///< id by relative folder
};

} // namespace cairn
