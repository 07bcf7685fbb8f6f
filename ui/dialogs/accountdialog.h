// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionreport.h"
#include "syncstatus.h"

#include <QDialog>

class QFrame;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace cairn {

class IconLabel;
class ScrollingPage;

/// Where to sync and as whom. Knows nothing of the network: it asks for a trial by testRequested()
/// and is told the outcome by setReport(). "Connect" tries first; when only the network is missing,
/// the account can be saved all the same.
class AccountDialog : public QDialog {
    Q_OBJECT
public:
    AccountDialog(const Account &account, const QString &deviceName, QWidget *parent);

    void setReport(
        const cairn::ConnectionReport &report); ///< left out when the values have changed since
    /// "Sign in again": only the password is missing. `refused`: by the server, else it is not
    /// known.
    void askForPassword(bool refused);
    void refuseWithoutPassword(); ///< the trial did not begin: none is known

    /// What people type, as a database address: the scheme added where it is missing.
    static Account cleaned(const QString &url, const QString &user);

signals:
    void testRequested(const cairn::Account &account, const QString &password);
    /// An empty password with an unchanged account means: keep the one that is known.
    void accountAccepted(
        const cairn::Account &account, const QString &password, const QString &deviceName);
    void signOutRequested();

private:
    void build(const Account &account, const QString &deviceName);
    QWidget *buildFields(const Account &account, const QString &deviceName);
    QWidget *buildOutcome();
    QLayout *buildButtons(bool signedIn);
    QLineEdit *makeField(const QString &name, const QString &text, const QString &placeholder);
    void test(bool connectAfter);
    void acceptValues();
    bool refusesAddress();
    bool isStored() const;
    void expectPassword();
    bool lacksPassword();
    void showOutcome(const ConnectionReport &report);
    void makeRoom(QWidget *words);
    void showWords(const QString &title, const QString &advice);
    void setBusy(bool busy);
    void clearOutcome();

    Account m_stored; ///< whose password may stay as it is
    QLineEdit *m_url = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_device = nullptr;
    ScrollingPage *m_page = nullptr; ///< all but the buttons
    QFrame *m_outcome = nullptr;
    IconLabel *m_outcomeIcon = nullptr;
    QLabel *m_outcomeTitle = nullptr;
    QLabel *m_outcomeAdvice = nullptr;
    QLabel *m_outcomeDetail = nullptr;
    QPushButton *m_more = nullptr;
    QPushButton *m_later = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_connect = nullptr;
    bool m_busy = false;
    bool m_connectAfter = false;
};

} // namespace cairn
