// SPDX-License-Identifier: GPL-3.0-or-later
#include "demodevice.h"

#include "conflict/conflictdialog.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/theme.h"
#include "window/mainwindow.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

namespace cairn {

bool waitUntil(const std::function<bool()> &condition, int timeoutMs)
{
    return QTest::qWaitFor(condition, timeoutMs);
}

DemoDevice::DemoDevice(const QString &name, const QString &folder, const QUrl &server, Theme &theme)
    : m_name(name)
    , m_cable(server)
    , m_settings(folder + QStringLiteral("/settings.ini"), QSettings::IniFormat)
    , m_application(Profile(folder), m_settings, theme)
{
}

bool DemoDevice::start(const QPoint &position)
{
    if (!m_cable.plugIn() || !m_application.start({}))
        return false;
    window()->setWindowTitle(QStringLiteral("Cairn – ") + m_name);
    window()->resize(900, 640);
    window()->move(position);
    return QTest::qWaitForWindowExposed(window());
}

void DemoDevice::signIn(const QString &database, const QString &user, const QString &password)
{
    emit window()->accountChanged(
        {m_cable.url(QLatin1Char('/') + database).toString(), user}, password, m_name);
}

bool DemoDevice::goOnline()
{
    if (!m_cable.plugIn())
        return false;
    emit window()->syncNowRequested();
    return true;
}

QString DemoDevice::writeNote(const QString &title, const QString &body)
{
    window()->newNote();
    auto *titleEdit = window()->findChild<QLineEdit *>(QStringLiteral("noteTitle"));
    titleEdit->selectAll();
    QTest::keyClicks(titleEdit, title);
    auto *editor = window()->findChild<QPlainTextEdit *>(QStringLiteral("noteEditor"));
    editor->setFocus();
    editor->insertPlainText(body);
    window()->saveNow();
    return window()->openNoteId();
}

void DemoDevice::retype(const QString &id, const QString &from, const QString &to)
{
    window()->openNote(id);
    auto *editor = window()->findChild<QPlainTextEdit *>(QStringLiteral("noteEditor"));
    waitUntil([&] { return editor->toPlainText().contains(from); }, 5'000);
    editor->moveCursor(QTextCursor::Start);
    if (editor->find(from))
        QTest::keyClicks(editor, to);
}

Note DemoDevice::note(const QString &id) const
{
    const auto note = m_application.store()->notes().note(id);
    return note ? *note : Note();
}

int DemoDevice::unsent() const
{
    const auto tallies = m_application.store()->tallies();
    return tallies ? tallies->pending : -1;
}

int DemoDevice::conflicts() const
{
    const auto tallies = m_application.store()->tallies();
    return tallies ? tallies->conflicts : -1;
}

QString DemoDevice::statusSentence() const
{
    const auto *label = window()->findChild<QLabel *>(QStringLiteral("statusText"));
    return label ? label->text() : QString();
}

ConflictDialog *DemoDevice::review(const QString &id)
{
    window()->openNote(id);
    window()->findChild<QAction *>(QStringLiteral("review"))->trigger();
    const auto opened = [this] { return window()->findChild<ConflictDialog *>(); };
    waitUntil([&] { return opened() && opened()->isVisible(); }, 5'000);
    return opened();
}

} // namespace cairn
