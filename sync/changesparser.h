#pragma once

#include "callerror.h"
#include "document.h"
#include "store/replicastore.h"

#include <QList>

namespace cairn {

/// One row of `_changes`.
struct ChangeRow {
    RemoteChange change;
    QString seq; ///< see sequence.h; empty: the server left it out
    std::optional<DocumentRevision> document; ///< the winner, with include_docs
};

/// Reads the body of a changes feed as it arrives, in pieces of any size. Rows come out as soon as
/// they are whole; what surrounds them (`last_seq`, `pending`) at the end. Rows without a usable id
/// or revision are left out and counted. Liberal in layout, strict in JSON. A pure value.
class ChangesParser {
public:
    bool feed(const QByteArray &data); ///< false: nonsense, or a row over the bound; feed no more
    QList<ChangeRow> takeRows() { return std::exchange(m_rows, {}); }
    qsizetype rowCount() const { return m_rows.size(); }

    bool isComplete() const { return m_state == State::After && m_depth == 0; }
    bool failed() const { return m_state == State::Failed; }
    QString lastSeq() const; ///< empty when the feed has not ended or says nothing
    qint64 pending() const; ///< -1: the server does not say
    int unusable() const { return m_unusable; } ///< rows left out
    qint64 bytes() const { return m_bytes; }

private:
    enum class State { Before, Between, Row, After, Failed };
    void outside(char c); ///< a byte of the enclosing object
    void between(char c, const char *&rowStart, const char *at);
    bool insideRow(char c); ///< true: the row ends with this byte
    void addRow(const QByteArray &json);

    State m_state = State::Before;
    QByteArray m_rest; ///< the enclosing object with an empty array of results
    QByteArray m_partial; ///< beginning of a row from earlier pieces
    QList<ChangeRow> m_rows;
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    int m_unusable = 0;
    qint64 m_bytes = 0;
};

} // namespace cairn
