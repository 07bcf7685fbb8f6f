// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QList>
#include <QString>

namespace cairn {

struct StoreContext;

/// A document that the server has and could not give, or gave in a way that cannot be used.
struct UnreadDocument {
    QString id;
    QList<RevId> leaves; ///< to ask for again; empty: that would change nothing
    QString reason; ///< why, perhaps in the server's words
    bool isGarbled = false; ///< its row in the feed did not say enough to ask for it; not kept

    /// `left`: so many of its versions stay there, however often it is asked for.
    static UnreadDocument flooded(const QString &id, int left);
    bool isFlooded() const;
};

/// Documents that were left out of a pull: one of them must not hold up all others, and none may be
/// left out without a word. They are counted (Tallies::unread) and asked for again, less and less
/// often, until they have come. At most kMaxUnread are kept: with as many, nothing is right anyway.
class UnreadStore {
public:
    explicit UnreadStore(StoreContext &context);
    static constexpr int kMaxUnread = 10'000;
    enum class Next { Later, AtOnce };
    /// Counts an attempt. `next`: when a document that is new here is asked for.
    Result<void> add(const QList<UnreadDocument> &documents, Next next = Next::Later);
    Result<QList<UnreadDocument>> all(int limit);
    Result<QList<UnreadDocument>> due(int limit);
    Result<void> remove(const QStringList &ids);
    /// Of these only those that nobody could ask for.
    Result<void> removeGarbled(const QStringList &ids);
    Result<int> count();

private:
    Result<void> removeWhere(const QStringList &ids, const QString &condition);
    StoreContext &m_context;
};

} // namespace cairn
