// SPDX-License-Identifier: GPL-3.0-or-later
#include "noticecontroller.h"

#include "account.h"
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

namespace {

QString userOf(Store &store)
{
    return isolatedName(store.meta().account().value_or(Account()).user);
}

} // namespace

NoticeController::NoticeController(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void NoticeController::askForPassword(bool declined)
{
    m_wantsPassword = true;
    m_later = false;
    m_declined = declined;
    show();
}

void NoticeController::passwordGiven()
{
    if (std::exchange(m_wantsPassword, false))
        show();
}

void NoticeController::setReadOnly(const Error &why)
{
    m_readOnly = why;
    const auto lock = [this] {
        m_parts.pane.editor()->setReadOnly(true);
        m_parts.pane.header()->setEnabled(false);
    };
    connect(&m_parts.session, &NoteSession::shown, this, lock);
    lock();
    show();
}

bool NoticeController::refusesWriting()
{
    if (m_readOnly)
        m_parts.toast.show(tr("Nothing can be saved: %1").arg(ErrorWords::reason(*m_readOnly)));
    return isReadOnly();
}

void NoticeController::setStatus(const SyncStatus &status)
{
    if (std::exchange(m_answered, status.isAnswered()) != status.isAnswered())
        show();
}

void NoticeController::show()
{
    disconnect(&m_parts.notice, nullptr, this, nullptr);
    if (m_readOnly)
        showReadOnly();
    else if (!m_wantsPassword || m_later || m_answered)
        m_parts.notice.hide();
    else if (m_declined)
        showDeclined();
    else
        showPassword();
}

void NoticeController::showReadOnly()
{
    m_parts.notice.show(
        Banner::Level::Failed,
        m_readOnly->kind == ErrorKind::DiskFull
            ? tr("The disk is full: your notes can be read, but nothing can be saved. Free some "
                 "space, then start Cairn again.")
            : tr("The folder of your notes cannot be written: they can be read, but nothing can "
                 "be saved."));
}

void NoticeController::showPassword()
{
    m_parts.notice.show(
        Banner::Level::Attention,
        tr("To sync, Cairn needs the password of “%1”. Everything you write is saved on this "
           "computer meanwhile.")
            .arg(userOf(m_parts.store)),
        tr("Sign in…"), tr("Later"));
    connect(&m_parts.notice, &Banner::primaryClicked, this, &NoticeController::signInWanted);
    connect(&m_parts.notice, &Banner::secondaryClicked, this, [this] {
        m_later = true;
        show();
    });
}

void NoticeController::showDeclined()
{
    m_parts.notice.show(
        Banner::Level::Attention,
        tr("This computer’s password store stayed locked, and the password of “%1” is in it. "
           "Everything you write is saved on this computer meanwhile.")
            .arg(userOf(m_parts.store)),
        tr("Try again"), tr("Sign in…"));
    connect(&m_parts.notice, &Banner::primaryClicked, this, [this] {
        passwordGiven(); // or it is asked for again
        emit keychainRequested();
    });
    connect(&m_parts.notice, &Banner::secondaryClicked, this, &NoticeController::signInWanted);
}

} // namespace cairn
