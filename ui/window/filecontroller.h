// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowparts.h"

#include <QObject>
#include <QStringList>

namespace cairn {

class NoticeController;

/// Notes from files and into files. UI thread.
class FileController : public QObject {
    Q_OBJECT
public:
    FileController(const WindowParts &parts, NoticeController &notice, QObject *parent);

    void saveCopy(); ///< of the open note, as it is shown, also where it cannot be saved
    void chooseImport();

signals:
    void importRequested(const QStringList &files);

private:
    const WindowParts m_parts;
    NoticeController &m_notice;
};

} // namespace cairn
