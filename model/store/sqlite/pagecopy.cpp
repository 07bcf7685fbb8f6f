// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/pagecopy.h"

#include "store/sqlite/rawconnection.h"

#include <sqlite3.h>

#include <utility>

namespace cairn {

namespace {

constexpr int kLockPatienceMs = 10'000;

} // namespace

PageCopy::PageCopy(sqlite3 *from, sqlite3 *to, QString doing)
    : m_backup(sqlite3_backup_init(to, "main", from, "main"))
    , m_to(to)
    , m_doing(std::move(doing))
{
}

PageCopy::~PageCopy() { sqlite3_backup_finish(m_backup); }

Result<void> PageCopy::lock() { return step(0, SQLITE_OK); }

Result<void> PageCopy::copyAll()
{
    CAIRN_TRY(step(-1, SQLITE_DONE));
    return finish() == SQLITE_OK ? Result<void>() : raw::failed(m_to, m_doing);
}

Result<void> PageCopy::step(int pages, int wanted)
{
    if (!m_backup)
        return raw::failed(m_to, m_doing);
    int code = SQLITE_OK;
    for (int waited = 0; waited < kLockPatienceMs; waited += 50) {
        code = sqlite3_backup_step(m_backup, pages);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED)
            break;
        sqlite3_sleep(50);
    }
    if (code == wanted)
        return {};
    finish(); // it leaves the reason at the target
    return raw::failed(m_to, m_doing);
}

int PageCopy::finish() { return sqlite3_backup_finish(std::exchange(m_backup, nullptr)); }

} // namespace cairn
