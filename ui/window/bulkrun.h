// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

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
    };
    using Step = std::function<Result<void>(const QString &noteId)>;

    BulkRun(QStringList noteIds, Step step, QObject *parent);
    void start(); ///< the first ones are done when it returns

signals:
    void progressed(int done, int total); ///< only when it takes long, a few times a second
    void finished(const cairn::BulkRun::Outcome &outcome);

private:
    void work();
    void tell();

    const QStringList m_noteIds;
    const Step m_step;
    int m_next = 0;
    Outcome m_outcome;
    QTimer m_turn;
    QElapsedTimer m_running;
    QElapsedTimer m_told;
};

} // namespace cairn
