// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <utility>

namespace cairn {

/// Does one thing to many notes without holding up the window: a few at a time, then the window has
/// its turn. Deletes itself when all is done. UI thread.
class BulkRun : public QObject {
    Q_OBJECT
public:
    struct Outcome {
        QStringList done;
        int changed = 0; ///< not what they were any more (Conflict, NotFound)
        std::optional<Error> trouble; ///< the last of all others
        QStringList failed; ///< for the trouble
        QStringList left; ///< not begun: it was stopped
    };
    using Step = std::function<Result<void>(const QString &noteId)>;
    struct Group {
        qsizetype seen = 0; ///< so many of the first ones, at least one
        int changed = 0; ///< of them: not what they were any more
    };
    /// Does the first ones of these in one transaction that takes about `ms`, or nothing.
    using Together = std::function<Result<Group>(const QStringList &noteIds, int ms)>;

    BulkRun(QStringList noteIds, Step step, QObject *parent);
    /// Writing one note costs as much as writing many at once. Where a group fails, its notes are
    /// done one by one: what hinders one is nothing to the others.
    void together(Together together) { m_together = std::move(together); }
    void start(); ///< the first ones are done when it returns
    void stop(); ///< what is done stays done

signals:
    void progressed(int done, int total); ///< only when it takes long, a few times a second
    void finished(const cairn::BulkRun::Outcome &outcome);

private:
    void work();
    bool workTogether();
    void workAlone();
    void tell();
    void finish();

    const QStringList m_noteIds;
    const Step m_step;
    Together m_together;
    int m_next = 0;
    int m_alone = 0; ///< so many of the next ones one by one
    Outcome m_outcome;
    QTimer m_turn;
    QElapsedTimer m_running;
    QElapsedTimer m_told;
};

} // namespace cairn
