#pragma once

#include "exchange/exchange.h"

#include <QHash>
#include <QSet>

namespace cairn {

class Store;
struct Note;

/// Writes notes as Markdown files with front matter, one folder a notebook; note links become
/// relative links. The trash is left out. On the thread of the store.
class MarkdownExporter {
public:
    explicit MarkdownExporter(Store &store);

    /// Only what is in this notebook or below it; only these notes. Both empty: everything.
    void setNotebook(const QString &notebookId) { m_notebookId = notebookId; }
    void setNotes(const QStringList &ids) { m_noteIds = ids; }

    /// `directory` is created; it must be empty (Invalid), so that nothing of somebody else's is
    /// overwritten.
    Result<ExportReport> run(const QString &directory, const ExchangeProgress &progress = {});

private:
    Result<QStringList> selectedIds();
    Result<void> write(const QString &directory, const Note &note, const QString &relative);
    QString pathFor(const QString &notebookPath, const QString &title);
    QString withRelativeLinks(const QString &body, const QString &relative) const;

    Store &m_store;
    QString m_notebookId;
    QStringList m_noteIds;
    QSet<QString> m_taken; ///< lower-case paths: file systems may not tell upper from lower case
    QHash<QString, QString> m_paths; ///< relative path by note id
};

} // namespace cairn
