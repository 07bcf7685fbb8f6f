// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"

#include <functional>

namespace cairn {

class Clock;
class Database;
class DocumentStore;
class MetaStore;
class Random;

/// What the rooms of a Store share. Owned by the Store.
struct StoreContext {
    Database &database;
    DocumentStore &documents;
    MetaStore &meta;
    const Clock &clock;
    Random &random;
    ChangeSet::Origin origin = ChangeSet::Origin::Person;
    QString generation{}; ///< of the store that was opened; see storegeneration.h
    std::function<void(const ChangeSet &)>
        publish; ///< call after the commit, with everything that changed
};

} // namespace cairn
