#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// Full-text search over title and body (FTS5). The query language, for people:
///   word other     both, in any order; the last word also as a beginning
///   "two words"    exactly so
///   -word          without it
///   tag:x  #x      with this tag        notebook:A/B   in it or below it
///   is:pinned  is:emergency  is:task (open tasks)  is:conflict  is:trashed
/// Anything typed is a valid query; operators of FTS5 have no meaning here. Titles weigh more than bodies.
class SearchIndex {
public:
    explicit SearchIndex(StoreContext &context);
    /// bm25 over the newest 2,000 matches, best first.
    Result<QList<SearchHit>> search(const QString &query, int limit);
    /// Keys only, same order, for the list model; `query.text` plus the other conditions of the query.
    Result<QList<qint64>> keys(const NoteQuery &query);
    Result<void> rebuild();

private:
    StoreContext &m_context;
};

} // namespace cairn
