// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "emptystore.h"
#include "fastfolder.h"
#include "random.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "testclock.h"

#include <QTemporaryDir>

#include <memory>

namespace cairn {

/// A profile in a temporary folder with a clock that stands still and repeatable randomness.
class TestStore {
public:
    explicit TestStore(quint64 seed = 1, const QString &deviceName = QStringLiteral("Test device"))
        : random(seed)
        , m_folder(fastFolderTemplate(QStringLiteral("cairn-store")))
        , m_deviceName(deviceName)
    {
        putEmptyStore(file());
        reopen();
    }

    /// Closes the store, if it is open, and opens the same file again: what a restart sees.
    void reopen()
    {
        m_store.reset();
        auto opened =
            Store::open({file(), &clock, &random, m_deviceName, ChangeSet::Origin::Person});
        if (!opened)
            qFatal("the test store cannot be opened: %s", qPrintable(opened.error().message));
        m_store = std::move(opened).value();
    }
    void close() { m_store.reset(); }

    /// A further connection on the same file, as another thread or process has it.
    std::unique_ptr<Store> second(ChangeSet::Origin origin = ChangeSet::Origin::Sync)
    {
        auto opened = Store::open({file(), &clock, &random, m_deviceName, origin});
        if (!opened)
            qFatal("a second connection cannot be opened: %s", qPrintable(opened.error().message));
        return std::move(opened).value();
    }

    QString file() const { return m_folder.filePath(QStringLiteral("cairn.sqlite")); }
    QString folder() const { return m_folder.path(); }
    Store &operator*() { return *m_store; }
    Store *operator->() { return m_store.get(); }

    TestClock clock;
    SeededRandom random;

private:
    QTemporaryDir m_folder;
    QString m_deviceName;
    std::unique_ptr<Store> m_store;
};

} // namespace cairn
