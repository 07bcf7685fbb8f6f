// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "accountcontroller.h"
#include "changegate.h"
#include "commandcontroller.h"
#include "dialogs/quickpicker.h"
#include "editor/editorpane.h"
#include "editor/findbar.h"
#include "editor/markdowneditor.h"
#include "errorwords.h"
#include "filecontroller.h"
#include "focuskeeper.h"
#include "historycontroller.h"
#include "historyflow.h"
#include "items/notelistmodel.h"
#include "items/sidebarmodel.h"
#include "linkcontroller.h"
#include "mainactions.h"
#include "newnotecontroller.h"
#include "notebookcommands.h"
#include "notecommands.h"
#include "notename.h"
#include "notepane.h"
#include "notes/listpane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notesession.h"
#include "noticecontroller.h"
#include "opennotecontroller.h"
#include "placecontroller.h"
#include "plaintext.h"
#include "reviewcontroller.h"
#include "reviewflow.h"
#include "settingscontroller.h"
#include "status/banner.h"
#include "status/statusbar.h"
#include "status/toast.h"
#include "statuscontroller.h"
#include "store/store.h"
#include "syncnews.h"
#include "theme/fitting.h"
#include "theme/kind.h"
#include "undojournal.h"
#include "windowlayout.h"
#include "windowparts.h"

#include <QAction>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kRememberMs = 2'000;

} // namespace

MainWindow::MainWindow(
    Store &store, QSettings &settings, const Clock &clock, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_store(store)
    , m_settings(settings)
    , m_clock(clock)
    , m_theme(theme)
    , m_actions(new MainActions(m_settings, this))
    , m_controllers(new QObject(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Cairn"));
    setWindowIcon(applicationIcon());
    const WindowParts parts = build();
    addControllers(parts);
    addSync(parts);
    connectParts(parts);
    restoreState();
    m_status->readTallies();
    m_commands->update();
    m_news->tellKeptNotes();
    // Not in the search field: what is typed first would search.
    if (m_session->note())
        m_pane->focusText();
    else
        parts.sidebar.setFocus(Qt::OtherFocusReason);
}

MainWindow::~MainWindow()
{
    saveNow();
    // The children outlive this class's part: nothing of them may call back into it.
    disconnect(&m_store, nullptr, this, nullptr);
    delete m_focus;
    delete m_controllers;
    const auto children = findChildren<QObject *>();
    for (QObject *child : children)
        child->disconnect(this);
    delete m_session; // before the editor that it watches
}

WindowParts MainWindow::build()
{
    auto *places = new SidebarModel(m_store, this);
    auto *notes = new NoteListModel(m_store, this);
    WindowLayout layout = WindowLayout::make(*m_actions, *places, *notes, m_clock, this);
    setCentralWidget(layout.central);
    m_splitter = layout.splitter;
    m_pane = layout.pane;
    makeToasts(layout);
    m_session = new NoteSession(m_store, *m_pane->editor(), *m_pane->header(), this);
    m_reviewFlow = new ReviewFlow(m_store, *m_toast, *m_journal, m_clock, this);
    m_history = new HistoryFlow(m_store, *m_toast, *m_journal, m_clock, this);
    m_gate = new ChangeGate(this);
    m_focus = new FocusKeeper(this);
    return {
        *this,
        m_store,
        m_settings,
        m_clock,
        *m_actions,
        *places,
        *notes,
        *layout.top,
        *layout.sidebar,
        *layout.listPane,
        *layout.listPane->list(),
        *m_pane,
        *layout.status,
        *layout.notice,
        *m_toast,
        *m_journal,
        *new QuickPicker(layout.central),
        *m_session,
        *new NoteCommands(m_store, *m_toast, *m_journal, this),
        *new NotebookCommands(m_store, *m_toast, *m_journal, this),
        *m_history};
}

/// What can be undone has a message of its own, which no other one displaces: they stand above it.
void MainWindow::makeToasts(WindowLayout &layout)
{
    QAction *undo = (*m_actions)[MainActions::UndoLast];
    QAction *accept = (*m_actions)[MainActions::AcceptOffer];
    auto *done = new Toast(layout.central, QStringLiteral("undoToast"));
    m_toast = new Toast(layout.central);
    for (Toast *toast : {done, m_toast}) {
        toast->setBottomMargin(layout.status->minimumHeight() + 16);
        toast->keepClearOf(m_pane->editorPane()->findBar());
    }
    m_toast->keepClearOf(done);
    done->setCommand(undo);
    m_toast->setCommand(accept);
    accept->setEnabled(false);
    connect(m_toast, &Toast::offers, accept, &QAction::setEnabled);
    m_journal = new UndoJournal(m_store, *done, *undo, this);
}

void MainWindow::addControllers(const WindowParts &parts)
{
    m_place = new PlaceController(parts, m_controllers);
    m_open = new OpenNoteController(parts, *m_place, m_controllers);
    new HistoryController(parts, *m_open, m_controllers);
    m_notice = new NoticeController(parts, m_controllers);
    m_newNotes = new NewNoteController(parts, *m_place, *m_open, *m_notice, m_controllers);
    m_commands = new CommandController(parts, *m_place, *m_open, *m_newNotes, m_controllers);
    auto *links = new LinkController(parts, *m_open, m_controllers);
    connect(links, &LinkController::noteWanted, m_newNotes, &NewNoteController::writeTitled);
    m_files = new FileController(parts, *m_notice, m_controllers);
    connect(m_files, &FileController::importRequested, this, &MainWindow::importRequested);
    connect(&parts.noteCommands, &NoteCommands::aboutToChange, m_open, &OpenNoteController::save);
    connect(
        &parts.notebookCommands, &NotebookCommands::aboutToChange, m_open,
        &OpenNoteController::save);
    connect(m_place, &PlaceController::moved, this, &MainWindow::placeMoved);
    connect(m_open, &OpenNoteController::moved, this, &MainWindow::placeMoved);
    connect(m_open, &OpenNoteController::titled, this, [this](const QString &title) {
        setWindowTitle(
            title.isEmpty() ? QStringLiteral("Cairn") : tr("%1 – Cairn").arg(windowWords(title)));
    });
}

void MainWindow::addSync(const WindowParts &parts)
{
    m_status = new StatusController(parts, *m_notice, m_controllers);
    m_account = new AccountController(parts, *m_notice, *m_status, m_controllers);
    m_news = new SyncNews(parts, m_controllers);
    auto *review = new ReviewController(parts, *m_reviewFlow, *m_open, *m_status, m_controllers);
    auto *settings = new SettingsController(parts, m_theme, m_controllers);

    connect(m_status, &StatusController::changed, m_notice, &NoticeController::setStatus);
    connect(m_status, &StatusController::changed, m_news, &SyncNews::setStatus);
    connect(m_status, &StatusController::noteWanted, m_open, &OpenNoteController::open);
    connect(m_status, &StatusController::aboutToSync, m_open, &OpenNoteController::save);
    connect(m_news, &SyncNews::reviewsWanted, review, &ReviewController::showList);
    connect(m_news, &SyncNews::detailsWanted, m_status, &StatusController::showDetails);
    connect(m_news, &SyncNews::activityWanted, m_status, &StatusController::showActivity);
    connect(m_news, &SyncNews::noteWanted, m_open, &OpenNoteController::open);
    connect(settings, &SettingsController::accountWanted, m_account, &AccountController::show);

    connect(m_notice, &NoticeController::keychainRequested, this, &MainWindow::keychainRequested);
    connect(
        m_account, &AccountController::connectionTestRequested, this,
        &MainWindow::connectionTestRequested);
    connect(this, &MainWindow::accountChanged, m_notice, &NoticeController::passwordGiven);
    connect(this, &MainWindow::signOutRequested, m_notice, &NoticeController::passwordGiven);
    connect(m_account, &AccountController::accountChanged, this, &MainWindow::accountChanged);
    connect(m_account, &AccountController::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_status, &StatusController::syncNowRequested, this, &MainWindow::syncNowRequested);
    connect(m_status, &StatusController::pauseRequested, this, &MainWindow::pauseRequested);
    connect(m_status, &StatusController::resumeRequested, this, &MainWindow::resumeRequested);
    connect(m_status, &StatusController::removalsRefused, this, &MainWindow::removalsRefused);
    connect(m_status, &StatusController::removalsAllowed, this, &MainWindow::removalsAllowed);
    connect(m_status, &StatusController::takeAlongRequested, this, &MainWindow::takeAlongRequested);
    connect(
        settings, &SettingsController::historySettingChanged, this,
        &MainWindow::historySettingChanged);
    connect(
        settings, &SettingsController::syncSettingsChanged, this, &MainWindow::syncSettingsChanged);
}

void MainWindow::connectParts(const WindowParts &parts)
{
    connect(m_gate, &ChangeGate::passed, this, &MainWindow::showChanges);
    connect(&m_store, &Store::changed, this, &MainWindow::applyChanges);
    // Another style sheet gives every widget the application's font.
    connect(&m_theme, &Theme::changed, m_pane, [this] {
        m_pane->setEditorFont(m_settings.editorFont());
    });
    NoteListModel *notes = &parts.notes;
    connect(m_session, &NoteSession::stateChanged, this, [this, notes](StatusSentence::Text state) {
        const bool saved = state == StatusSentence::Text::Saved;
        notes->setUnsaved(saved || !m_session->note() ? 0 : m_session->note()->key);
    });
    m_rememberSoon.setSingleShot(true);
    connect(&m_rememberSoon, &QTimer::timeout, this, &MainWindow::rememberState);
    connect((*m_actions)[MainActions::CloseWindow], &QAction::triggered, this, &QWidget::close);
    connect((*m_actions)[MainActions::Quit], &QAction::triggered, this, &MainWindow::quitRequested);
}

QString MainWindow::openNoteId() const { return m_open->id(); }
QStringList MainWindow::targets() const { return m_open->targets(); }
bool MainWindow::saveNow() { return m_open->save(); }
void MainWindow::setSyncStatus(const SyncStatus &status) { m_status->setStatus(status); }
void MainWindow::setConnectionReport(const ConnectionReport &report)
{
    m_account->setReport(report);
}
void MainWindow::openNote(const QString &noteId) { m_open->open(noteId); }
void MainWindow::newNote() { m_newNotes->newNote(); }
void MainWindow::quickNote() { m_newNotes->quickNote(); }
void MainWindow::showAccountDialog() { m_account->show(); }
void MainWindow::tellActivity(const SyncActivity &activity) { m_news->tellActivity(activity); }
void MainWindow::tell(const QString &message) { m_toast->show(message); }
void MainWindow::askForPassword(bool declined) { m_notice->askForPassword(declined); }
void MainWindow::askForMissingPassword() { m_account->askForMissingPassword(); }

void MainWindow::offer(
    const QString &message, const QString &action, const std::function<void()> &whatToDo)
{
    m_toast->show(message, action, whatToDo);
}

void MainWindow::setReadOnly(const Error &why)
{
    m_notice->setReadOnly(why);
    m_status->show();
}

void MainWindow::applyChanges(const ChangeSet &changes)
{
    if (changes.origin == ChangeSet::Origin::Person)
        showChanges(changes);
    else
        m_gate->add(changes);
}

void MainWindow::showChanges(const ChangeSet &changes)
{
    if (changes.everything) { // after a restored backup this is another device
        if (const auto read = m_store.refreshDevice(); !read)
            qWarning("the device's name could not be read: %s", qPrintable(read.error().message));
        m_journal->checkStore();
    }
    // A notebook that the person deletes is not gone for good: that is about to be a step itself.
    const bool byPerson = changes.origin == ChangeSet::Origin::Person;
    if (changes.everything || (changes.notebooks ? !byPerson : !changes.notes.isEmpty()))
        m_journal->dropEnded();
    m_place->applyChanges(changes);
    m_session->applyChanges(changes);
    m_reviewFlow->applyChanges(changes);
    m_history->applyChanges(changes);
    if (!m_session->note())
        m_open->showNothing(); // whether there are other ones may have changed
    if (!byPerson)
        m_news->tellKeptNotes();
    m_status->applyChanges(changes);
    m_commands->update();
}

void MainWindow::restoreState()
{
    const QScopedValueRollback restoring(m_restoring, true);
    resizeToFit(this, QSize(WindowLayout::kFirstWidth, WindowLayout::kFirstHeight));
    m_theme.setMode(m_settings.theme());
    restoreGeometry(m_settings.bytes(QStringLiteral("geometry")));
    m_splitter->restoreState(m_settings.bytes(QStringLiteral("splitter")));
    m_pane->setEditorFont(m_settings.editorFont());
    m_pane->setMeasure(m_settings.measure());
    m_pane->setView(m_settings.view());
    m_place->restore();
    m_open->restore();
}

/// At once, for a computer that fails does so without a warning; but not for every note that
/// somebody leafs through.
void MainWindow::placeMoved()
{
    const bool same = m_open->isRemembered() && m_place->isRemembered();
    if (same || m_restoring || m_rememberSoon.isActive())
        return;
    const qint64 since = m_remembered.isValid() ? m_remembered.elapsed() : kRememberMs;
    m_rememberSoon.start(int(std::clamp<qint64>(kRememberMs - since, 0, kRememberMs)));
}

void MainWindow::rememberState()
{
    m_remembered.start();
    m_settings.setBytes(QStringLiteral("geometry"), saveGeometry());
    m_settings.setBytes(QStringLiteral("splitter"), m_splitter->saveState());
    m_place->remember();
    m_open->remember();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mayLoseText && !saveNow()) {
        event->ignore();
        askAboutUnsaved();
        return;
    }
    rememberState();
    m_session->open({}); // an empty new note goes away now
    QMainWindow::closeEvent(event);
}

/// What has the focus did not want it, or nothing has. Beside the text, in its preview or among
/// the buttons, it is about the text.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Undo))
        return QMainWindow::keyPressEvent(event);
    const bool beside = m_pane->isAncestorOf(focusWidget()) && !openNoteId().isEmpty();
    if (beside && !m_pane->editor()->isReadOnly())
        m_pane->editor()->undo();
    else if (!event->isAutoRepeat()) // which would take back many acts
        m_journal->undo();
}

void MainWindow::askAboutUnsaved()
{
    const auto &error = m_session->saveError();
    const auto &note = m_session->note();
    QMessageBox *box = plainMessageBox(
        tr("Not saved"),
        tr("“%1” could not be saved").arg(NoteName::of(note ? note->title : QString())),
        error ? tr("The reason: %1.").arg(ErrorWords::reason(*error)) : QString(),
        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("unsavedBox"));
    QPushButton *again = box->addButton(tr("Try again"), QMessageBox::AcceptRole);
    QPushButton *copy = box->addButton(tr("Save a copy…"), QMessageBox::ActionRole);
    QPushButton *lose = box->addButton(tr("Close and lose the text"), QMessageBox::DestructiveRole);
    setKind(lose, "danger");
    box->setEscapeButton(QMessageBox::Cancel);
    box->setDefaultButton(again);
    connect(again, &QPushButton::clicked, this, &QWidget::close, Qt::QueuedConnection);
    connect(copy, &QPushButton::clicked, m_files, &FileController::saveCopy);
    connect(lose, &QPushButton::clicked, this, [this] {
        // Also where what is on the disk cannot be read: the person wants to be rid of this window.
        m_mayLoseText = true;
        (void)m_session->discard();
        close();
    });
    box->open();
}

} // namespace cairn
