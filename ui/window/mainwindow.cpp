// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "changegate.h"
#include "damagedtext.h"
#include "dialogs/quickpicker.h"
#include "editor/editorpane.h"
#include "editor/findbar.h"
#include "editor/markdowneditor.h"
#include "editor/textsize.h"
#include "errorwords.h"
#include "exchange/markdownexporter.h"
#include "focuskeeper.h"
#include "historyflow.h"
#include "items/notelistmodel.h"
#include "items/sidebarmodel.h"
#include "mainactions.h"
#include "notebookcommands.h"
#include "notecommands.h"
#include "notename.h"
#include "notepane.h"
#include "notes/listpane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notes/searchfield.h"
#include "notesession.h"
#include "plaintext.h"
#include "reviewflow.h"
#include "status/banner.h"
#include "status/statusbar.h"
#include "status/synccentre.h"
#include "status/toast.h"
#include "store/care/namedfile.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/fitting.h"
#include "theme/kind.h"
#include "topbar.h"
#include "undojournal.h"
#include "windowmenus.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace cairn {

namespace {

constexpr QSize kFirstSize(1180, 740);
constexpr int kMinWidths[] = {130, 190, 300}; ///< px; all beside each other on 1366 px at 200 %
constexpr int kRememberMs = 2'000;

QFrame *makeLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    setKind(line, "line");
    return line;
}

} // namespace

MainWindow::MainWindow(
    Store &store, QSettings &settings, const Clock &clock, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_store(store)
    , m_settings(settings)
    , m_clock(clock)
    , m_theme(theme)
    , m_actions(new MainActions(m_settings, this))
    , m_places(new SidebarModel(store, this))
    , m_notes(new NoteListModel(store, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Cairn"));
    setWindowIcon(applicationIcon());
    build();
    connectParts();
    connectActions();
    connectPlaces();
    connectSync();
    connectHistory();
    restoreState();
    readTallies();
    updateActions();
    tellKeptNotes();
    // Not in the search field: what is typed first would search.
    if (m_session->note())
        m_pane->focusText();
    else
        m_sidebar->setFocus(Qt::OtherFocusReason);
}

MainWindow::~MainWindow()
{
    saveNow();
    // The children outlive this class's part: nothing of them may call back into it.
    disconnect(&m_store, nullptr, this, nullptr);
    delete m_focus;
    const auto children = findChildren<QObject *>();
    for (QObject *child : children)
        child->disconnect(this);
    delete m_session; // before the editor that it watches
}

void MainWindow::build()
{
    m_top = new TopBar(*m_actions, this);
    m_sidebar = new Sidebar(this);
    m_sidebar->setModel(m_places);
    m_listPane = new ListPane(*m_notes, m_clock, this);
    m_list = m_listPane->list();
    m_pane = new NotePane(m_clock, this);
    m_status = new StatusBar(m_clock, this);

    auto *side = new QFrame(this);
    setKind(side, "sidebar");
    auto *sideRows = new QVBoxLayout(side);
    sideRows->setContentsMargins(0, 8, 0, 8);
    sideRows->addWidget(m_sidebar);
    side->setMinimumWidth(kMinWidths[0]);
    m_listPane->setMinimumWidth(kMinWidths[1]);
    m_pane->setMinimumWidth(kMinWidths[2]);
    m_splitter = new QSplitter(this);
    m_splitter->setObjectName(QStringLiteral("mainSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(side);
    m_splitter->addWidget(m_listPane);
    m_splitter->addWidget(m_pane);
    m_splitter->setStretchFactor(2, 1);
    m_splitter->setSizes({210, 310, kFirstSize.width() - 520});

    auto *central = new QWidget(this);
    auto *rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_top);
    rows->addWidget(makeLine(central));
    m_notice = new Banner(central);
    m_notice->setObjectName(QStringLiteral("windowNotice"));
    rows->addWidget(m_notice);
    rows->addWidget(m_splitter, 1);
    rows->addWidget(makeLine(central));
    rows->addWidget(m_status);
    setCentralWidget(central);

    makeToasts(central);
    m_picker = new QuickPicker(central);
    m_session = new NoteSession(m_store, *m_pane->editor(), *m_pane->header(), this);
    m_noteCommands = new NoteCommands(m_store, *m_toast, *m_journal, this);
    m_notebookCommands = new NotebookCommands(m_store, *m_toast, *m_journal, this);
    m_review = new ReviewFlow(m_store, *m_toast, *m_journal, m_clock, this);
    connect(m_noteCommands, &NoteCommands::aboutToChange, this, &MainWindow::saveNow);
    connect(m_notebookCommands, &NotebookCommands::aboutToChange, this, &MainWindow::saveNow);
    connect(m_review, &ReviewFlow::aboutToUndo, this, &MainWindow::saveNow);
    connect(m_review, &ReviewFlow::reviewRequested, this, &MainWindow::review);
    m_history = new HistoryFlow(m_store, *m_toast, *m_journal, m_clock, this);
    connect(m_review, &ReviewFlow::deletedNotesRequested, m_history, &HistoryFlow::showDeleted);
    m_top->setMenu(WindowMenus::more(*m_actions, this));
    m_listPane->setSortMenu(WindowMenus::sort(*m_actions, this));
    m_focus = new FocusKeeper(this);
    setTabOrder(m_top, m_sidebar);
    setTabOrder(m_sidebar, m_list);
    setTabOrder(m_list, m_pane->header());
}

/// What can be undone has a message of its own, which no other one displaces: they stand above it.
void MainWindow::makeToasts(QWidget *over)
{
    QAction *undo = (*m_actions)[MainActions::UndoLast];
    QAction *accept = (*m_actions)[MainActions::AcceptOffer];
    auto *done = new Toast(over, QStringLiteral("undoToast"));
    m_toast = new Toast(over);
    for (Toast *toast : {done, m_toast}) {
        toast->setBottomMargin(m_status->minimumHeight() + 16);
        toast->keepClearOf(m_pane->editorPane()->findBar());
    }
    m_toast->keepClearOf(done);
    done->setCommand(undo);
    m_toast->setCommand(accept);
    accept->setEnabled(false);
    connect(m_toast, &Toast::offers, accept, &QAction::setEnabled);
    m_journal = new UndoJournal(m_store, *done, *undo, this);
}

void MainWindow::connectParts()
{
    m_gate = new ChangeGate(this);
    connect(m_gate, &ChangeGate::passed, this, &MainWindow::showChanges);
    connect(&m_store, &Store::changed, this, &MainWindow::applyChanges);
    // Another style sheet gives every widget the application's font.
    connect(&m_theme, &Theme::changed, m_pane, [this] {
        m_pane->setEditorFont(m_settings.editorFont());
    });
    connect(m_session, &NoteSession::shown, this, &MainWindow::onNoteShown);
    connect(m_session, &NoteSession::left, this, &MainWindow::onNoteLeft);
    m_rememberSoon.setSingleShot(true);
    connect(&m_rememberSoon, &QTimer::timeout, this, &MainWindow::rememberState);
    connect(m_session, &NoteSession::shown, this, &MainWindow::placeMoved);
    connect(m_session, &NoteSession::closed, this, &MainWindow::onNoteClosed);
    connect(m_session, &NoteSession::vanished, this, &MainWindow::tellVanished);
    connect(m_session, &NoteSession::restoredAway, this, &MainWindow::keepRestoredAway);
    connect(m_session, &NoteSession::saveFailed, this, [this](const Error &error) {
        if (isDamagedText(
                error)) // whoever leaves the note asks for a save, and waits for the answer
            QTimer::singleShot(0, this, &MainWindow::goOnInACopy);
        m_pane->saveBanner()->show(
            Banner::Level::Failed,
            tr("Not saved: %1. Your text is safe here as long as this window is open; it is tried "
               "again by itself.")
                .arg(ErrorWords::reason(error)),
            tr("Try again"), tr("Save a copy…"));
    });
    connect(m_session, &NoteSession::saveRecovered, this, [this] {
        m_copy = {};
        m_pane->saveBanner()->hide();
        m_toast->show(tr("“%1” is saved").arg(NoteName::of(m_session->note()->title)));
    });
    connect(m_session, &NoteSession::givenUp, this, [this] {
        m_copy = {};
        m_pane->saveBanner()->hide();
    });
    connect(m_session, &NoteSession::stateChanged, this, [this](StatusSentence::Text state) {
        showStatus();
        const bool saved = state == StatusSentence::Text::Saved;
        m_notes->setUnsaved(saved || !m_session->note() ? 0 : m_session->note()->key);
    });
    connect(m_pane->saveBanner(), &Banner::primaryClicked, this, &MainWindow::saveNow);
    connect(m_pane->saveBanner(), &Banner::secondaryClicked, this, &MainWindow::saveCopy);
    connect(m_pane, &NotePane::newNoteRequested, this, &MainWindow::newNote);
    connect(m_pane->newNoteBanner(), &Banner::primaryClicked, this, &MainWindow::newNote);
    connect(
        m_pane->newNoteBanner(), &Banner::secondaryClicked, m_pane->newNoteBanner(),
        &QWidget::hide);
}

bool MainWindow::saveNow()
{
    m_review->finishTyping();
    m_session->finishTyping();
    if (!m_session->saveNow())
        goOnInACopy();
    return !m_session->hasUnsaved();
}

QString MainWindow::openNoteId() const { return m_session->noteId(); }
void MainWindow::tell(const QString &message) { m_toast->show(message); }

void MainWindow::offer(
    const QString &message, const QString &action, const std::function<void()> &whatToDo)
{
    m_toast->show(message, action, whatToDo);
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
    m_notes->applyChanges(changes);
    m_places->applyChanges(changes);
    m_sidebar->keepPlace();
    followPlaceName();
    m_session->applyChanges(changes);
    m_review->applyChanges(changes);
    m_history->applyChanges(changes);
    readTallies();
    if (!m_session->note())
        showNoNote(); // whether there are other ones may have changed
    if (changes.origin != ChangeSet::Origin::Person)
        tellKeptNotes();
    if (m_centre && (changes.outbox || changes.everything))
        m_centre->refresh();
    updateActions();
}

bool MainWindow::opensByItself(const QString &id)
{
    const Result<Note> note = m_store.notes().note(id);
    return note && isEditable(note->body);
}

void MainWindow::restoreState()
{
    const QScopedValueRollback restoring(m_restoring, true);
    resizeToFit(this, kFirstSize);
    m_theme.setMode(m_settings.theme());
    restoreGeometry(m_settings.bytes(QStringLiteral("geometry")));
    m_splitter->restoreState(m_settings.bytes(QStringLiteral("splitter")));
    m_pane->setEditorFont(m_settings.editorFont());
    m_pane->setMeasure(m_settings.measure());
    m_pane->setView(m_settings.view());
    setSort(m_settings.sort());
    (void)m_places->refresh(); // on failure the list says what is wrong
    m_sidebar->expandAll();
    const QString id = m_settings.text(QStringLiteral("place/id"));
    const auto kind = static_cast<Place>(m_settings.text(QStringLiteral("place/kind")).toInt());
    if (!m_sidebar->select(kind, id))
        m_sidebar->select(Place::All);
    const QString note = m_settings.text(QStringLiteral("note/id"));
    if (!note.isEmpty() && opensByItself(note)) {
        openNote(note);
        EditorPosition position;
        const QStringList numbers =
            m_settings.text(QStringLiteral("note/position")).split(QLatin1Char(' '));
        position.anchor = numbers.value(0).toInt();
        position.caret = numbers.value(1).toInt();
        position.top = numbers.value(2).toInt();
        m_session->setPosition(position);
    }
}

/// At once, for a computer that fails does so without a warning; but not for every note that
/// somebody leafs through.
void MainWindow::placeMoved()
{
    const QString kind = QString::number(static_cast<int>(m_place.kind.value_or(Place::All)));
    const bool same = m_settings.text(QStringLiteral("note/id")) == m_session->noteId()
        && m_settings.text(QStringLiteral("place/id")) == m_place.id
        && m_settings.text(QStringLiteral("place/kind")) == kind;
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
    m_settings.setText(
        QStringLiteral("place/kind"),
        QString::number(static_cast<int>(m_place.kind.value_or(Place::All))));
    m_settings.setText(QStringLiteral("place/id"), m_place.id);
    m_settings.setText(QStringLiteral("note/id"), m_session->noteId());
    const EditorPosition position = m_session->position();
    m_settings.setText(
        QStringLiteral("note/position"),
        QStringLiteral("%1 %2 %3").arg(position.anchor).arg(position.caret).arg(position.top));
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
    connect(copy, &QPushButton::clicked, this, &MainWindow::saveCopy);
    connect(lose, &QPushButton::clicked, this, [this] {
        // Also where what is on the disk cannot be read: the person wants to be rid of this window.
        m_mayLoseText = true;
        (void)m_session->discard();
        close();
    });
    box->open();
}

void MainWindow::saveCopy()
{
    auto *dialog = new QFileDialog(this, tr("Save a copy"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto &note = m_session->note();
    dialog->selectFile(fileNameOf(note ? note->title : QString()) + QStringLiteral(".md"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto saved = namedfile::write(path, m_session->unsavedText().toUtf8());
        m_toast->show(
            saved ? tr("Copy saved")
                  : tr("The copy could not be saved: %1").arg(saved.error().message));
    });
    dialog->open();
}

void MainWindow::chooseImport()
{
    if (refuseWriting())
        return;
    auto *dialog = new QFileDialog(this, tr("Import notes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Markdown and text (*.md *.markdown *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::importRequested);
    dialog->open();
}

} // namespace cairn
