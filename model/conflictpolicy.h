// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cairn {

/// What becomes of a conflict that cannot be merged safely (model/README.md, rule 9). A setting of
/// this device, never synced: a person may want their desk to decide and their tablet to ask.
enum class ConflictPolicy {
    Ask, ///< a person decides
    Newest, ///< the version edited last, by the clocks of the devices that wrote them
    Mine, ///< what was written on this device; other devices' conflicts are left to them
    Server, ///< what the server had before this device's version came
    Both, ///< the others become notes of their own
};

QList<ConflictPolicy> conflictPolicies(); ///< all, in the order people are shown them
QString conflictPolicyName(ConflictPolicy policy); ///< as it is stored
ConflictPolicy conflictPolicyFrom(const QString &name); ///< an unknown name asks

} // namespace cairn
