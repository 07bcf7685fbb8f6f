// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzinput.h"
#include "fuzztargets.h"
#include "http/sequence.h"
#include "http/wirecodec.h"
#include "pull/changesparser.h"

namespace cairn::fuzz {
namespace {

struct Read {
    QList<ChangeRow> rows;
    QString lastSeq;
    qint64 pending = -1;
    QStringList unusable;
    int seen = 0;
    bool complete = false;
    bool failed = false;
};

/// In pieces of 1 to `cut` bytes, in a fixed pattern; 0: as a whole.
Read readFeed(const QByteArray &feed, uint cut)
{
    ChangesParser parser;
    Read read;
    uint pattern = 1;
    for (qsizetype at = 0; at < feed.size();) {
        pattern = pattern * 1103515245 + 12345;
        const qsizetype size = cut == 0
            ? feed.size()
            : std::min<qsizetype>(1 + (pattern >> 16) % cut, feed.size() - at);
        // Of exact size, and gone after the call, as a network buffer is.
        const bool goesOn = parser.feed(QByteArray(feed.constData() + at, size));
        read.rows += parser.takeRows();
        for (const UnreadDocument &document : parser.takeUnusable())
            read.unusable.append(document.id);
        at += size;
        if (!goesOn)
            break;
    }
    read.failed = parser.failed();
    read.complete = parser.isComplete();
    read.lastSeq = parser.lastSeq();
    read.pending = parser.pending();
    read.seen = parser.seen();
    return read;
}

void checkRow(const ChangeRow &row)
{
    require(!row.change.id.isEmpty() && !row.change.leaves.isEmpty(), "a row names a revision");
    for (const RevId &leaf : row.change.leaves)
        require(!leaf.isNull() && !leaf.hash.isEmpty(), "leaves are revisions");
    require(
        row.seq.isEmpty() || sequenceText(sequenceValue(row.seq)) == row.seq,
        "a sequence is kept as it is");
    if (row.document)
        require(row.document->id == row.change.id, "a row's document is its own");
}

} // namespace

/// The first byte says how the rest is cut.
void changesfeed(const QByteArray &input)
{
    if (input.isEmpty())
        return;
    const uint cut = 1 + uchar(input.front()) % 64;
    const QByteArray feed = input.sliced(1);
    const Read whole = readFeed(feed, 0);
    const Read pieces = readFeed(feed, cut);
    require(whole.failed == pieces.failed, "pieces fail when the whole fails");
    require(whole.complete == pieces.complete, "pieces are complete when the whole is");
    require(whole.lastSeq == pieces.lastSeq && whole.pending == pieces.pending, "what surrounds");
    require(whole.unusable == pieces.unusable, "rows that cannot be used");
    require(whole.seen == pieces.seen, "all rows");
    require(
        whole.seen <= whole.rows.size() + whole.unusable.size() + (whole.failed ? 1 : 0),
        "none is left out");
    require(!(whole.failed && whole.complete), "a broken feed is not complete");
    require(whole.complete || whole.lastSeq.isEmpty(), "an unfinished feed ends nowhere");

    const QList<ChangeRow> &rows = whole.rows;
    const QList<ChangeRow> &same = pieces.rows;
    require(rows.size() == same.size(), "as many rows");
    for (qsizetype i = 0; i < rows.size(); ++i) {
        checkRow(rows.at(i));
        require(
            rows.at(i).seq == same.at(i).seq && rows.at(i).change.id == same.at(i).change.id
                && rows.at(i).change.leaves == same.at(i).change.leaves
                && rows.at(i).document.has_value() == same.at(i).document.has_value(),
            "the same rows");
    }
}

} // namespace cairn::fuzz
