// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "editor/markdowneditor.h"
#include "faultvfs.h"
#include "must.h"
#include "random.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace cairn;

/// The real window while its disk fails: the text stays, one sentence says so, and it is saved
/// without a further word once that is possible.
class TestFullDisk : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void textStaysUntilThereIsSpace_data();
    void textStaysUntilThereIsSpace();
    void tryAgainSaves();
    void newNoteSaysWhyThereIsNone_data();
    void newNoteSaysWhyThereIsNone();
    void firstEditOnAReadOnlyDisk();

private:
    template <typename T> T *find(const char *name)
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    MarkdownEditor *editor() { return find<MarkdownEditor>("noteEditor"); }
    QString status() { return find<QLabel>("statusText")->text(); }
    QWidget *banner() { return find<QWidget>("saveBanner"); }
    void openWindow();
    QString stored() { return must(m_store->notes().note(m_id)).body; }
    void type(const char *text) { QTest::keyClicks(editor(), QLatin1String(text)); }

    SystemClock m_clock;
    SystemRandom m_random;
    FaultVfs m_vfs;
    std::unique_ptr<QTemporaryDir> m_folder;
    FaultDisk *m_disk = nullptr;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QString m_id;
};

void TestFullDisk::init()
{
    if (!m_theme) {
        installTranslations(*qApp, QLocale(QLocale::English));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    m_folder = std::make_unique<QTemporaryDir>();
    m_disk = &m_vfs.disk(m_folder->path());
    m_store = must(Store::open(
        {m_folder->filePath(QStringLiteral("cairn.sqlite")), &m_clock, &m_random,
         QStringLiteral("laptop"), ChangeSet::Origin::Person}));
    m_settings = std::make_unique<QSettings>(
        m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    NoteContent content;
    content.title = QStringLiteral("Shopping");
    m_id = must(m_store->notes().create(content)).id;
    openWindow();
    type("before ");
    QTRY_COMPARE(stored(), QStringLiteral("before "));
    QTRY_VERIFY(status().contains(QStringLiteral("saved on this computer")));
}

void TestFullDisk::openWindow()
{
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QApplication::setActiveWindow(m_window.get()); // offscreen has no window manager
    m_window->openNote(m_id);
    editor()->setFocus();
}

void TestFullDisk::cleanup()
{
    m_disk->heal();
    m_window.reset();
    m_store.reset();
}

void TestFullDisk::textStaysUntilThereIsSpace_data()
{
    QTest::addColumn<DiskFault::Kind>("kind");
    QTest::addColumn<QString>("word");
    QTest::newRow("full") << DiskFault::Kind::Full << QStringLiteral("full");
    QTest::newRow("read-only") << DiskFault::Kind::ReadOnly << QString();
    QTest::newRow("busy") << DiskFault::Kind::Busy << QString();
}

void TestFullDisk::textStaysUntilThereIsSpace()
{
    QFETCH(DiskFault::Kind, kind);
    QFETCH(QString, word);
    const QString saved = status();
    QVERIFY(!banner()->isVisible());
    m_disk->plan({kind, 1, true});
    type("during ");
    QTRY_VERIFY(banner()->isVisible());
    QString said;
    const auto labels = banner()->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        said += label->text();
    QVERIFY2(said.contains(word), qPrintable(said));
    QVERIFY(said.contains(QStringLiteral("Not saved")));
    // Nothing else on the window says the opposite.
    QCOMPARE(status(), QStringLiteral("The open note is not saved yet"));
    type("still ");
    QCOMPARE(editor()->noteText(), QStringLiteral("before during still "));
    QCOMPARE(stored(), QStringLiteral("before "));
    m_disk->heal();
    QTRY_COMPARE_WITH_TIMEOUT(stored(), QStringLiteral("before during still "), 10'000);
    QTRY_VERIFY(!banner()->isVisible());
    QTRY_COMPARE(status(), saved);
}

void TestFullDisk::tryAgainSaves()
{
    m_disk->plan({DiskFault::Kind::Full, 1, true});
    type("during");
    QTRY_VERIFY(banner()->isVisible());
    m_disk->heal();
    const auto buttons = banner()->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == QStringLiteral("Try again"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(stored(), QStringLiteral("before during"));
    QVERIFY(!banner()->isVisible());
}

void TestFullDisk::newNoteSaysWhyThereIsNone_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("unsaved"); // the open note has text that cannot be saved either
    QTest::newRow("new note") << QStringLiteral("note.new") << false;
    QTest::newRow("new note, unsaved text") << QStringLiteral("note.new") << true;
    QTest::newRow("quick note") << QStringLiteral("note.quick") << false;
    QTest::newRow("duplicate") << QStringLiteral("note.duplicate") << false;
}

void TestFullDisk::newNoteSaysWhyThereIsNone()
{
    QFETCH(QString, action);
    QFETCH(bool, unsaved);
    editor()->setFocus();
    m_disk->plan({DiskFault::Kind::Full, 1, true});
    if (unsaved)
        type("unsaved ");
    const QString text = editor()->noteText();
    auto *make = m_window->findChild<QAction *>(action);
    make->trigger();
    auto *said = find<QWidget>("newNoteBanner");
    QVERIFY(said->isVisible());
    const QString words = said->findChild<QLabel *>(QStringLiteral("bannerText"))->text();
    QVERIFY2(words.contains(QStringLiteral("full")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("Shopping")), qPrintable(words));
    // Who types on without looking does not write into the note that was open.
    QCOMPARE(m_window->openNoteId(), m_id);
    QVERIFY(QApplication::focusWidget());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("x y"));
    QCOMPARE(editor()->noteText(), text);
    QCOMPARE(find<QLineEdit>("noteTitle")->text(), QStringLiteral("Shopping"));
    m_disk->heal();
    make->trigger();
    QVERIFY(!said->isVisible());
    QVERIFY(m_window->openNoteId() != m_id);
}

/// The connection that writes is opened for the first edit: once the disk can be written, so can
/// it.
void TestFullDisk::firstEditOnAReadOnlyDisk()
{
    m_window.reset();
    openWindow();
    m_disk->plan({DiskFault::Kind::ReadOnly, 1, true});
    QVERIFY(!m_store->notes().create({})); // from now on files open for reading only
    editor()->moveCursor(QTextCursor::End);
    type("during");
    QTRY_VERIFY(banner()->isVisible());
    m_disk->heal();
    QTRY_COMPARE_WITH_TIMEOUT(stored(), QStringLiteral("before during"), 10'000);
    QTRY_VERIFY(!banner()->isVisible());
}

QTEST_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
