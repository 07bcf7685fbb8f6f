// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "connectionreport.h"
#include "error.h"
#include "navigation.h"
#include "notes/sidebar.h"
#include "status/statussentence.h"
#include "syncactivity.h"
#include "syncstatus.h"
#include "uisettings.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>

class QSplitter;

namespace cairn {

class AccountDialog;
class Banner;
class ChangeGate;
class Clock;
class FocusKeeper;
class HistoryFlow;
class ListPane;
class MainActions;
class NoteCommands;
class NotebookCommands;
class NoteList;
class NoteListModel;
class NotePane;
class NoteSession;
class QuickPicker;
class RemovalQuestion;
class ReviewFlow;
class SidebarModel;
class StatusBar;
class Store;
class SettingsDialog;
class SyncCentre;
class Toast;
class TopBar;
class UndoJournal;

/// The main window. Reads and writes the store of the UI thread; what sync is to do goes out as
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
    // mainwindow.cpp: parts, layout, session
    void build();
    void makeToasts(QWidget *over);
    void connectParts();
    void showChanges(const ChangeSet &changes);
    void restoreState();
    void placeMoved(); ///< or another note is open: to be remembered
    /// Whether a note may be opened that nobody asked for: one that is too large to be edited may
    /// hold the window at every start.
    bool opensByItself(const QString &id);
    void askAboutUnsaved();
    void saveCopy();
    void chooseImport();
    // mainwindowactions.cpp: what the actions do
    void connectActions();
    void connectNoteActions();
    void connectSyncActions();
    void connectViewActions();
    void updateActions();
    void chooseNotebook(const QStringList &ids);
    void showJump();
    void showCommands();
    void cycleView();
    void setSort(NoteQuery::Sort sort);
    // mainwindowplaces.cpp: place, search, list, open note
    void connectPlaces();
    void showPlace(const SidebarRow &row);
    void setSearch(const QString &text);
    void runQuery(bool selectFirst);
    void onPicked(const QString &id);
    void followOpenNote();
    void onNoteShown(const Note &note);
    void onNoteClosed();
    void tellVanished(const Note &note, ChangeSet::Origin by);
    void keepRestoredAway(const Note &note);
    void showNoNote();
    void followPlaceName();
    void showNoteBanner(const Note &note);
    void step(int rows);
    void openVisited(int by);
    void showNoteMenu(const QPoint &position);
    void showPlaceMenu(const SidebarRow &row, const QPoint &position);
    void dropNotes(const QStringList &ids, const SidebarRow &row);
    void followLink(const QString &address);
    void followTitle(const QString &title);
    // mainwindownew.cpp: new notes
    void duplicateNote();
    void writeTitled(const QString &title);
    QString startNote(const std::function<Result<QString>()> &make);
    void tellNoNewNote(const Error &error);
    void goOnInACopy();
    Result<QString> copyOf(const Note &damaged);
    void onNoteLeft(const QString &id);
    // mainwindowsync.cpp: status and dialogs
    void connectSync();
    void readTallies();
    void showStatus();
    void syncNow();
    StatusSentence::Text textState() const;
    void onStatusAction(StatusSentence::Action action);
    void review(const QString &noteId);
    void setView(UiSettings::View view);
    void leavePreview(); ///< there is something to write
    void reviewNext();
    void reviewWaiting(); ///< the one note that waits, or the list of them
    void showReviewList();
    void tellOfReturn(const std::optional<qint64> &syncedBefore);
    // mainwindowquestions.cpp: what sync does not do without being told
    void askAboutRemovals();
    void tellGone(const HeldRemovals &removals);
    void askAboutAccount();
    void tellAlerts();
    void tellKeptNotes();
    void addSyncSettings(SettingsDialog *dialog);
    // mainwindownotices.cpp: what the whole window has to say
    void showNotice();
    void showPasswordNotice();
    void passwordGiven(); ///< or needed no more
    bool refuseWriting();
    // mainwindowsync.cpp again
    void showSyncCentre();
    void showSettings();
    void connectHistory();
    void showMergeMark(const Note &note);
    void confirmSignOut();

    Store &m_store;
    UiSettings m_settings;
    const Clock &m_clock;
    Theme &m_theme;
    MainActions *m_actions;
    SidebarModel *m_places;
    NoteListModel *m_notes;
    TopBar *m_top = nullptr;
    Sidebar *m_sidebar = nullptr;
    ListPane *m_listPane = nullptr;
    NoteList *m_list = nullptr;
    NotePane *m_pane = nullptr;
    QSplitter *m_splitter = nullptr;
    StatusBar *m_status = nullptr;
    Toast *m_toast = nullptr;
    UndoJournal *m_journal = nullptr;
    Banner *m_notice = nullptr; ///< above everything
    NoteSession *m_session = nullptr;
    NoteCommands *m_noteCommands = nullptr;
    NotebookCommands *m_notebookCommands = nullptr;
    QuickPicker *m_picker = nullptr;
    ReviewFlow *m_review = nullptr;
    HistoryFlow *m_history = nullptr;
    ChangeGate *m_gate = nullptr;
    FocusKeeper *m_focus = nullptr;
    QPointer<AccountDialog> m_account;
    QPointer<SyncCentre> m_centre;
    RemovalQuestion *m_removals = nullptr;
    Navigation m_navigation;
    SidebarRow m_place;
    QString m_search;
    QTimer m_rememberSoon; ///< what is open is found again also after a crash
    QElapsedTimer m_remembered; ///< since that was written last
    QString m_shownId; ///< the note shown last
    bool m_shownConflict = false; ///< its versions stood against each other then
    struct {
        QString of;
        QString id;
    } m_copy; ///< of a damaged note whose text could not be given up yet
    QString m_fresh; ///< a note made here and not written yet: dropped again when it is left empty
    SyncStatus m_syncStatus;
    std::optional<Error> m_readOnly; ///< why nothing can be saved
    bool m_wantsPassword = false; ///< this process cannot sync without it
    bool m_passwordLater = false; ///< the person has read that
    bool m_keychainDeclined = false; ///< which may know it
    bool m_answered = false; ///< the server answers, if need be to another process
    qint64 m_alertsToldAt = 0;
    qint64 m_keptToldAt = 0;
    QStringList m_kept; ///< the notes that the message about kept notes speaks of
    QString m_keptWords; ///< that message
    bool m_statusKnown = false;
    bool m_offline = false; ///< the person knows of it
    bool m_restoring = false; ///< the window opens what it had open
    bool m_mayLoseText = false; ///< the person said so while closing
};

} // namespace cairn
