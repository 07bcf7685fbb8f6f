// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace cairn {

class ConflictDraft;
struct ConflictDetails;

/// The sentences of a place to decide. “This device” and “the other device” only where that is
/// true: both versions may have been written here, or neither.
class PlaceWords {
    Q_DECLARE_TR_FUNCTIONS(PlaceWords)
public:
    /// "2 of 3 · Both devices changed this"; once it is decided, what was.
    static QString heading(const ConflictDraft &draft, int place);

    struct Choices {
        QString mine;
        QString mineSpoken;
        QString theirs;
        QString theirsSpoken;
    };
    static Choices choices(const ConflictDetails &details, const QString &where);

private:
    static QString happened(const ConflictDraft &draft, int place);
    static QString happenedToVersions(const ConflictDraft &draft, int place);
    static QString decided(const ConflictDraft &draft, int place);
};

} // namespace cairn
