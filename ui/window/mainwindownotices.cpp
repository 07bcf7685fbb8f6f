// SPDX-License-Identifier: GPL-3.0-or-later
// What the window has to say about itself, in one line above everything.
#include "mainwindow.h"

#include "editor/markdowneditor.h"
#include "errorwords.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notesession.h"
#include "shownname.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/store.h"
#include "store/tree/metastore.h"

#include <utility>

namespace cairn {

void MainWindow::askForPassword(bool declined)
{
    m_wantsPassword = true;
    m_passwordLater = false;
    m_keychainDeclined = declined;
    connect(
        this, &MainWindow::accountChanged, this, &MainWindow::passwordGiven, Qt::UniqueConnection);
    connect(
        this, &MainWindow::signOutRequested, this, &MainWindow::passwordGiven,
        Qt::UniqueConnection);
    showNotice();
}

void MainWindow::passwordGiven()
{
    if (std::exchange(m_wantsPassword, false))
        showNotice();
}

void MainWindow::setReadOnly(const Error &why)
{
    m_readOnly = why;
    const auto lock = [this] {
        m_pane->editor()->setReadOnly(true);
        m_pane->header()->setEnabled(false);
    };
    connect(m_session, &NoteSession::shown, this, lock);
    lock();
    showNotice();
    showStatus();
}

void MainWindow::showNotice()
{
    disconnect(m_notice, nullptr, this, nullptr);
    if (m_readOnly) {
        m_notice->show(
            Banner::Level::Failed,
            m_readOnly->kind == ErrorKind::DiskFull
                ? tr(
                    "The disk is full: your notes can be read, but nothing can be saved. Free some "
                    "space, then start Cairn again.")
                : tr(
                    "The folder of your notes cannot be written: they can be read, but nothing can "
                    "be saved."));
    } else if (m_wantsPassword && !m_passwordLater && !m_answered) {
        showPasswordNotice();
    } else {
        m_notice->hide();
    }
}

void MainWindow::showPasswordNotice()
{
    const Account account = m_store.meta().account().value_or(Account());
    const QString user = isolatedName(account.user);
    if (!m_keychainDeclined) {
        m_notice->show(
            Banner::Level::Attention,
            tr("To sync, Cairn needs the password of “%1”. Everything you write is saved on this "
               "computer meanwhile.")
                .arg(user),
            tr("Sign in…"), tr("Later"));
        connect(m_notice, &Banner::primaryClicked, this, &MainWindow::showAccountDialog);
        connect(m_notice, &Banner::secondaryClicked, this, [this] {
            m_passwordLater = true;
            showNotice();
        });
        return;
    }
    m_notice->show(
        Banner::Level::Attention,
        tr("This computer’s password store stayed locked, and the password of “%1” is in it. "
           "Everything you write is saved on this computer meanwhile.")
            .arg(user),
        tr("Try again"), tr("Sign in…"));
    connect(m_notice, &Banner::primaryClicked, this, [this] {
        passwordGiven(); // or it is asked for again
        emit keychainRequested();
    });
    connect(m_notice, &Banner::secondaryClicked, this, &MainWindow::showAccountDialog);
}

/// A new note that cannot be kept would leave the person typing into the old one.
bool MainWindow::refuseWriting()
{
    if (!m_readOnly)
        return false;
    m_toast->show(tr("Nothing can be saved: %1").arg(ErrorWords::reason(*m_readOnly)));
    return true;
}

} // namespace cairn
