// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"
#include "store/restore.h"
#include "store/store.h"
#include "syncstatus.h"

#include <QDialog>

#include <memory>

class QListWidget;
class QPushButton;
class QThread;

namespace cairn {

class ProfileHold;

/// Shown instead of the window when the notes' file is damaged, or empty where notes were: the
/// copies that lie beside it, to go on with one of them. Accepted: there is a store now that can be
/// opened. Nothing is thrown away: what is replaced is kept beside it.
class RecoveryDialog : public QDialog {
    Q_OBJECT
public:
    /// `options` as for opening the store of `profile`.
    RecoveryDialog(const Profile &profile, const Store::Options &options, const Error &error);

    ~RecoveryDialog()
        override; ///< a copy that is being taken over replaces nothing any more; waits for that

    static bool canHelp(const Error &error);
    void reject() override; ///< not while a copy is being taken over

private:
    void build(const Error &error);
    void addCopies();
    void restoreSelected();
    void chooseFile();
    void restore(const QString &file);
    void takeOver(const QString &file);
    void onTakenOver();
    static QString someOf(const QStringList &titles);
    void goOn(const Restored &restored);
    bool isAlone(ProfileHold &hold);
    void askAboutAccount(const Account &account);
    void beginAnew();
    void tell(const QString &headline, const QString &detail);

    Profile m_profile;
    Store::Options m_options;
    QListWidget *m_copies;
    QPushButton *m_restore;
    std::unique_ptr<ProfileHold> m_hold; ///< while a copy is being taken over
    std::unique_ptr<QThread> m_worker;
    Result<Restored> m_restored; ///< the worker's, until it is finished
    QWidget *m_working; ///< shown while a copy is being taken over
};

} // namespace cairn
