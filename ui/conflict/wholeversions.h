// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"

#include <QFrame>

class QPushButton;

namespace cairn {

/// The choices that settle a conflict without going through its places: keep one version as a
/// whole, or both as two notes. Each says first what will happen. Object names: conflictKeepMine,
/// conflictKeepOther, conflictKeepBoth, and conflictKeepVersion2 … for the third version on.
class WholeVersions : public QFrame {
    Q_OBJECT
public:
    WholeVersions(const ConflictDetails &details, qint64 now, QWidget *parent = nullptr);
    void focusFirst();

signals:
    void chosen(cairn::Resolution::Keep keep, const cairn::RevId &revision);

private:
    QPushButton *addRow(
        const char *name, const QString &text, const QString &consequence, Resolution::Keep keep,
        const RevId &revision);
    void addKeepOrDelete(const ConflictDetails &details);
};

/// More than two versions: which ones there are, and which two are looked at now. Object name:
/// conflictVersions.
class VersionList : public QFrame {
    Q_OBJECT
public:
    VersionList(const ConflictDetails &details, qint64 now, QWidget *parent = nullptr);
};

} // namespace cairn
