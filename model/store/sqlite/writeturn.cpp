// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/writeturn.h"

#include <QFile>

#include <sqlite3.h>

#include <utility>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn {

namespace {
constexpr int kPatienceMs = 100; // several of our longest transactions
}

WriteTurn::WriteTurn(QString database)
    : m_path(std::move(database) + QStringLiteral("-turn"))
{
}

#ifdef Q_OS_UNIX

WriteTurn::~WriteTurn()
{
    if (m_file >= 0)
        ::close(m_file);
}

bool WriteTurn::open()
{
    if (m_file < 0)
        m_file = ::open(
            QFile::encodeName(m_path).constData(),
            O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, S_IRUSR | S_IWUSR);
    return m_file >= 0;
}

void WriteTurn::take()
{
    if (!open())
        return;
    for (int waited = 0; !m_taken && waited < kPatienceMs; ++waited) {
        // Not fcntl(): two connections of one process are two parties.
        m_taken = ::flock(m_file, LOCK_EX | LOCK_NB) == 0;
        if (!m_taken)
            sqlite3_sleep(1);
    }
}

void WriteTurn::leaveMark()
{
    struct stat facts = {};
    constexpr char kMark[] = "store\n";
    if (open() && ::fstat(m_file, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size == 0)
        [[maybe_unused]]
        const auto written = ::pwrite(m_file, kMark, sizeof(kMark) - 1, 0);
}

void WriteTurn::giveBack()
{
    if (m_taken)
        ::flock(m_file, LOCK_UN);
    m_taken = false;
}

#else

WriteTurn::~WriteTurn() = default;
bool WriteTurn::open() { return false; }
void WriteTurn::take() { }
void WriteTurn::giveBack() { }
void WriteTurn::leaveMark() { }

#endif

} // namespace cairn
