#pragma once

#include "error.h"
#include "revision.h"

#include <QList>
#include <QString>

namespace cairn {

struct StoreContext;

/// A document that the server has and could not give.
struct UnreadDocument {
    QString id;
    QList<RevId> leaves;
    QString reason; ///< the server's words
};

/// Documents that were left out of a pull because the server failed at them: one of them must not
/// hold up all others. They are asked for again, less and less often, until they have come.
class UnreadStore {
public:
    explicit UnreadStore(StoreContext &context);
    Result<void> add(const QList<UnreadDocument> &documents); ///< counts an attempt
    Result<QList<UnreadDocument>> due(int limit);
    Result<void> remove(const QStringList &ids);
    Result<int> count();

private:
    StoreContext &m_context;
};

} // namespace cairn
