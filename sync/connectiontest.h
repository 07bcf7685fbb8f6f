#pragma once

#include "connectionreport.h"
#include "syncstatus.h"

#include <QObject>

class QNetworkAccessManager;

namespace cairn {

/// Tries an account step by step without changing anything on the server (account dialog, `account
/// set`). Asynchronous on its thread; `finished` is emitted exactly once per run().
class ConnectionTest : public QObject {
    Q_OBJECT
public:
    explicit ConnectionTest(QNetworkAccessManager &network, QObject *parent = nullptr);
    void run(const Account &account, const QString &password);

signals:
    void finished(const cairn::ConnectionReport &report);

private:
    QNetworkAccessManager &m_network;
};

} // namespace cairn
