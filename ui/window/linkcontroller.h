// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowparts.h"

#include <QObject>
#include <QString>

namespace cairn {

class OpenNoteController;

/// Where the links and names in a text lead, and what is pasted in other lines than it came. UI
/// thread.
class LinkController : public QObject {
    Q_OBJECT
public:
    LinkController(const WindowParts &parts, OpenNoteController &open, QObject *parent);

signals:
    void noteWanted(const QString &title); ///< there is none of this name, and the person wants it

private:
    void followLink(const QString &address);
    void followTitle(const QString &title);
    void offerInPieces(const QString &text);

    const WindowParts m_parts;
    OpenNoteController &m_open;
};

} // namespace cairn
