// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace cairn {

class ConsoleEvents;

/// SIGTERM, SIGINT and SIGHUP, on Windows the events of a console, as an ordinary signal of the
/// event loop, so that a log-out or Ctrl+C saves what is pending. One a process.
class TerminationSignals : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

signals:
    void received();

private:
    QSocketNotifier *m_notifier = nullptr;
    std::unique_ptr<ConsoleEvents> m_console;
};

} // namespace cairn
