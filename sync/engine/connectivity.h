// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace cairn {

/// What the operating system believes about the network. A hint: the server itself has the last
/// word, and unknown means try. Emits on the thread of the engine.
class Connectivity : public QObject {
    Q_OBJECT
public:
    enum class Reachability { Unknown, Offline, CaptivePortal, Online };
    using QObject::QObject;
    virtual Reachability reachability() const = 0;
    /// Bytes cost money here, as far as anybody knows.
    virtual bool isMetered() const { return false; }

signals:
    void changed();
};

} // namespace cairn
