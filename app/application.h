// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "error.h"
#include "inputwatch.h"
#include "profile.h"
#include "random.h"
#include "startrequest.h"
#include "store/store.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <memory>

class QSessionManager;
class QSettings;

namespace cairn {

class AccountKeeper;
class ConnectionTest;
class Credentials;
class FileImport;
class HistoryKeeper;
class MainWindow;
class StoreWatch;
class SharedSync;
class Theme;
struct Account;
struct FileImportOutcome;

/// The desktop application put together: the only place where model, sync and ui meet. Owns the
/// store of the UI thread, the sync thread and the window, and carries values between them.
/// Everything of it is gone when the destructor returns: text saved, sync stopped and joined,
/// database closed.
class Application : public QObject {
    Q_OBJECT
public:
    /// `settings` and `theme` outlive it.
    Application(
        const Profile &profile, QSettings &settings, Theme &theme, QObject *parent = nullptr);
    ~Application() override;

    /// Opens the store and shows the window. On failure nothing was changed and nothing is shown;
    /// it may be called again. Where the disk takes nothing, or the profile could not be `locked`,
    /// the notes are shown to be read: nothing syncs then.
    Result<void> start(const StartRequest &request, bool locked = true);
    Store::Options storeOptions(); ///< of the UI thread's store
    /// Of a second start: comes to the front and does it. While somebody is writing in any window
    /// the focus and the open note stay, and what is asked for is offered.
    void handle(const StartRequest &request);
    /// Saves and closes the window; ends the program unless text could not be saved.
    void quit();

    MainWindow *window() const { return m_window.get(); }
    Store *store() const { return m_store.get(); }

private:
    Result<void> openStore(bool locked);
    Result<void> checkWritable();
    void startReadOnly(const Error &why);
    void connectStore();
    void connectSync();
    void connectAccount();
    void connectWindow();
    void carryOut(const StartRequest &request);
    void offer(const StartRequest &request);
    bool isWritten() const;
    void commitData(QSessionManager &manager);
    void showStatus();
    void onAlone();
    void pause(const std::optional<qint64> &untilMs); ///< nothing: resume
    void testConnection(const Account &account, const QString &password);
    QString importWords(const FileImportOutcome &outcome) const;
    void tellImport(const FileImportOutcome &outcome);

    Profile m_profile;
    QSettings &m_settings;
    Theme &m_theme;
    SystemClock m_clock;
    SystemRandom m_random;
    QNetworkAccessManager m_network; ///< for trying accounts; sync has its own
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreWatch> m_watch;
    std::unique_ptr<Credentials> m_credentials;
    std::unique_ptr<AccountKeeper> m_account;
    std::unique_ptr<ConnectionTest> m_test;
    std::unique_ptr<FileImport> m_import;
    std::unique_ptr<HistoryKeeper> m_history;
    std::unique_ptr<SharedSync> m_sync;
    InputWatch m_input;
    QTimer m_remember; ///< a program that is killed starts again nearly where it was
    std::unique_ptr<MainWindow> m_window; ///< last, so that it goes first
};

} // namespace cairn
