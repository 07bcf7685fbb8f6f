#pragma once

#include "error.h"

#include <QList>

namespace cairn {

struct StoreContext;

/// One thing the doctor looked at. `name` is stable ("database", "references", "trees", "displayed", "bodies", "notes",
/// "notebooks", "search", "numbers", "outbox"); `detail` is a plain English line for people who help others.
struct DoctorCheck {
    QString name;
    bool ok = true;
    QString detail;
};

/// Checks that everything this store derives from its revisions agrees with them, and makes it agree. What people wrote
/// is only in revisions and history; everything else can be made again. Costs seconds at 100,000 notes. Belongs to the
/// thread of its store.
class Doctor {
public:
    explicit Doctor(StoreContext &context);

    /// Reads only, but for the search index's own check, which needs the write lock for a moment.
    Result<QList<DoctorCheck>> check();
    /// Makes leaf flags, displayed leaves, projection, search index, numbers and outbox again from the revisions, in one
    /// transaction, when a check fails, and checks again. A leaf whose text is gone here is fetched from the server by the
    /// next sync, if the server has it. What is still wrong afterwards cannot be repaired from this store: restore a backup.
    Result<QList<DoctorCheck>> repair();
    static bool isHealthy(const QList<DoctorCheck> &checks);

private:
    Result<DoctorCheck> checkDatabase();
    Result<DoctorCheck> checkReferences();
    Result<DoctorCheck> checkTrees();
    Result<DoctorCheck> checkDisplayed();
    Result<DoctorCheck> checkBodies();
    Result<DoctorCheck> checkNotes();
    Result<DoctorCheck> checkNotebooks();
    Result<DoctorCheck> checkSearch();
    Result<DoctorCheck> checkNumbers();
    Result<DoctorCheck> checkOutbox();

    Result<void> repairTrees();
    Result<void> forgetEmptyLeaves();
    Result<void> rebuildProjection();
    Result<void> recount();

    StoreContext &m_context;
};

} // namespace cairn
