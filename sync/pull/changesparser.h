// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document.h"
#include "http/callerror.h"
#include "http/jsonmeter.h"
#include "remotechange.h"
#include "store/replica/unreadstore.h"

#include <QList>

namespace cairn {

/// One row of `_changes`.
struct ChangeRow {
    RemoteChange change;
    QString seq; ///< see sequence.h; empty: the server left it out
    std::optional<DocumentRevision> document; ///< the winner, with include_docs
};

/// Reads the body of a changes feed as it arrives, in pieces of any size. Rows come out as soon as
/// they are whole; what surrounds them (`last_seq`, `pending`) at the end. Rows that cannot be used
/// are told apart: without a usable id or revision, larger or deeper than any document of ours, no
/// object, or no valid JSON, as long as it is clear where they end. Of no row more is kept than
/// tuning::kMaxRowBytes. Liberal in layout, strict in JSON. A pure value.
class ChangesParser {
public:
    bool feed(const QByteArray &data); ///< false: nonsense, or without end; feed no more
    QList<ChangeRow> takeRows() { return std::exchange(m_rows, {}); }
    qsizetype rowCount() const { return m_rows.size(); }
    /// Rows that cannot be used, or not all of their revisions. Without an id: named by what they
    /// say.
    QList<UnreadDocument> takeUnusable() { return std::exchange(m_unusable, {}); }

    bool isComplete() const { return m_state == State::After && m_meter.depth() == 0; }
    bool failed() const { return m_state == State::Failed; }
    QString lastSeq() const; ///< empty when the feed has not ended or says nothing
    QString rowSeq() const { return m_rowSeq; } ///< of the last row that has one, usable or not
    qint64 pending() const; ///< -1: the server does not say
    int seen() const { return m_seen; } ///< rows so far, usable or not
    qint64 bytes() const { return m_bytes; }
    qint64 values() const { return m_values; } ///< what the rows cost to parse, see JsonMeter

private:
    enum class State {
        Before,
        Between,
        Row, ///< an object, or an array in its place
        Value, ///< a text, a number or a word in its place
        After,
        Failed
    };
    void outside(char c); ///< a byte of the enclosing object
    bool between(char c); ///< true: a row begins with this byte
    bool endsValue(char c); ///< true: a value that is no object or array ended before this byte
    bool isBlank(char c); ///< and counts them
    void keep(const char *from, const char *to); ///< of a row that is not whole yet
    void endRow(const char *from, const char *to);
    void addRow(const QByteArray &json);
    void refuseRow(const QByteArray &head, const QString &why);
    void take(const QJsonObject &object);

    State m_state = State::Before;
    JsonMeter m_meter; ///< of the enclosing object
    QByteArray m_rest; ///< the enclosing object with an empty array of results
    JsonMeter m_row; ///< of the present row
    bool m_isObject = true; ///< the present row, as every row should be
    QByteArray m_partial; ///< beginning of a row from earlier pieces
    bool m_oversize = false; ///< the present row: only its head is kept
    qint64 m_rowBytes = 0; ///< of the present row, in earlier pieces
    qint64 m_blanks = 0; ///< in a row
    QList<ChangeRow> m_rows;
    QList<UnreadDocument> m_unusable;
    QString m_rowSeq;
    int m_seen = 0;
    qint64 m_bytes = 0;
    qint64 m_values = 0;
};

} // namespace cairn
