#include "openconflicts.h"

#include "bulkrun.h"
#include "conflictpolicy.h"
#include "errorwords.h"
#include "note.h"
#include "status/toast.h"
#include "store/conflictstore.h"
#include "store/notestore.h"
#include "store/policystore.h"
#include "store/store.h"

#include <QHash>

#include <memory>
#include <utility>

namespace cairn {

namespace {

QStringList decidable(Store &store, const QString &notebookId)
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

bool OpenConflicts::offer(const QString &notebookId)
{
    const QStringList ids = decidable(m_store, notebookId);
    if (ids.isEmpty())
        return false;
    m_toast.show(
        tr("%Ln note(s) waited for review before this setting.", nullptr,
           static_cast<int>(ids.size())),
        tr("Decide them by it"),
        [&store = m_store, &toast = m_toast, ids] { decide(store, toast, ids); });
    return true;
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
    QObject::connect(run, &BulkRun::finished, &toast, [decided, &toast](const auto &outcome) {
        toast.show(
            outcome.trouble
                ? tr("They could not be decided: %1.").arg(ErrorWords::reason(*outcome.trouble))
                : tr("%Ln note(s) decided", nullptr, *decided));
    });
    run->start();
}

} // namespace cairn
