// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

struct sqlite3;
struct sqlite3_backup;

namespace cairn {

/// All pages of one database in the place of another's, in one transaction of that one. One thread;
/// both connections outlive it. Waits up to ten seconds for locks, then Transient.
class PageCopy {
public:
    PageCopy(sqlite3 *from, sqlite3 *to, QString doing);
    ~PageCopy(); ///< rolls back what was not ended
    Q_DISABLE_COPY_MOVE(PageCopy)

    /// Nobody else writes into the target from here on, and nothing is changed there yet. Nobody
    /// may use its connection until this object goes.
    Result<void> lock();
    /// In one go: the copy is the state of one moment, and writers of a WAL store need not wait for
    /// it.
    Result<void> copyAll();

private:
    Result<void> step(int pages, int wanted);
    int finish();

    sqlite3_backup *m_backup;
    sqlite3 *m_to;
    QString m_doing;
};

} // namespace cairn
