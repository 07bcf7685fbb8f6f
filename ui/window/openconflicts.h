// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace cairn {

class Store;
class Toast;

/// A new rule for notes that were changed on two devices does not touch those that wait for review:
/// it is offered for them. UI thread; the offer may outlive this, not the store and the toast.
class OpenConflicts {
    Q_DECLARE_TR_FUNCTIONS(OpenConflicts)
public:
    OpenConflicts(Store &store, Toast &toast)
        : m_store(store)
        , m_toast(toast)
    {
    }

    /// Offers the rules that hold now for what waits in this notebook and those inside it; empty:
    /// anywhere. Looking what they can decide may take some turns of the event loop.
    void offer(const QString &notebookId);

private:
    static void ask(Store &store, Toast &toast, const QStringList &ids);
    static void decide(Store &store, Toast &toast, const QStringList &ids);

    Store &m_store;
    Toast &m_toast;
};

} // namespace cairn
