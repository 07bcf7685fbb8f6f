// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "accountkeeper.h"
#include "credentials.h"
#include "engine/networkconnectivity.h"
#include "engine/runrecorder.h"
#include "errorwords.h"
#include "fileimport.h"
#include "historykeeper.h"
#include "http/connectiontest.h"
#include "leader/sharedsync.h"
#include "nolock.h"
#include "notename.h"
#include "shownname.h"
#include "store/notes/notestore.h"
#include "store/replica/syncsettings.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "storewatch.h"
#include "welcome.h"
#include "window/mainwindow.h"
#include "window/shortcutpriority.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLoggingCategory>
#include <QSessionManager>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcApp, "cairn.app")

constexpr int kRememberMs = 15'000;
constexpr qint64 kWritingMs = 5'000; ///< who wrote this lately will go on
constexpr qsizetype kNamed = 3; ///< problems of an import

} // namespace

Application::Application(const Profile &profile, QSettings &settings, Theme &theme, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_settings(settings)
    , m_theme(theme)
{
}

Application::~Application()
{
    // The window first: what it saves on closing is the last thing that sync could still send.
    if (m_window)
        m_window->saveNow();
    m_window.reset();
    if (m_sync)
        m_sync->stop();
}

Store::Options Application::storeOptions()
{
    Store::Options options;
    options.file = m_profile.databaseFile();
    options.clock = &m_clock;
    options.random = &m_random;
    options.witnesses = m_profile.witnesses();
    return options;
}

/// A full disk shows at the first write, not at opening: better told now than at the first word.
Result<void> Application::checkWritable()
{
    return m_store->meta().setValue(QStringLiteral("opened_at"), QString::number(m_clock.nowMs()));
}

Result<void> Application::openStore(bool locked)
{
    Store::Options options = storeOptions();
    Result<void> writable = locked ? Result<void>() : Result<void>(noLock(m_profile.directory()));
    if (writable) {
        auto opened = Store::open(options);
        if (opened) {
            m_store = std::move(*opened);
            writable = checkWritable();
        } else {
            writable = Failure(opened.error());
        }
    }
    if (writable)
        return {};
    m_store.reset();
    if (!Store::needsToWrite(writable.error()))
        return writable;
    options.readOnlyBecause = writable.error();
    CAIRN_ASSIGN(m_store, Store::open(options));
    return {};
}

/// Nothing can be kept, so nothing begins that would have to.
void Application::startReadOnly(const Error &why)
{
    m_window = std::make_unique<MainWindow>(*m_store, m_settings, m_clock, m_theme);
    connect(m_window.get(), &MainWindow::quitRequested, this, &Application::quit);
    m_window->setReadOnly(why);
    m_window->show();
    qCWarning(lcApp).noquote() << "started to read only:" << why.message;
}

Result<void> Application::start(const StartRequest &request, bool locked)
{
    CAIRN_TRY(openStore(locked));
    if (const auto why = m_store->readOnlyReason()) {
        startReadOnly(*why);
        if (!request.noteId.isEmpty())
            m_window->openNote(request.noteId);
        return {};
    }
    const auto welcome = addWelcomeNote(*m_store, welcomeText());
    if (!welcome) // opened, but not writable: better told now than at the first word
        return Failure(welcome.error());

    m_watch = std::make_unique<StoreWatch>(*m_store);
    m_credentials = std::make_unique<Credentials>(m_profile);
    m_account = std::make_unique<AccountKeeper>(m_store->meta(), *m_credentials);
    m_import = std::make_unique<FileImport>(m_profile.databaseFile(), m_clock);
    m_history = std::make_unique<HistoryKeeper>(m_profile.databaseFile(), m_clock);
    NetworkConnectivity::loadBackend();
    SyncEngine::Options sync;
    sync.storeFile = m_profile.databaseFile();
    m_sync = std::make_unique<SharedSync>(m_profile, sync);
    m_window = std::make_unique<MainWindow>(*m_store, m_settings, m_clock, m_theme);
    new ShortcutPriority(m_window.get());
    connectStore();
    connectSync();
    connectAccount();
    connectWindow();

    m_window->show();
    if (*welcome)
        m_window->openNote(**welcome);
    carryOut(request);
    m_sync->start();
    m_account->start();
    m_history->start();
    qCInfo(lcApp) << "started in" << m_profile.directory();
    return {};
}

void Application::connectStore()
{
    connect(m_store.get(), &Store::changed, m_sync.get(), [this](const ChangeSet &changes) {
        if (changes.outbox || changes.everything)
            m_sync->localChange();
    });
    connect(m_watch.get(), &StoreWatch::changed, m_window.get(), &MainWindow::applyChanges);
    connect(m_watch.get(), &StoreWatch::changed, m_sync.get(), &SharedSync::foreignChange);
    connect(m_watch.get(), &StoreWatch::changed, m_account.get(), &AccountKeeper::look);
}

void Application::connectSync()
{
    const SharedSync *sync = m_sync.get();
    connect(sync, &SharedSync::committed, m_watch.get(), &StoreWatch::heard);
    connect(sync, &SharedSync::committed, m_window.get(), &MainWindow::applyChanges);
    connect(sync, &SharedSync::statusChanged, m_window.get(), [this] { showStatus(); });
    connect(sync, &SharedSync::alone, m_window.get(), [this] { onAlone(); });
    connect(m_window.get(), &MainWindow::syncNowRequested, sync, &SharedSync::syncNow);
    connect(m_window.get(), &MainWindow::pauseRequested, this, &Application::pause);
    connect(m_window.get(), &MainWindow::resumeRequested, this, [this] { pause(std::nullopt); });
    connect(sync, &SharedSync::activity, m_window.get(), &MainWindow::tellActivity);
    connect(m_window.get(), &MainWindow::removalsAllowed, sync, &SharedSync::allowRemovals);
    connect(m_window.get(), &MainWindow::removalsRefused, sync, &SharedSync::keepNotes);
    connect(m_window.get(), &MainWindow::takeAlongRequested, sync, &SharedSync::takeAlong);
    connect(m_window.get(), &MainWindow::syncSettingsChanged, sync, &SharedSync::settingsChanged);
}

void Application::connectAccount()
{
    connect(m_account.get(), &AccountKeeper::ready, m_sync.get(), &SharedSync::setAccount);
    connect(m_account.get(), &AccountKeeper::passwordNeeded, m_window.get(), [this](bool declined) {
        if (m_sync->isAlone())
            onAlone();
        else // another process may be syncing these notes: then its status is the honest one
            showStatus();
        m_window->askForPassword(declined);
    });
    connect(m_window.get(), &MainWindow::keychainRequested, m_account.get(), &AccountKeeper::start);
    connect(
        m_account.get(), &AccountKeeper::passwordNotStored, m_window.get(), [this](bool declined) {
            if (declined)
                return m_window->offer(
                    tr("The password was not kept: this computer’s password store stayed locked. "
                       "Cairn will ask for it again at its next start."),
                    tr("Try again"), [this] { m_account->storeAgain(); });
            m_window->tell(tr("The password could not be kept in this computer’s password store: "
                              "Cairn will ask for it again at its next start."));
        });
    connect(m_account.get(), &AccountKeeper::failed, m_window.get(), [this](const Error &error) {
        m_window->tell(tr("Not saved: %1").arg(ErrorWords::reason(error)));
    });
    connect(
        m_window.get(), &MainWindow::accountChanged, m_account.get(),
        [this](const Account &account, const QString &password, const QString &device) {
            const auto dropped = dropUntouchedWelcomeNote(*m_store, welcomeText());
            if (!dropped)
                qCWarning(lcApp) << "the welcome note stays:" << dropped.error().message;
            else if (*dropped)
                m_window->tell(
                    tr("The welcome note is gone: it was only for this computer, and you "
                       "had written nothing into it."));
            m_account->change(account, password, device);
        });
    connect(
        m_window.get(), &MainWindow::signOutRequested, m_account.get(), &AccountKeeper::signOut);
    connect(
        m_window.get(), &MainWindow::connectionTestRequested, this, &Application::testConnection);
}

void Application::showStatus() { m_window->setSyncStatus(m_account->shown(m_sync->status())); }

/// Nobody syncs, and what is missing is here: `cairn-cli status` is to say so as well.
void Application::onAlone()
{
    if (m_account->lacksPassword()) {
        const auto kept =
            RunRecorder::rememberFailure(m_store->meta(), errorKindName(ErrorKind::Auth));
        if (!kept)
            qCWarning(lcApp) << "that a password is missing is not kept:" << kept.error().message;
    }
    showStatus();
}

/// Kept first: whoever syncs may be gone already, or go before it hears, and who comes next finds
/// it.
void Application::pause(const std::optional<qint64> &untilMs)
{
    std::optional<SyncSettings::Pause> pause;
    if (untilMs)
        pause = {m_clock.nowMs(), *untilMs};
    if (const auto kept = SyncSettings::setPause(m_store->meta(), pause); !kept)
        m_window->tell(tr("Not saved: %1").arg(ErrorWords::reason(kept.error())));
    if (untilMs)
        m_sync->pause(*untilMs);
    else
        m_sync->resume();
}

void Application::connectWindow()
{
    connect(
        m_window.get(), &MainWindow::historySettingChanged, m_history.get(),
        &HistoryKeeper::thinNow);
    connect(m_window.get(), &MainWindow::quitRequested, this, &Application::quit);
    connect(m_import.get(), &FileImport::finished, this, &Application::tellImport);
    connect(m_window.get(), &MainWindow::importRequested, m_import.get(), &FileImport::start);
    m_remember.setSingleShot(true);
    m_remember.setInterval(kRememberMs);
    connect(&m_remember, &QTimer::timeout, m_window.get(), &MainWindow::rememberState);
    connect(&m_input, &InputWatch::acted, this, [this] {
        if (!m_remember.isActive()) // while nobody does anything there is nothing to remember
            m_remember.start();
    });
    connect(
        qGuiApp, &QGuiApplication::applicationStateChanged, m_window.get(),
        &MainWindow::rememberState);
    // Direct: the session manager waits only for as long as this runs.
    connect(
        qGuiApp, &QGuiApplication::commitDataRequest, this, &Application::commitData,
        Qt::DirectConnection);
}

void Application::testConnection(const Account &account, const QString &password)
{
    // An empty one means the one that is known.
    QString used = password;
    if (used.isEmpty() && !account.user.isEmpty()) {
        const auto known = m_account->knownPassword(account);
        if (!known)
            return m_window->askForMissingPassword();
        used = *known;
    }
    // A new trial gives the old one up.
    m_test = std::make_unique<ConnectionTest>(m_network);
    connect(
        m_test.get(), &ConnectionTest::finished, m_window.get(), &MainWindow::setConnectionReport);
    m_test->run(account, used);
}

void Application::handle(const StartRequest &request)
{
    if (isWritten())
        return offer(request);
    if (m_sync) // else the disk takes nothing
        m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    // A dialog of ours that is in front keeps the keys.
    QWidget *front = QApplication::activeModalWidget();
    if (!front)
        front = QApplication::activeWindow();
    if (!front)
        front = m_window.get();
    front->raise();
    front->activateWindow();
    if (m_sync)
        carryOut(request);
}

void Application::carryOut(const StartRequest &request)
{
    if (!request.noteId.isEmpty())
        m_window->openNote(request.noteId);
    if (!request.files.isEmpty())
        m_import->start(request.files);
    if (request.newNote)
        m_window->newNote();
}

/// Nothing takes the focus or the open note away from somebody who is writing, in whichever window.
bool Application::isWritten() const { return m_input.hasTyped(kWritingMs); }

/// What another start asks for while somebody is writing: the window only asks for attention.
void Application::offer(const StartRequest &request)
{
    QApplication::alert(m_window.get());
    if (!m_sync)
        return;
    const QString id = request.noteId;
    if (!id.isEmpty() && id != m_window->openNoteId()) {
        if (const auto note = m_store->notes().note(id))
            m_window->offer(
                tr("A link leads to “%1”").arg(NoteName::of(note->title)), tr("Show"),
                [this, id] { m_window->openNote(id); });
    }
    if (request.newNote)
        m_window->offer(tr("Another program asks for a new note"), tr("New note"), [this] {
            m_window->newNote();
        });
    if (!request.files.isEmpty())
        m_import->start(request.files);
}

/// All that was handed over at once is told at once.
void Application::tellImport(const FileImportOutcome &outcome)
{
    const ImportReport &report = outcome.report;
    const QString message = importWords(outcome);
    if (report.noteIds.isEmpty())
        return m_window->tell(message);
    if (!isWritten() && !outcome.openedId.isEmpty()) {
        m_window->tell(message);
        return m_window->openNote(outcome.openedId);
    }
    const QString id = outcome.openedId.isEmpty() ? report.noteIds.first() : outcome.openedId;
    m_window->offer(message, tr("Show"), [this, id] { m_window->openNote(id); });
}

/// What came, and what is not as it was written; of many the first ones are named.
QString Application::importWords(const FileImportOutcome &outcome) const
{
    const ImportReport &report = outcome.report;
    QStringList lines;
    for (const FileImportOutcome::Failed &one : outcome.failed) {
        const QString reason = one.error.kind == ErrorKind::Invalid ? tr("it cannot be read")
                                                                    : ErrorWords::reason(one.error);
        lines.append(tr("“%1” could not be imported: %2")
                         .arg(isolatedName(QFileInfo(one.path).fileName()), reason));
    }
    for (const ImportReport::Skipped &item : report.skipped) {
        const QString name = isolatedName(item.item);
        lines.append(
            item.partly ? tr("Of “%1” something was left out").arg(name)
                        : tr("“%1” was left out").arg(name));
    }
    for (const ImportReport::Skipped &item : report.remarks) {
        if (!item.encoding.isEmpty())
            lines.append(tr("“%1” was read as %2").arg(isolatedName(item.item), item.encoding));
    }
    if (const qsizetype more = lines.size() - kNamed; more > 0) {
        lines.resize(kNamed);
        lines.append(tr("and %Ln more", "problems of an import", int(more)));
    }
    if (report.notes > 0 || report.alreadyHere > 0 || lines.isEmpty()) {
        QString counts = tr("%Ln note(s) imported", nullptr, report.notes);
        if (report.alreadyHere > 0)
            counts += tr(", %Ln already here", nullptr, report.alreadyHere);
        if (!report.skipped.isEmpty())
            counts += tr(", %Ln left out", nullptr, int(report.skipped.size()));
        lines.prepend(counts);
    }
    return lines.join(QLatin1Char('\n'));
}

void Application::commitData(QSessionManager &manager)
{
    if (m_window->saveNow())
        return;
    qCWarning(lcApp) << "the session ends with text that cannot be saved";
    if (manager.allowsInteraction())
        manager.cancel(); // the window says why, and offers to save a copy
}

void Application::quit()
{
    if (!m_window || m_window->close())
        QCoreApplication::exit(0);
}

} // namespace cairn
