// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "dialogs/accountdialog.h"
#include "random.h"
#include "store/care/metricsstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/theme.h"
#include "translations.h"
#include "welcome.h"
#include "window/mainwindow.h"
#include "window/notebookcommands.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QScopeGuard>
#include <QScreen>
#include <QSettings>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest>

using namespace cairn;

/// Makes the pictures that people look at (README.md, release notes): set CAIRN_SCREENSHOTS to a
/// folder. Without it every picture is still made, as a test that nothing breaks while painting.
class TestScreenshots : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void written_data();
    void written();
    void firstStart();
    void tenThousand();
    void search();
    void account();
    void rightToLeft();
    void surfaces();
    void fitsASmallScreen_data();
    void fitsASmallScreen();
    void wide();
    void conflict();
    void syncing_data();
    void syncing();
    void alerts();

private:
    struct Sample {
        const char *title;
        const char *body;
        const char *notebook;
        QStringList tags;
        int minutesAgo;
        bool pinned = false;
        bool emergency = false;
    };
    void add(const Sample &sample);
    void fill();
    void disagree();
    void open(const QString &title = {});
    void shoot(const QString &name, QWidget *widget = nullptr);

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestScreenshots::initTestCase()
{
    installTranslations(*qApp, QLocale(QLocale::English));
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestScreenshots::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Store::Options options;
    options.file = m_folder->filePath(QStringLiteral("cairn.sqlite"));
    options.clock = &m_clock;
    options.random = &m_random;
    options.deviceName = QStringLiteral("laptop");
    auto store = Store::open(options);
    QVERIFY(store);
    m_store = std::move(*store);
    m_settings = std::make_unique<QSettings>(
        m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    UiSettings(*m_settings).setTheme(Theme::Mode::Light);
}

void TestScreenshots::cleanup()
{
    m_window.reset();
    m_store.reset();
}

void TestScreenshots::add(const Sample &sample)
{
    NoteContent content;
    content.title = QString::fromUtf8(sample.title);
    content.body = QString::fromUtf8(sample.body);
    content.tags = sample.tags;
    content.pinned = sample.pinned;
    content.emergency = sample.emergency;
    content.updatedAt = m_clock.nowMs() - sample.minutesAgo * 60'000LL;
    content.createdAt = content.updatedAt;
    if (*sample.notebook)
        content.notebookId =
            m_store->notebooks().ensurePath(QString::fromUtf8(sample.notebook))->id;
    QVERIFY(m_store->notes().create(content));
}

void TestScreenshots::fill()
{
    const auto tag = [](const char *name) { return QString::fromLatin1(name); };
    add(
        {"Pump 7 inspection",
         "Bearing noise above 1,200 rpm, worse after a cold start. Housing at 71 °C after ten "
         "minutes.\n\n"
         "## To do\n\n- [x] oil level\n- [x] photograph the coupling\n- [ ] call the supplier\n"
         "- [ ] order two gaskets, type `DN 80`\n\n## Readings\n\n| rpm  | vibration | temperature "
         "|\n"
         "|-----:|----------:|------------:|\n|  600 |  1.2 mm/s |       48 °C |\n| 1200 |  2.9 "
         "mm/s |       63 °C |\n"
         "| 1500 |  4.4 mm/s |       71 °C |\n\n> Do not run above 1,500 rpm until the bearing is "
         "changed.\n\n"
         "See also [[Meeting minutes]] and the **maintenance plan**.\n",
         "Site North/Pumps",
         {tag("pump"), tag("urgent")},
         12,
         true,
         true});
    add(
        {"Meeting minutes",
         "Agreed: new gaskets from the second supplier, delivery in week 21.\n\n- [ ] confirm by "
         "phone",
         "Private",
         {tag("meeting")},
         60 * 26});
    add(
        {"Valve block, east wing",
         "Valves 3 and 4 replaced, 5 sticks when cold. Torque 24 Nm.",
         "Site North/Valves",
         {tag("valve")},
         95});
    add(
        {"Night shift handover",
         "Generator test at 02:00 went well. Fuel at 64 %.",
         "Site North",
         {},
         60 * 7,
         false,
         true});
    add({"Packing list", "- [ ] head torch\n- [ ] gloves\n- [x] charger", "Private", {}, 60 * 50});
    add(
        {"Reading: lubrication of slow bearings",
         "Grease life halves for every 15 °C above 70 °C …",
         "",
         {tag("reading")},
         60 * 24 * 9});
    add(
        {"Ideas for the training day",
         "Short, outside, everybody takes one pump apart.",
         "",
         {},
         60 * 24 * 30});
}

/// Two versions of a note wait for review.
void TestScreenshots::disagree()
{
    const QString id = **m_store->notes().idOfTitle(QStringLiteral("Valve block, east wing"));
    const Note before = m_store->notes().note(id).value();
    QVERIFY(m_store->replica().store(
        {}, {RemoteChange{id, {before.rev}, false}}, {}, {}, Removals::Admit));
    NotePatch patch;
    patch.body = QStringLiteral("Valves 3 and 4 replaced, 5 sticks when cold. Torque 26 Nm.");
    QVERIFY(m_store->notes().edit(id, patch));
    DocumentRevision theirs{id, {}, {}, false, before.raw};
    theirs.body[QStringLiteral("body")] =
        QStringLiteral("Valves 3 and 4 replaced, 5 replaced too. Torque 24 Nm.");
    theirs.body[QStringLiteral("device")] = QJsonObject{
        {QStringLiteral("id"), QStringLiteral("device:tablet")},
        {QStringLiteral("name"), QStringLiteral("Field tablet")}};
    theirs.rev = makeRevId(before.rev, false, theirs.body);
    theirs.path = {theirs.rev, before.rev};
    QVERIFY(m_store->replica().store({theirs}, {}, {}, {}, Removals::Admit));
    while (m_store->replica().reconcile(10).value().more) { }
}

void TestScreenshots::open(const QString &title)
{
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->resize(1180, 740);
    m_window->show();
    if (!title.isEmpty())
        m_window->openNote(**m_store->notes().idOfTitle(title));
    SyncStatus status;
    status.phase = SyncStatus::Phase::Offline;
    m_window->setSyncStatus(status);
}

void TestScreenshots::shoot(const QString &name, QWidget *widget)
{
    QCoreApplication::processEvents();
    const QPixmap picture = (widget ? widget : m_window.get())->grab();
    QVERIFY(!picture.isNull());
    const QString folder = qEnvironmentVariable("CAIRN_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

void TestScreenshots::written_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("views");
    QTest::newRow("light") << false << 0;
    QTest::newRow("dark") << true << 0;
    QTest::newRow("light-split") << false << 1;
    QTest::newRow("dark-preview") << true << 2;
}

void TestScreenshots::written()
{
    QFETCH(bool, dark);
    QFETCH(int, views);
    fill();
    UiSettings(*m_settings).setTheme(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    open(QStringLiteral("Pump 7 inspection"));
    for (int i = 0; i < views; ++i)
        m_window->findChild<QAction *>(QStringLiteral("view.cycle"))->trigger();
    QTest::qWait(300); // the preview comes after a pause
    shoot(QStringLiteral("main-") + QString::fromLatin1(QTest::currentDataTag()));
}

void TestScreenshots::firstStart()
{
    open();
    m_window->setSyncStatus(SyncStatus());
    shoot(QStringLiteral("main-empty"));
    QVERIFY(addWelcomeNote(*m_store, welcomeText()));
    m_window->findChild<QAbstractItemView *>(QStringLiteral("noteList"))
        ->setCurrentIndex(m_window->findChild<QAbstractItemView *>(QStringLiteral("noteList"))
                              ->model()
                              ->index(0, 0));
    shoot(QStringLiteral("main-welcome"));
}

void TestScreenshots::tenThousand()
{
    QList<NoteContent> contents;
    for (int i = 0; i < 10'000; ++i) {
        NoteContent content;
        content.title = QStringLiteral("Inspection report %1").arg(10'000 - i);
        content.body = QStringLiteral("Section %1: all readings within limits, next visit planned.")
                           .arg(i % 17);
        content.updatedAt = m_clock.nowMs() - qint64(i) * 977'000;
        content.createdAt = content.updatedAt;
        content.source = QString::number(i);
        contents.append(content);
    }
    QVERIFY(m_store->notes().createMany(contents));
    QElapsedTimer timer;
    timer.start();
    open();
    QCoreApplication::processEvents();
    qInfo("10,000 notes: window after %lld ms", timer.elapsed());
    shoot(QStringLiteral("main-10000"));
}

void TestScreenshots::search()
{
    fill();
    open();
    m_window->findChild<QLineEdit *>(QStringLiteral("searchField"))
        ->setText(QStringLiteral("gask"));
    QTRY_COMPARE(
        m_window->findChild<QListView *>(QStringLiteral("noteList"))->model()->rowCount(), 2);
    shoot(QStringLiteral("main-search"));
}

void TestScreenshots::account()
{
    fill();
    open();
    m_window->showAccountDialog();
    auto *dialog = m_window->findChild<AccountDialog *>();
    const auto type = [dialog](const char *name, const char *text) {
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QLatin1String(name)), QLatin1String(text));
    };
    type("accountUrl", "notes.example.org/field");
    type("accountUser", "north");
    type("accountPassword", "secret");
    QTest::mouseClick(dialog->findChild<QWidget *>(QStringLiteral("accountTest")), Qt::LeftButton);
    dialog->setReport(
        {ConnectionReport::Outcome::WrongPassword, QStringLiteral("401 unauthorized")});
    shoot(QStringLiteral("account"), dialog);
    dialog->close();
}

void TestScreenshots::rightToLeft()
{
    fill();
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    open(QStringLiteral("Pump 7 inspection"));
    shoot(QStringLiteral("main-rtl"));
    m_window.reset();
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestScreenshots::surfaces()
{
    fill();
    open(QStringLiteral("Pump 7 inspection"));
    const auto trigger = [this](const char *action) {
        m_window->findChild<QAction *>(QLatin1String(action))->trigger();
        QCoreApplication::processEvents();
    };
    const auto dialog = [this](const char *name) {
        return m_window->findChild<QWidget *>(QLatin1String(name));
    };
    trigger("settings");
    shoot(QStringLiteral("settings"), dialog("settingsDialog"));
    dialog("settingsDialog")->close();
    trigger("shortcuts");
    shoot(QStringLiteral("shortcuts"), dialog("shortcutsDialog"));
    dialog("shortcutsDialog")->close();
    trigger("sync.centre");
    shoot(QStringLiteral("synccentre"), dialog("syncCentre"));
    dialog("syncCentre")->close();
    trigger("go.commands");
    shoot(QStringLiteral("commands"), dialog("quickPicker"));
    dialog("quickPicker")->close();
    m_window->findChild<QMenu *>()->popup(QPoint(100, 100));
    shoot(QStringLiteral("menu"), m_window->findChild<QMenu *>());
    m_window->findChild<QMenu *>()->close();
    trigger("note.trash");
    shoot(QStringLiteral("main-toast"));
    m_window->openNote(**m_store->notes().idOfTitle(QStringLiteral("Night shift handover")));
    trigger("note.trash");
    NoteQuery trash;
    trash.trashed = true;
    m_window->openNote(m_store->notes().list(trash).value().first().id);
    shoot(QStringLiteral("main-trash"));
}

void TestScreenshots::fitsASmallScreen_data()
{
    QTest::addColumn<QLocale>("language");
    QTest::addColumn<QSize>("room"); // of a laptop of 1366 × 768, less a title bar
    for (const auto &[language, name] :
         {std::pair(QLocale::English, "en"), std::pair(QLocale::German, "de")}) {
        const QLocale locale(language);
        QTest::addRow("%s at 150 %%", name) << locale << QSize(911 - 16, 512 - 48);
        QTest::addRow("%s at 200 %%", name) << locale << QSize(683 - 16, 384 - 48);
    }
}

/// Everything can be reached there.
void TestScreenshots::fitsASmallScreen()
{
    QFETCH(QLocale, language);
    QFETCH(QSize, room);
    const QList<QTranslator *> english = qApp->findChildren<QTranslator *>();
    installTranslations(*qApp, language);
    const auto leave = qScopeGuard([&] {
        const QList<QTranslator *> all = qApp->findChildren<QTranslator *>();
        for (QTranslator *translator : all) {
            if (!english.contains(translator))
                delete translator; // which takes it out
        }
    });
    fill();
    disagree();
    open(QStringLiteral("Pump 7 inspection"));
    QStringList tooLarge;
    const auto fits = [&](QWidget *window) {
        window->resize(room);
        QCoreApplication::processEvents();
        shoot(
            QStringLiteral("small-%1-%2-%3")
                .arg(window->objectName(), language.bcp47Name())
                .arg(room.width()),
            window);
        if (window->width() > room.width() || window->height() > room.height())
            tooLarge.append(QStringLiteral("%1: %2 × %3")
                                .arg(window->objectName())
                                .arg(window->width())
                                .arg(window->height()));
    };
    fits(m_window.get());
    const auto command = [this](const char *name) {
        return [this, name] { m_window->findChild<QAction *>(QLatin1String(name))->trigger(); };
    };
    const QString notebook = m_store->notebooks().ensurePath(QStringLiteral("Site North"))->id;
    const std::pair<std::function<void()>, const char *> dialogs[] = {
        {command("settings"), "settingsDialog"},
        {command("shortcuts"), "shortcutsDialog"},
        {command("sync.centre"), "syncCentre"},
        {command("account"), "accountDialog"},
        {command("note.history"), "historyDialog"},
        {command("trash.deleted"), "deletedDialog"},
        {command("notebook.new"), "nameDialog"},
        {command("review.all"), "reviewList"},
        {command("review"), "conflictDialog"},
        {[&] { m_window->findChild<NotebookCommands *>()->choosePolicy(notebook); },
         "notebookPolicyDialog"}};
    for (const auto &[show, name] : dialogs) {
        show();
        auto *dialog = m_window->findChild<QWidget *>(QLatin1String(name));
        QVERIFY2(dialog && dialog->isVisible(), name);
        const QSize screen = dialog->screen()->availableSize();
        QVERIFY2(dialog->width() <= screen.width() && dialog->height() <= screen.height(), name);
        fits(dialog);
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QVERIFY2(tooLarge.isEmpty(), qPrintable(tooLarge.join(QLatin1String(", "))));
}

void TestScreenshots::wide()
{
    fill();
    open(QStringLiteral("Pump 7 inspection"));
    m_window->resize(1600, 900);
    m_window->newNote();
    shoot(QStringLiteral("main-wide-new"));
    m_window->openNote(**m_store->notes().idOfTitle(QStringLiteral("Pump 7 inspection")));
    shoot(QStringLiteral("main-wide"));
}

void TestScreenshots::conflict()
{
    fill();
    disagree();
    open(QStringLiteral("Valve block, east wing"));
    shoot(QStringLiteral("main-conflict"));
    m_window->findChild<QAction *>(QStringLiteral("review"))->trigger();
    auto *dialog = m_window->findChild<QWidget *>(QStringLiteral("conflictDialog"));
    QVERIFY(dialog);
    shoot(QStringLiteral("conflict"), dialog);
}

void TestScreenshots::syncing_data()
{
    using Phase = SyncStatus::Phase;
    const auto refused = [](ErrorReason reason) {
        SyncStatus status;
        status.phase = Phase::Error;
        status.error = Error{ErrorKind::Rejected, 0, {}, {}, -1, reason};
        return status;
    };
    QTest::addColumn<SyncStatus>("status");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("asks");
    SyncStatus removal = refused(ErrorReason::RemovalsHeld);
    removal.removals = {312, QStringLiteral("set")};
    QTest::newRow("removals") << removal << QStringLiteral("312 notes would be removed") << true;
    removal.removals.overwritten = 40;
    removal.removals.titles = QStringList{
        QStringLiteral("Pump 7 <b>inspection</b>"), QString(59, u'W') + QStringLiteral("…"),
        QStringLiteral("\u05d4\u05e2\u05e8\u05d4")};
    QTest::newRow("replaced") << removal
                              << QStringLiteral(
                                     "272 notes would be removed, 40 replaced by other text")
                              << true;
    QTest::newRow("account") << refused(ErrorReason::OtherAccount)
                             << QStringLiteral("belong to another account") << true;
    SyncStatus metered;
    metered.phase = Phase::Metered;
    metered.pending = 3;
    QTest::newRow("metered") << metered << QStringLiteral("a network that costs nothing") << false;
    SyncStatus receiving;
    receiving.phase = Phase::Receiving;
    receiving.done = 24'000;
    receiving.total = 100'000;
    receiving.timeLeftMs = 200'000;
    QTest::newRow("receiving") << receiving << QStringLiteral("24,000") << false;
}

void TestScreenshots::syncing()
{
    QFETCH(SyncStatus, status);
    QFETCH(QString, says);
    QFETCH(bool, asks);
    const QString name = QStringLiteral("sync-%1").arg(QLatin1String(QTest::currentDataTag()));
    fill();
    QVERIFY(m_store->meta().setAccount(
        {QStringLiteral("https://sync.example.org/notes"), QStringLiteral("sam")}));
    open(QStringLiteral("Pump 7 inspection"));
    m_window->setSyncStatus(status);
    const QString sentence = m_window->findChild<QLabel *>(QStringLiteral("statusText"))->text();
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    shoot(name);
    if (!asks)
        return;
    QSignalSpy removals(m_window.get(), &MainWindow::removalsAllowed);
    QSignalSpy account(m_window.get(), &MainWindow::takeAlongRequested);
    m_window->findChild<QAbstractButton *>(QStringLiteral("statusAction"))->click();
    auto *question = m_window->findChild<QMessageBox *>(QStringLiteral("confirmBox"));
    QVERIFY(question);
    shoot(name + QStringLiteral("-question"), question);
    QTest::keyClick(question, Qt::Key_Return); // neither this nor Escape agrees
    QVERIFY(!question->isVisible());
    QCOMPARE(removals.size() + account.size(), 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_window->findChild<QAbstractButton *>(QStringLiteral("statusAction"))->click();
    question = m_window->findChild<QMessageBox *>(QStringLiteral("confirmBox"));
    QVERIFY(question);
    question->findChild<QAbstractButton *>(QStringLiteral("confirmYes"))->click();
    QCOMPARE(removals.size() + account.size(), 1);
    if (removals.isEmpty())
        return;
    QSignalSpy kept(m_window.get(), &MainWindow::removalsRefused);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_window->findChild<QAbstractButton *>(QStringLiteral("statusAction"))->click();
    question = m_window->findChild<QMessageBox *>(QStringLiteral("confirmBox"));
    QVERIFY(question);
    question->findChild<QAbstractButton *>(QStringLiteral("confirmKeep"))->click();
    QCOMPARE(kept.size(), 1);
    QCOMPARE(removals.size(), 1);
}

void TestScreenshots::alerts()
{
    fill();
    SyncRun run;
    run.queued = 240;
    for (int i = 0; i < 20; ++i) {
        run.error = i % 4 == 0 ? std::optional(ErrorKind::Transient) : std::nullopt;
        QVERIFY(m_store->metrics().record(run));
    }
    open(QStringLiteral("Pump 7 inspection"));
    m_window->findChild<QAction *>(QStringLiteral("sync.centre"))->trigger();
    auto *centre = m_window->findChild<QWidget *>(QStringLiteral("syncCentre"));
    const QString text = centre->findChild<QLabel *>(QStringLiteral("syncAlerts"))->text();
    QVERIFY2(
        text.contains(QStringLiteral("75 %")) && text.contains(QStringLiteral("240")),
        qPrintable(text));
    shoot(QStringLiteral("synccentre-alerts"), centre);
}

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
