// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "random.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QToolTip>
#include <QtTest>
#include <QUrl>

using namespace cairn;

/// The real window full of names that a hostile server, note or neighbour chose: all that is shown
/// anywhere is looked at.
class TestForeignWords : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void everywhere_data();
    void everywhere();
    void conflictButtonsStayOnTheScreen();
    void toasts();
    void tooLargeNotesWaitForThePerson();
    void longLinesArePastedWhenThePersonAgrees();
    void doubtfulLinksOpenWhenThePersonAgrees();

public slots:
    void take(const QUrl &address) { m_taken.append(address); } ///< in place of the desktop

private:
    QString hostile(const QString &word) const;
    void arrives(const QString &id, const RevId &parent, const QString &body);
    void trigger(const QString &action);
    void check(QWidget *top);
    void checkText(const QString &text, const QObject *where);
    void checkTip(const QString &tip, const QObject *where);
    void checkRows(QAbstractItemView *view);

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QString m_id;
    QList<QUrl> m_taken;
};

void TestForeignWords::initTestCase()
{
    installTranslations(*qApp, QLocale(QLocale::English));
    m_theme = std::make_unique<Theme>(*qApp);
}

/// HTML that would load a picture, a line end, and a control that turns round what follows.
QString TestForeignWords::hostile(const QString &word) const
{
    return QStringLiteral("<img src='file:///etc/hostname' width='3000'>%1\u202Etxet").arg(word);
}

void TestForeignWords::arrives(const QString &id, const RevId &parent, const QString &body)
{
    DocumentRevision revision;
    revision.id = id;
    revision.body = m_store->notes().note(id).value().raw;
    revision.body[QStringLiteral("title")] =
        hostile(QStringLiteral("title\nsecond line ")) + QString(20'000, u'y');
    revision.body[QStringLiteral("body")] = body;
    revision.body[QStringLiteral("device")] = QJsonObject{
        {QStringLiteral("id"), QStringLiteral("device:other")},
        {QStringLiteral("name"), hostile(QStringLiteral("device ")) + QString(20'000, u'x')}};
    revision.rev = makeRevId(parent, false, revision.body);
    revision.path = {revision.rev, parent};
    QVERIFY(m_store->replica().store({revision}, {}, {}, {}, Removals::Admit));
}

void TestForeignWords::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Store::Options options;
    options.file = m_folder->filePath(QStringLiteral("cairn.sqlite"));
    options.clock = &m_clock;
    options.random = &m_random;
    options.deviceName = hostile(QStringLiteral("mine"));
    auto store = Store::open(options);
    QVERIFY(store);
    m_store = std::move(*store);
    m_settings = std::make_unique<QSettings>(
        m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);

    NoteContent content;
    content.title = hostile(QStringLiteral("title"));
    content.body = hostile(QStringLiteral("body"));
    content.tags = {QStringLiteral("<img>t\u202Eag&more")};
    content.notebookId =
        m_store->notebooks().add(QStringLiteral("<img src=x> R&D \u202Ekoob"), {}).value().id;
    m_id = m_store->notes().create(content).value().id;
    const RevId first = m_store->notes().note(m_id).value().rev;
    QVERIFY(m_store->replica().store(
        {}, {RemoteChange{m_id, {first}, false}}, {}, {}, Removals::Admit));
    arrives(m_id, first, QStringLiteral("one line"));
    arrives(m_id, first, QStringLiteral("another line"));
    while (m_store->replica().reconcile(10).value().more) { }
    NoteContent gone;
    gone.title = hostile(QStringLiteral("gone"));
    gone.body = QStringLiteral("words");
    const QString id = m_store->notes().create(gone).value().id;
    QVERIFY(m_store->notes().remove({id}, true));

    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->resize(1180, 740);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->openNote(m_id);
    SyncStatus status;
    status.phase = SyncStatus::Phase::Offline;
    status.conflicts = 1;
    m_window->setSyncStatus(status);
}

void TestForeignWords::cleanup()
{
    m_window.reset();
    m_store.reset();
}

void TestForeignWords::trigger(const QString &action)
{
    auto *found = m_window->findChild<QAction *>(action);
    QVERIFY2(found, qPrintable(action));
    QVERIFY2(found->isEnabled(), qPrintable(action));
    found->trigger();
    QCoreApplication::processEvents();
}

void TestForeignWords::checkText(const QString &text, const QObject *where)
{
    static const QRegularExpression kTurns(QStringLiteral("[\u202A-\u202E\u2066\u2067]"));
    const QByteArray name = (QLatin1String(where->metaObject()->className()) + QLatin1Char(' ')
                             + where->objectName() + QStringLiteral(": ") + text.left(200))
                                .toUtf8();
    QVERIFY2(!text.contains(kTurns), name);
    QVERIFY2(text.size() < 2'500, name);
}

void TestForeignWords::checkTip(const QString &tip, const QObject *where)
{
    checkText(tip, where);
    QVERIFY2(!tip.contains(u"<img"), qPrintable(tip));
}

void TestForeignWords::checkRows(QAbstractItemView *view)
{
    for (int y = 4; view->isVisible() && y < view->viewport()->height(); y += 12) {
        const QPoint at(60, y);
        const QModelIndex index = view->indexAt(at);
        if (!index.isValid())
            continue;
        checkText(index.data(Qt::AccessibleTextRole).toString(), view);
        QHelpEvent event(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &event);
        checkTip(QToolTip::text(), view);
        QToolTip::hideText();
    }
}

void TestForeignWords::check(QWidget *top)
{
    checkText(top->windowTitle(), top);
    QList<QWidget *> all = top->findChildren<QWidget *>();
    all.append(top);
    for (QWidget *widget : std::as_const(all)) {
        checkTip(widget->toolTip(), widget);
        checkText(widget->accessibleName(), widget);
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            checkText(label->text(), label);
            if (label->inherits("QTipLabel")) { // plainToolTip() makes HTML of words like HTML
                checkTip(label->text(), label);
                continue;
            }
            const bool rich = label->textFormat() == Qt::RichText
                || (label->textFormat() == Qt::AutoText && Qt::mightBeRichText(label->text()));
            QVERIFY2(!rich, qPrintable(label->objectName() + label->text().left(100)));
        }
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            checkText(button->text(), button);
            QVERIFY2(!button->text().contains(QStringLiteral("R&D")), qPrintable(button->text()));
        }
        if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            checkRows(view);
    }
    for (const QAction *action : top->findChildren<QAction *>()) {
        checkText(action->text(), action);
        const auto shownBy = action->associatedObjects();
        for (const QObject *object : shownBy) {
            const auto *menu = qobject_cast<const QMenu *>(object);
            if (menu ? menu->toolTipsVisible()
                     : qobject_cast<const QToolButton *>(object) != nullptr)
                checkTip(action->toolTip(), action);
        }
    }
}

void TestForeignWords::everywhere_data()
{
    QTest::addColumn<QString>("action");
    for (const char *action :
         {"", "go.jump", "note.move", "review", "review.all", "note.history", "trash.deleted",
          "sync.centre", "account", "settings", "shortcuts"})
        QTest::newRow(*action ? action : "window") << QString::fromLatin1(action);
}

void TestForeignWords::everywhere()
{
    QFETCH(QString, action);
    if (!action.isEmpty())
        trigger(action);
    int shown = 0;
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *top : all) {
        if (!top->isVisible())
            continue;
        ++shown;
        check(top);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(shown >= 1);
    QApplication::closeAllWindows();
}

void TestForeignWords::conflictButtonsStayOnTheScreen()
{
    trigger(QStringLiteral("review"));
    auto *dialog = m_window->findChild<QWidget *>(QStringLiteral("conflictDialog"));
    QVERIFY(dialog);
    QVERIFY2(
        dialog->minimumSizeHint().width() <= 1000 && dialog->minimumSizeHint().height() <= 700,
        qPrintable(QStringLiteral("%1x%2")
                       .arg(dialog->minimumSizeHint().width())
                       .arg(dialog->minimumSizeHint().height())));
    const auto buttons = dialog->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->isVisible() && button->objectName() == u"conflictLater")
            QVERIFY(
                dialog->rect().contains(QRect(button->mapTo(dialog, QPoint()), button->size())));
    }
}

void TestForeignWords::toasts()
{
    trigger(QStringLiteral("note.trash"));
    check(m_window.get());
}

void TestForeignWords::tooLargeNotesWaitForThePerson()
{
    NoteContent content;
    content.title = QStringLiteral("Data");
    content.body = QString(6'000'000, u'x');
    const QString id = m_store->notes().create(content).value().id;
    m_window->openNote(id);
    m_window->rememberState();
    m_window.reset();
    QElapsedTimer timer;
    timer.start();
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    qInfo("window shown in %lld ms", timer.elapsed());
    QVERIFY(m_window->openNoteId() != id);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));

    timer.restart();
    m_window->openNote(id); // when the person wants it
    QCoreApplication::processEvents();
    qInfo("6 MB in one line opened in %lld ms", timer.elapsed());
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    auto *editor = m_window->findChild<MarkdownEditor *>(QStringLiteral("noteEditor"));
    auto *banner = m_window->findChild<QWidget *>(QStringLiteral("sizeBanner"));
    QVERIFY(editor->isReadOnly() && banner->isVisible());
    QCOMPARE(editor->noteText(), content.body);
    banner->findChild<QAbstractButton *>(QStringLiteral("bannerPrimary"))->click();
    QVERIFY(!editor->isReadOnly() && !banner->isVisible());
    QVERIFY(m_window->saveNow());
    QString saved = m_store->notes().note(id).value().body;
    QCOMPARE(saved.remove(u'\n'), content.body);
}

void TestForeignWords::longLinesArePastedWhenThePersonAgrees()
{
    const QString id = m_store->notes().create({}).value().id;
    m_window->openNote(id);
    auto *editor = m_window->findChild<MarkdownEditor *>(QStringLiteral("noteEditor"));
    QApplication::clipboard()->setText(QString(100'000, u'x'));
    editor->paste();
    QVERIFY(editor->noteText().isEmpty());
    auto *agree = m_window->findChild<QAbstractButton *>(QStringLiteral("toastAction"));
    QVERIFY(agree->isVisible());
    agree->click();
    QVERIFY(m_window->saveNow());
    QCOMPARE(m_store->notes().note(id).value().body.remove(u'\n').size(), 100'000);
}

void TestForeignWords::doubtfulLinksOpenWhenThePersonAgrees()
{
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "take");
    auto *editor = m_window->findChild<MarkdownEditor *>(QStringLiteral("noteEditor"));
    for (const char *button : {"", "confirmYes"}) {
        emit editor->doubtfulLinkActivated(
            QStringLiteral("https://bank.example"), QStringLiteral("https://evil.example/x"));
        QPointer<QMessageBox> box = m_window->findChild<QMessageBox *>(QStringLiteral("linkBox"));
        QVERIFY(box && box->text().contains(u"evil.example"));
        check(box);
        if (*button)
            box->findChild<QAbstractButton *>(QLatin1String(button))->click();
        else
            box->reject();
        QTRY_VERIFY(!box);
    }
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QCOMPARE(m_taken, QList<QUrl>{QUrl(QStringLiteral("https://evil.example/x"))});
}

QTEST_MAIN(TestForeignWords)
#include "tst_foreignwords.moc"
