// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"

#include <QObject>
#include <QTimer>

namespace cairn {

/// What other connections commit on its way into a window. Changes of a few notes pass at once;
/// while many notes come, as in a first sync, they are united and pass a few times a second: much
/// of what showing them costs is the same for one and for a thousand. UI thread.
class ChangeGate : public QObject {
    Q_OBJECT
public:
    explicit ChangeGate(QObject *parent = nullptr);

    void add(const ChangeSet &changes);

signals:
    void passed(const cairn::ChangeSet &changes);

private:
    void pass();

    ChangeSet m_waiting;
    QTimer m_rest; ///< since many passed
};

} // namespace cairn
