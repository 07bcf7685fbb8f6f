// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "random.h"
#include "store/store.h"
#include "testclock.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <memory>

namespace cairn {

/// A store in a folder that starts the same way every time: same time, same randomness. Unlike
/// TestStore it may fail to open.
class Bench {
public:
    explicit Bench(QString folder)
        : m_folder(std::move(folder))
    {
    }
    Result<void> open();
    void close() { m_store.reset(); }
    Store::Options options()
    {
        return {
            file(), &m_clock, m_random.get(), QStringLiteral("Bench"), ChangeSet::Origin::Person};
    }

    QString file() const { return path(QStringLiteral("cairn.sqlite")); }
    QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }
    Store *operator->() { return m_store.get(); }
    Store &operator*() { return *m_store; }

    /// Every row of every table, but for those inside the search index.
    QStringList rows();
    /// What a person has: notes with their text and state, history, notebooks, queue. Without ids
    /// and times, so that it is the same for the same work done at different times.
    QStringList content();
    QStringList problems(); ///< storecheck.h
    QString unhealthy(); ///< what the doctor finds; empty: nothing

private:
    QString m_folder;
    TestClock m_clock;
    quint64 m_openings = 0; ///< also the seed: what a killed process made is not made again
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<Store> m_store;
};

/// Something that a person or a sync does to a store, for failing in the midst of it.
struct Operation {
    const char *name;
    std::function<void(const QString &folder)> prepare; ///< on a disk that works
    std::function<Result<void>(Bench &bench)> perform; ///< on an open store
    /// All or nothing, and an error is nothing. Otherwise it may stop halfway and be repeated.
    bool atomic = true;
    bool opens = false; ///< `perform` opens the store itself
    /// Further results, to be the same in the end; may be empty.
    std::function<QStringList(Bench &bench)> more = {};
    int sparse = 1; ///< in the ordinary run: so many times fewer calls are tried, for it makes many
};

QList<Operation> operations();

} // namespace cairn
