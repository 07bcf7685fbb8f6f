// SPDX-License-Identifier: GPL-3.0-or-later
#include "openconflicts.h"

#include "bulkrun.h"
#include "conflictpolicy.h"
#include "errorwords.h"
#include "note.h"
#include "status/toast.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QHash>

#include <memory>
#include <utility>

namespace cairn {

namespace {

/// What waits where the person is not to be asked any more.
QStringList waitingUnderRules(Store &store, const QString &notebookId)
{
    NoteQuery waiting;
    waiting.notebookId = notebookId;
    waiting.onlyConflicts = true;
    auto notes = store.notes().list(waiting).value_or(QList<NoteSummary>());
    waiting.trashed = true;
    notes += store.notes().list(waiting).value_or(QList<NoteSummary>());
    QStringList ids;
    QHash<QString, ConflictPolicy> rules; ///< by notebook
    for (const NoteSummary &note : std::as_const(notes)) {
        if (!rules.contains(note.notebookId))
            rules.insert(
                note.notebookId,
                store.policies().effective(note.notebookId).value_or(ConflictPolicy::Ask));
        if (rules.value(note.notebookId) != ConflictPolicy::Ask)
            ids.append(note.id);
    }
    return ids;
}

} // namespace

void OpenConflicts::offer(const QString &notebookId)
{
    const auto ids = std::make_shared<QStringList>();
    auto *look = new BulkRun(
        waitingUnderRules(m_store, notebookId),
        [&store = m_store, ids](const QString &id) {
            return store.conflicts().isDecidable(id).map([&ids, &id](bool decidable) {
                if (decidable)
                    ids->append(id);
            });
        },
        &m_toast);
    QObject::connect(look, &BulkRun::finished, &m_toast, [&store = m_store, &toast = m_toast, ids] {
        if (!ids->isEmpty())
            ask(store, toast, *ids);
    });
    look->start();
}

void OpenConflicts::ask(Store &store, Toast &toast, const QStringList &ids)
{
    toast.show(
        tr("%Ln note(s) waited for review before this setting.", nullptr,
           static_cast<int>(ids.size())),
        tr("Decide them by it"), [&store, &toast, ids] { decide(store, toast, ids); });
}

void OpenConflicts::decide(Store &store, Toast &toast, const QStringList &ids)
{
    const auto decided = std::make_shared<int>(0);
    auto *run = new BulkRun(
        ids,
        [&store, decided](const QString &id) {
            return store.conflicts().decideByPolicy(id).map(
                [&decided](bool done) { *decided += done; });
        },
        &toast);
    const auto total = static_cast<int>(ids.size());
    QObject::connect(
        run, &BulkRun::finished, &toast, [decided, total, &toast](const auto &outcome) {
            const QString text = tr("%Ln note(s) decided", nullptr, *decided);
            toast.show(
                outcome.trouble
                    ? tr("They could not be decided: %1.").arg(ErrorWords::reason(*outcome.trouble))
                    : *decided < total
                    ? tr("%1. The others changed in the meantime.", "3 notes decided").arg(text)
                    : text);
        });
    run->start();
}

} // namespace cairn
