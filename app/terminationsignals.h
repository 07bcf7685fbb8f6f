// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace cairn {

/// SIGTERM, SIGINT and SIGHUP as an ordinary signal of the event loop, so that a log-out or Ctrl+C
/// saves what is pending. Does nothing on Windows. One a process.
class TerminationSignals : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

signals:
    void received();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace cairn
