// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QStringList>

namespace cairn {

struct StoreContext;

/// Which notes every device with the same documents takes for emergency notes: for the list that
/// the devices keep on the server for each other. Called on the thread of its store.
class EmergencyIds {
public:
    explicit EmergencyIds(StoreContext &context);
    /// The list as it should be, in order of ids; `listed` as it is. What is in question here (in
    /// conflict, or unsent) stays as it was listed: else two devices would correct each other for
    /// ever.
    Result<QStringList> agreed(const QStringList &listed);

private:
    Result<bool> isUndecided(const QString &id);

    StoreContext &m_context;
};

} // namespace cairn
