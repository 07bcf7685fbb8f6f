// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "connectionreport.h"
#include "error.h"
#include "syncactivity.h"
#include "syncstatus.h"
#include "uisettings.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <functional>

class QSplitter;

namespace cairn {

class AccountController;
class ChangeGate;
class Clock;
class CommandController;
class FileController;
class FocusKeeper;
class HistoryFlow;
class MainActions;
class NewNoteController;
class NotePane;
class NoteSession;
class NoticeController;
class OpenNoteController;
class PlaceController;
class ReviewFlow;
class StatusController;
class Store;
class SyncNews;
class Toast;
class UndoJournal;
struct WindowLayout;
struct WindowParts;

/// A notes window: layout and session. What is done in it is done by its controllers, which know no
/// other window. Reads and writes the store of the UI thread; what sync is to do goes out as
/// signals with values, what it did comes in through the slots. `app` connects both, and owns what
/// is passed to the constructor for longer than the window.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(
        Store &store, QSettings &settings, const Clock &clock, Theme &theme,
        QWidget *parent = nullptr);
    ~MainWindow() override;

    QString openNoteId() const;
    QStringList targets() const; ///< the notes an action is for: the open one, or all selected ones
    /// Writes unsaved text. False: it failed, the window says so.
    bool saveNow();
    /// Writes place, open note, caret, geometry to the settings; closing does it by itself.
    void rememberState();

public slots:
    void setSyncStatus(const cairn::SyncStatus &status);
    /// What other connections to the store (sync, other processes) committed; shown at once, or a
    /// moment later while much arrives. The window's own store is heard already.
    void applyChanges(const cairn::ChangeSet &changes);
    void setConnectionReport(
        const cairn::ConnectionReport &report); ///< the answer to connectionTestRequested
    void openNote(const QString &noteId); ///< wherever it is, also in the trash
    void newNote();
    void quickNote(); ///< outside of any notebook, straight into the text
    void showAccountDialog();
    void tellActivity(const cairn::SyncActivity &activity); ///< if it is news
    void tell(const QString &message); ///< a quiet message at the lower edge
    /// The same, with something that can be done about it.
    void
    offer(const QString &message, const QString &action, const std::function<void()> &whatToDo);
    /// Sync waits for the password: a line says so, and takes no key away. `declined`: the keychain
    /// stayed locked, and can be asked again.
    void askForPassword(bool declined = false);
    void askForMissingPassword(); ///< in the account dialog: a trial needs it, and nobody knows it
    /// Nothing can be saved from the start on (full disk, protected folder).
    void setReadOnly(const cairn::Error &why);

signals:
    void syncNowRequested();
    void pauseRequested(qint64 untilMs); ///< UTC ms; 0: until resumed
    void resumeRequested();
    void connectionTestRequested(const cairn::Account &account, const QString &password);
    /// To be stored and used. An empty password with the same account: go on with the known one.
    void accountChanged(
        const cairn::Account &account, const QString &password, const QString &deviceName);
    void signOutRequested();
    void keychainRequested(); ///< the one that stayed locked is to be asked again
    void quitRequested();
    void importRequested(const QStringList &files);
    void historySettingChanged(); ///< old versions may go now
    void syncSettingsChanged();
    /// These notes, which the server wants removed, stay and are sent to the server again.
    void removalsRefused(const cairn::HeldRemovals &removals);
    void removalsAllowed(const cairn::HeldRemovals &removals); ///< the person agrees that these go
    void takeAlongRequested(const cairn::Account &account); ///< the person moves these notes there

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    WindowParts build();
    void makeToasts(WindowLayout &layout);
    void addControllers(const WindowParts &parts);
    void addSync(const WindowParts &parts);
    void connectParts(const WindowParts &parts);
    void showChanges(const ChangeSet &changes);
    void restoreState();
    void placeMoved(); ///< or another note is open: to be remembered
    void askAboutUnsaved();

    Store &m_store;
    UiSettings m_settings;
    const Clock &m_clock;
    Theme &m_theme;
    MainActions *m_actions;
    QSplitter *m_splitter = nullptr;
    NotePane *m_pane = nullptr;
    Toast *m_toast = nullptr;
    UndoJournal *m_journal = nullptr;
    NoteSession *m_session = nullptr;
    ReviewFlow *m_reviewFlow = nullptr;
    HistoryFlow *m_history = nullptr;
    ChangeGate *m_gate = nullptr;
    FocusKeeper *m_focus = nullptr;
    QObject *m_controllers; ///< parent of the controllers; deleted first
    PlaceController *m_place = nullptr;
    OpenNoteController *m_open = nullptr;
    NewNoteController *m_newNotes = nullptr;
    CommandController *m_commands = nullptr;
    FileController *m_files = nullptr;
    NoticeController *m_notice = nullptr;
    AccountController *m_account = nullptr;
    StatusController *m_status = nullptr;
    SyncNews *m_news = nullptr;
    QTimer m_rememberSoon; ///< what is open is found again also after a crash
    QElapsedTimer m_remembered; ///< since that was written last
    bool m_restoring = false; ///< the window opens what it had open
    bool m_mayLoseText = false; ///< the person said so while closing
};

} // namespace cairn
