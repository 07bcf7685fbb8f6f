// SPDX-License-Identifier: GPL-3.0-or-later
#include "outboxitem.h"

namespace cairn {

QString operationName(OutboxItem::Operation operation)
{
    switch (operation) {
    case OutboxItem::Operation::Create:
        return QStringLiteral("create");
    case OutboxItem::Operation::Update:
        return QStringLiteral("update");
    case OutboxItem::Operation::Delete:
        return QStringLiteral("delete");
    }
    return {};
}

} // namespace cairn
