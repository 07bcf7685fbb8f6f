// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "editor/markdowneditor.h"
#include "files.h"
#include "halfremoval.h"
#include "leader/profilelock.h"
#include "preview/previewpane.h"
#include "profilehold.h"
#include "recoverydialog.h"
#include "startfailure.h"
#include "status/banner.h"
#include "store/care/backup.h"
#include "store/care/storetraces.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"
#include "theme/theme.h"
#include "welcome.h"
#include "window/mainwindow.h"
#include "wipe.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace cairn;

/// The whole application in this process, with a profile of its own and no keychain.
class TestApplication : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void firstStartShowsTheWelcomeNote();
    void typedTextIsOnDiskSoon();
    void restartGoesOnWhereItWas();
    void otherProcessesAreSeen();
    void laterStartsAreServed();
    void filesDoNotTakeTheTextAway();
    void laterStartsWaitForWhoWrites();
    void laterStartsLeaveADialogInFront();
    void shortcutsWinOverEditingKeys();
    void passwordIsAskedForOnce();
    void wordsForEveryFailure();
    void theRestIsRemovedOnlyWhenMeant();
    void newNotesAreNoRestOfTheRemoval();
    void storesThatCannotBeOpened_data();
    void storesThatCannotBeOpened();
    void aDiskThatTakesNothingIsRead();
    void copiesAreOfferedWhereNotesWere();

private:
    struct Running {
        explicit Running(const Profile &profile)
            : settings(profile.settingsFile(), QSettings::IniFormat)
            , theme(*qApp)
            , application(profile, settings, theme)
        {
        }
        QSettings settings;
        Theme theme;
        Application application;
    };
    Result<void> start(const StartRequest &request = {})
    {
        m_running = std::make_unique<Running>(*m_profile);
        return m_running->application.start(request);
    }
    MainWindow *window() const { return m_running->application.window(); }
    MarkdownEditor *editor() const { return window()->findChild<MarkdownEditor *>(); }
    int rows() const
    {
        return window()
            ->findChild<QAbstractItemView *>(QStringLiteral("noteList"))
            ->model()
            ->rowCount();
    }
    std::unique_ptr<Store> otherProcess()
    {
        Store::Options options;
        options.file = m_profile->databaseFile();
        options.clock = &m_clock;
        options.random = &m_random;
        return std::move(Store::open(options)).value();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::optional<Profile> m_profile;
    std::unique_ptr<Running> m_running;
    SystemClock m_clock;
    SystemRandom m_random;
};

void TestApplication::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    QApplication::setQuitOnLastWindowClosed(false);
}

void TestApplication::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_profile = Profile(m_directory->path());
}

void TestApplication::cleanup() { m_running.reset(); }

void TestApplication::firstStartShowsTheWelcomeNote()
{
    QVERIFY(start());
    QVERIFY(window()->isVisible());
    QCOMPARE(rows(), 1);
    QVERIFY(!window()->openNoteId().isEmpty());
    QVERIFY(welcomeText().contains(editor()->noteText().trimmed()));
}

void TestApplication::typedTextIsOnDiskSoon()
{
    QVERIFY(start());
    window()->newNote();
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("typed words"));
    QElapsedTimer timer;
    timer.start();
    const QString id = window()->openNoteId();
    const auto other = otherProcess();
    QTRY_COMPARE(other->notes().note(id).value_or(Note()).body, QStringLiteral("typed words"));
    QVERIFY2(
        timer.elapsed() <= 1500,
        qPrintable(QString::number(timer.elapsed()))); // 1 s, and a busy machine
}

void TestApplication::restartGoesOnWhereItWas()
{
    QVERIFY(start());
    window()->newNote();
    const QString id = window()->openNoteId();
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("one two three"));
    editor()->setPosition({3, 3, 0});
    QVERIFY(window()->close());
    m_running.reset();
    QVERIFY(start());
    QCOMPARE(rows(), 2); // no second welcome note
    QCOMPARE(window()->openNoteId(), id);
    QCOMPARE(editor()->noteText(), QStringLiteral("one two three"));
    QCOMPARE(editor()->textCursor().position(), 3);
}

void TestApplication::otherProcessesAreSeen()
{
    QVERIFY(start());
    const auto other = otherProcess();
    NoteContent content;
    content.title = QStringLiteral("from elsewhere");
    QVERIFY(other->notes().create(content));
    QTRY_COMPARE(rows(), 2);
    // The note that is open, too; what is typed meanwhile stays.
    NotePatch patch;
    patch.body = QStringLiteral("changed elsewhere");
    QVERIFY(other->notes().edit(window()->openNoteId(), patch));
    QTRY_COMPARE(editor()->noteText(), QStringLiteral("changed elsewhere"));
}

void TestApplication::laterStartsAreServed()
{
    QVERIFY(start());
    const QString welcome = window()->openNoteId();
    QFile file(m_directory->filePath(QStringLiteral("a.md")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# Imported\n\ntext\n");
    file.close();
    m_running->application.handle({QString(), true, {}});
    QVERIFY(window()->openNoteId() != welcome);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("x"));
    m_running->application.handle({QString(), false, {file.fileName()}});
    QTRY_COMPARE(rows(), 3);
    QTRY_VERIFY(editor()->noteText().contains(QStringLiteral("text"))); // a single file is shown
    m_running->application.handle({welcome, false, {}});
    QCOMPARE(window()->openNoteId(), welcome);
    m_running->application.handle({QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV"), false, {}});
    QCOMPARE(window()->openNoteId(), welcome); // there is no such note: nothing happens but a word
}

/// Somebody is writing: what another start hands over comes in, is told once, and waits.
void TestApplication::filesDoNotTakeTheTextAway()
{
    QVERIFY(start());
    m_running->application.handle({QString(), true, {}});
    const QString open = window()->openNoteId();
    QApplication::setActiveWindow(window());
    editor()->setFocus();
    const auto type = [this](Qt::Key key) { QTest::keyClick(window()->windowHandle(), key); };
    type(Qt::Key_A);
    QStringList paths;
    const auto hand = [this, &paths](const QString &name, const QByteArray &bytes) {
        paths.append(m_directory->filePath(name));
        QFile file(paths.last());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    hand(QStringLiteral("a.md"), "# Pump\n\ntext\n");
    hand(QStringLiteral("b.md"), "# Caf\xe9 \x96 \x93quoted\x94\n\ntext\n"); // windows-1252
    paths.append(m_directory->filePath(QStringLiteral("missing.md")));
    m_running->application.handle({QString(), false, paths});
    auto *words = window()->findChild<QLabel *>(QStringLiteral("toastText"));
    while (!words->text().contains(QStringLiteral("imported"))) {
        type(Qt::Key_B);
        QTest::qWait(20);
    }
    const QString told = words->text();
    QTest::qWait(50); // nothing comes after it
    type(Qt::Key_C);
    QCOMPARE(words->text(), told);
    QVERIFY2(told.contains(QStringLiteral("2 note")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("missing.md")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("windows-1252"), Qt::CaseInsensitive), qPrintable(told));
    QCOMPARE(window()->openNoteId(), open);
    QCOMPARE(QApplication::focusWidget(), editor());
    const QString written = editor()->noteText();
    QVERIFY(written.startsWith(u'a') && written.endsWith(u'c'));
    window()->findChild<QPushButton *>(QStringLiteral("toastAction"))->click();
    QVERIFY(editor()->noteText().contains(QStringLiteral("text")));
    window()->openNote(open);
    QCOMPARE(editor()->noteText(), written);
}

/// Links and new notes, too: the sentence goes on where it began.
void TestApplication::laterStartsWaitForWhoWrites()
{
    QVERIFY(start());
    const QString welcome = window()->openNoteId();
    m_running->application.handle({QString(), true, {}});
    const QString open = window()->openNoteId();
    QVERIFY(open != welcome);
    QVERIFY(QTest::qWaitForWindowActive(window()));
    editor()->setFocus();
    const auto type = [](QWidget *where, Qt::Key key) {
        QTest::keyClick(where->windowHandle(), key);
    };
    const auto *words = window()->findChild<QLabel *>(QStringLiteral("toastText"));
    auto *accept = window()->findChild<QPushButton *>(QStringLiteral("toastAction"));
    type(window(), Qt::Key_A);
    m_running->application.handle({welcome, false, {}});
    type(window(), Qt::Key_B);
    QCOMPARE(window()->openNoteId(), open);
    const QString told = words->text();
    m_running->application.handle({open, false, {}}); // it is here already
    m_running->application.handle({QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV"), false, {}});
    QCOMPARE(words->text(), told);
    QVERIFY(accept->isVisible());
    accept->click();
    QCOMPARE(window()->openNoteId(), welcome);
    window()->openNote(open);
    QCOMPARE(editor()->noteText(), QStringLiteral("ab"));

    editor()->setFocus();
    type(window(), Qt::Key_C);
    m_running->application.handle({QString(), true, {}});
    type(window(), Qt::Key_D);
    QCOMPARE(window()->openNoteId(), open);
    QCOMPARE(rows(), 2);
    QCOMPARE(editor()->noteText().size(), 4);
    accept->click();
    QCOMPARE(rows(), 3);
    QVERIFY(window()->openNoteId() != open);
}

void TestApplication::laterStartsLeaveADialogInFront()
{
    QVERIFY(start());
    const QString welcome = window()->openNoteId();
    QVERIFY(QTest::qWaitForWindowActive(window()));
    QDialog dialog(window());
    QLineEdit field(&dialog);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    field.setFocus();
    const auto isInFront = [&] {
        QTest::qWait(50); // what would come to the front is there
        return QApplication::activeWindow() == &dialog && QApplication::focusWidget() == &field;
    };
    QVERIFY(isInFront());
    m_running->application.handle({}); // nobody is writing
    QVERIFY(isInFront());
    QTest::keyClick(dialog.windowHandle(), Qt::Key_A);
    for (const StartRequest &request :
         {StartRequest{}, StartRequest{QString(), true, {}}, StartRequest{welcome, false, {}}}) {
        m_running->application.handle(request);
        QVERIFY(isInFront());
    }
    QCOMPARE(window()->openNoteId(), welcome);
    QCOMPARE(rows(), 1);
    QCOMPARE(field.text(), QStringLiteral("a"));
}

void TestApplication::shortcutsWinOverEditingKeys()
{
    QVERIFY(start());
    QVERIFY(QTest::qWaitForWindowActive(window()));
    editor()->setFocus();
    editor()->setNoteText(QStringLiteral("some text"));
    auto *preview = window()->findChild<PreviewPane *>();
    QVERIFY(!preview->isVisible());
    QTest::keyClick(editor(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY(preview->isVisible());
    QTest::keyClick(editor(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor(), Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(editor()->noteText(), QString());
    QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor()->noteText(), QStringLiteral("some text"));
}

void TestApplication::passwordIsAskedForOnce()
{
    {
        const auto other = otherProcess();
        QVERIFY(other->meta().setAccount(
            {QStringLiteral("http://127.0.0.1:1/notes"), QStringLiteral("ann")}));
    }
    QVERIFY(start());
    // A line, not a dialog: the keys still go where the person writes.
    auto *notice = window()->findChild<Banner *>(QStringLiteral("windowNotice"));
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("ann")));
    QVERIFY(!window()->findChild<QDialog *>(QStringLiteral("accountDialog")));
    QVERIFY(!QApplication::activeModalWidget());
    window()->newNote();
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("typed"));
    QCOMPARE(editor()->noteText(), QStringLiteral("typed"));
    notice->findChild<QPushButton *>(QStringLiteral("bannerPrimary"))->click();
    auto *dialog = window()->findChild<QDialog *>(QStringLiteral("accountDialog"));
    QVERIFY(dialog && dialog->isVisible());
    // Without one nothing is sent, and what is said is not that it was wrong.
    dialog->findChild<QPushButton *>(QStringLiteral("accountConnect"))->click();
    QCOMPARE(
        dialog->findChild<QLabel *>(QStringLiteral("accountOutcomeTitle"))->text(),
        QStringLiteral("The password is missing"));
    QCOMPARE(
        dialog->focusWidget(), dialog->findChild<QLineEdit *>(QStringLiteral("accountPassword")));
    dialog->reject();
    QTRY_VERIFY(!window()->findChild<QDialog *>(QStringLiteral("accountDialog")));
    QVERIFY(notice->isVisible());
    notice->findChild<QPushButton *>(QStringLiteral("bannerSecondary"))->click();
    QVERIFY(!notice->isVisible());
    QVERIFY(m_running->application.store()->meta().account().value().isValid());
}

void TestApplication::wordsForEveryFailure()
{
    const Profile profile(QStringLiteral("/p"));
    QStringList seen;
    for (const ErrorKind kind :
         {ErrorKind::TooNew, ErrorKind::DiskFull, ErrorKind::Locked, ErrorKind::Storage,
          ErrorKind::Transient}) {
        const Error error{kind, 0, QStringLiteral("detail"), QStringLiteral("context")};
        QVERIFY(!StartFailure::headline(error).isEmpty());
        QVERIFY(
            StartFailure::advice(error, profile).contains(QStringLiteral("Nothing was changed")));
        QVERIFY(!seen.contains(StartFailure::advice(error, profile)));
        seen << StartFailure::advice(error, profile);
    }
    const Error half{ErrorKind::Locked, storetraces::kRemovalBegun, QStringLiteral("detail"), {}};
    QVERIFY(StartFailure::headline(half).contains(QStringLiteral("not finished")));
    QVERIFY(!seen.contains(StartFailure::advice(half, profile)));
    QVERIFY(!RecoveryDialog::canHelp(half)); // copies are offered of what is wanted
    QMessageBox *box =
        StartFailure::show({ErrorKind::Locked, 11, QStringLiteral("<b>detail"), {}}, profile);
    QVERIFY(box->isVisible());
    QVERIFY(box->detailedText().contains(QStringLiteral("<b>detail")));
    box->close();
}

/// Enter does not remove anything: the button has to be meant.
void TestApplication::theRestIsRemovedOnlyWhenMeant()
{
    const Profile profile(QStringLiteral("/p"));
    for (const bool meant : {false, true}) {
        QTimer::singleShot(0, this, [meant] {
            QWidget *box = QApplication::activeModalWidget();
            QVERIFY(box && box->objectName() == QStringLiteral("finishRemoval"));
            if (meant)
                box->findChild<QPushButton *>(QStringLiteral("finishRemovalYes"))->click();
            else
                QTest::keyClick(box, Qt::Key_Return);
        });
        QCOMPARE(StartFailure::askToFinishRemoval(profile), meant);
    }
}

/// The question was about the old notes: while it was open another program finished, and new ones
/// were written.
void TestApplication::newNotesAreNoRestOfTheRemoval()
{
    const auto mark = [this] {
        QVERIFY(writeFile(storetraces::removalMark(m_profile->databaseFile()), "half-way\n"));
    };
    mark();
    QTimer::singleShot(0, this, [this] {
        QWidget *box = QApplication::activeModalWidget();
        QVERIFY(box && box->objectName() == QStringLiteral("finishRemoval"));
        {
            ProfileWipe other(*m_profile);
            QVERIFY(other.begin());
            QVERIFY(other.remove());
        }
        QVERIFY(QDir().mkpath(m_profile->directory()));
        QVERIFY(otherProcess()->notes().create({}));
        box->findChild<QPushButton *>(QStringLiteral("finishRemovalYes"))->click();
    });
    QTimer news; // of a removal: there is to be none, and nobody else would close it
    connect(&news, &QTimer::timeout, this, [] {
        if (QWidget *box = QApplication::activeModalWidget())
            box->close();
    });
    news.start(3'000);
    const auto next = halfremoval::finish(*m_profile);
    news.stop();
    QVERIFY(next);
    QCOMPARE(*next, halfremoval::Next::Start);
    QCOMPARE(otherProcess()->notes().list({}).value().size(), 1);
    QVERIFY(ProfileHold(*m_profile).take()); // nothing of it keeps the window away

    mark(); // what is still half-way goes
    QTimer::singleShot(0, this, [this] {
        QTimer::singleShot(0, this, [] {
            QWidget *box = QApplication::activeModalWidget();
            QVERIFY(box && box->objectName() == QStringLiteral("removalFinished"));
            box->close();
        });
        QApplication::activeModalWidget()
            ->findChild<QPushButton *>(QStringLiteral("finishRemovalYes"))
            ->click();
    });
    QCOMPARE(halfremoval::finish(*m_profile), halfremoval::Next::End);
    QVERIFY(!ProfileWipe::hasFiles(*m_profile));
}

void TestApplication::storesThatCannotBeOpened_data()
{
    QTest::addColumn<QByteArray>("content"); // empty: a store of a newer version
    QTest::addColumn<int>("kind");
    QTest::newRow("newer") << QByteArray() << int(ErrorKind::TooNew);
    QTest::newRow("damaged") << QByteArray("SQLite format 3\0", 16) + QByteArray(8'000, '\x7f')
                             << int(ErrorKind::Locked);
    QTest::newRow("something else") << QByteArray(8'000, 'x') << int(ErrorKind::Locked);
}

void TestApplication::storesThatCannotBeOpened()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    QFile file(m_profile->databaseFile());
    if (content.isEmpty()) {
        const auto other = otherProcess();
        QVERIFY(databaseOf(*other).execute(QStringLiteral("PRAGMA user_version = 9999")));
    } else {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const Result<void> started = start();
    QVERIFY(!started);
    QCOMPARE(int(started.error().kind), kind);
    QVERIFY(!window());
    m_running.reset();
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

/// Without a lock nothing is written, on a full or a protected disk.
void TestApplication::aDiskThatTakesNothingIsRead()
{
    QVERIFY(start());
    window()->newNote();
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("words to read"));
    QVERIFY(window()->close());
    m_running = std::make_unique<Running>(*m_profile);
    QVERIFY(m_running->application.start({}, false));
    auto *notice = window()->findChild<Banner *>(QStringLiteral("windowNotice"));
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("nothing can be saved")));
    QVERIFY(m_running->application.store()->readOnlyReason());
    QCOMPARE(rows(), 2);
    const QString open = window()->openNoteId();
    QVERIFY(editor()->isReadOnly());
    QTest::keyClicks(editor(), QStringLiteral("more"));
    window()->newNote();
    QCOMPARE(window()->openNoteId(), open);
    QCOMPARE(rows(), 2);
    QCOMPARE(editor()->noteText(), QStringLiteral("words to read"));
    QVERIFY(window()->close());
}

void TestApplication::copiesAreOfferedWhereNotesWere()
{
    QString copy;
    {
        const auto other = otherProcess();
        QVERIFY(other->notes().create(NoteContent()));
        copy = m_profile->directory() + QStringLiteral("/backups/cairn-2026-01-02-030405.sqlite");
        QDir().mkpath(QFileInfo(copy).absolutePath());
        QVERIFY(Backup::write(databaseOf(*other), copy));
    }
    QVERIFY(QFile::resize(m_profile->databaseFile(), 0));
    const auto refused = start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, storetraces::kNotesMissing);
    QVERIFY(RecoveryDialog::canHelp(refused.error()));
    RecoveryDialog page(*m_profile, m_running->application.storeOptions(), refused.error());
    page.show();
    auto *copies = page.findChild<QListWidget *>(QStringLiteral("recoveryCopies"));
    QCOMPARE(copies->count(), 1);
    QVERIFY(copies->item(0)->text().contains(QStringLiteral("1")));
    const auto isRefused = [this, &page](const QString &words) {
        for (const char *button : {"recoveryRestore", "recoveryAnew"}) {
            bool told = false;
            QTimer::singleShot(200, &page, [&page, &told, &words] {
                auto *news = page.findChild<QMessageBox *>(QStringLiteral("recoveryNews"));
                told = news && news->text().contains(words);
                if (news)
                    news->accept();
            });
            page.findChild<QPushButton *>(QLatin1String(button))->click();
            QVERIFY(told);
            QVERIFY(page.isVisible());
            QCOMPARE(QFileInfo(m_profile->databaseFile()).size(), 0);
        }
    };
    {
        ProfileLock syncing(m_profile->leaderFile());
        QVERIFY(syncing.tryLock());
        isRefused(QStringLiteral("Another program"));
    }
    QVERIFY(QFile::remove(m_profile->leaderFile()) && QDir().mkdir(m_profile->leaderFile()));
    isRefused(QStringLiteral("Nothing can be changed here: the folder"));
    QVERIFY(QDir().rmdir(m_profile->leaderFile()));
    bool alive = false; // while the copy is taken over, which takes a minute for many notes
    QTimer::singleShot(0, &page, [&page, &alive] {
        alive = page.findChild<QWidget *>(QStringLiteral("recoveryWorking"))->isVisible();
        page.reject(); // the close button: not now
    });
    page.findChild<QPushButton *>(QStringLiteral("recoveryRestore"))->click();
    QVERIFY(page.isVisible() && !page.isEnabled()); // nothing waits in there
    QTRY_VERIFY(alive);
    QTRY_COMPARE(page.result(), int(QDialog::Accepted));
    QVERIFY(m_running->application.start({}));
    QCOMPARE(rows(), 1);
}

QTEST_MAIN(TestApplication)
#include "tst_application.moc"
