// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/notelistmodel.h"
#include "items/roles.h"
#include "manynotes.h"
#include "must.h"
#include "store/notes/notebookstore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;

namespace {

/// What a view has on the screen: it reads a row only when it is told to.
class Screen : public QObject {
public:
    explicit Screen(const NoteListModel &model)
        : m_model(model)
    {
        connect(&model, &QAbstractItemModel::modelReset, this, &Screen::readAll);
        connect(&model, &QAbstractItemModel::layoutChanged, this, &Screen::readAll);
        connect(
            &model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                for (int row = first.row(); row <= last.row(); ++row)
                    m_rows[row] = read(row);
            });
        connect(
            &model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                for (int row = first; row <= last; ++row)
                    m_rows.insert(row, read(row));
            });
        connect(
            &model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                m_rows.remove(first, last - first + 1);
            });
        connect(
            &model, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int before) {
                m_rows.move(from, before > from ? before - 1 : before);
            });
        readAll();
    }
    QStringList rows() const { return m_rows; }
    QString read(int row) const
    {
        const auto note = m_model.index(row).data(NoteRole).value<NoteSummary>();
        return QStringLiteral("%1 (%2) state %3, pinned %4")
            .arg(note.title, note.notebookName)
            .arg(int(note.state))
            .arg(note.pinned);
    }

private:
    void readAll()
    {
        m_rows.clear();
        for (int row = 0; row < m_model.rowCount(); ++row)
            m_rows.append(read(row));
    }

    const NoteListModel &m_model;
    QStringList m_rows;
};

} // namespace

/// The list follows its store by few signals, and always shows what reading everything again would
/// show.
class TestNoteListModel : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<TestStore>();
        makeModel();
    }
    void cleanup()
    {
        m_screen.reset();
        model.reset();
        m.reset();
    }

    void listsNewestFirst()
    {
        const QString a = add(QStringLiteral("a"));
        const QString b = add(QStringLiteral("b"));
        QCOMPARE(shown(), (QStringList{b, a}));
        QCOMPARE(model->index(0).data(Qt::DisplayRole).toString(), QStringLiteral("b"));
        QCOMPARE(model->index(0).data(IdRole).toString(), b);
        const auto note = model->index(0).data(NoteRole).value<NoteSummary>();
        QCOMPARE(note.id, b);
        QCOMPARE(note.state, NoteState::Pending);
        QCOMPARE(model->rowOfId(a), 1);
        QCOMPARE(model->idAt(1), a);
        QCOMPARE(model->idAt(7), QString());
        QCOMPARE(model->rowOfKey(model->keyAt(1)), 1);
        QCOMPARE(model->rowOfKey(4711), -1);
    }

    void editMovesOneRow()
    {
        const QString a = add(QStringLiteral("a"));
        const QString b = add(QStringLiteral("b"));
        const QString c = add(QStringLiteral("c"));
        QItemSelectionModel selection(model.get());
        selection.select(model->index(model->rowOfId(a)), QItemSelectionModel::Select);
        const QPersistentModelIndex persistent = model->index(model->rowOfId(b));
        QSignalSpy moved(model.get(), &QAbstractItemModel::rowsMoved);
        QSignalSpy inserted(model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        edit(a, QStringLiteral("a changed"));
        QCOMPARE(shown(), (QStringList{a, c, b}));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(inserted.size() + reset.size(), 0);
        QCOMPARE(selection.selectedIndexes(), QModelIndexList{model->index(0)});
        QCOMPARE(persistent.row(), 2);
        QCOMPARE(model->index(0).data(Qt::DisplayRole).toString(), QStringLiteral("a changed"));
    }

    void editOfTheFirstRowChangesItInPlace()
    {
        add(QStringLiteral("a"));
        const QString b = add(QStringLiteral("b"));
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy moved(model.get(), &QAbstractItemModel::rowsMoved);
        edit(b, QStringLiteral("b changed"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(moved.size(), 0);
        QCOMPARE(model->index(0).data(Qt::DisplayRole).toString(), QStringLiteral("b changed"));
    }

    void trashRemovesAndRestoreInserts()
    {
        const QString a = add(QStringLiteral("a"));
        add(QStringLiteral("b"));
        QSignalSpy removed(model.get(), &QAbstractItemModel::rowsRemoved);
        setTrashed(a, true);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model->rowCount(), 1);
        setTrashed(a, false);
        QCOMPARE(model->rowCount(), 2);
        checkAgainstReading();
    }

    void pinnedComesFirst()
    {
        const QString a = add(QStringLiteral("a"));
        const QString b = add(QStringLiteral("b"));
        NotePatch patch;
        patch.pinned = true;
        must((*m)->notes().edit(a, patch));
        add(QStringLiteral("c"));
        QCOMPARE(shown().value(0), a);
        NoteQuery query;
        query.pinnedFirst = false;
        must(model->setQuery(query));
        checkAgainstReading();
        Q_UNUSED(b)
    }

    void sortsByTitle()
    {
        NoteQuery query;
        query.sort = NoteQuery::Sort::Title;
        must(model->setQuery(query));
        const QString b = add(QStringLiteral("Birne"));
        const QString z = add(QStringLiteral("zebra"));
        const QString a = add(QStringLiteral("Äpfel"));
        QCOMPARE(shown(), (QStringList{a, b, z}));
        NotePatch patch;
        patch.title = QStringLiteral("Zzz");
        must((*m)->notes().edit(a, patch));
        QCOMPARE(shown(), (QStringList{b, z, a}));
    }

    void queryOfANotebook()
    {
        const QString notebook = must((*m)->notebooks().ensurePath(QStringLiteral("A/B"))).id;
        const QString above = must((*m)->notebooks().findPath(QStringLiteral("A")))->id;
        const QString a = add(QStringLiteral("a"));
        NoteQuery query;
        query.notebookId = above;
        must(model->setQuery(query));
        QCOMPARE(model->rowCount(), 0);
        NotePatch patch;
        patch.notebookId = notebook;
        must((*m)->notes().edit(a, patch));
        QCOMPARE(shown(), QStringList{a});
        must((*m)->notebooks().rename(notebook, QStringLiteral("C")));
        QCOMPARE(
            model->index(0).data(NoteRole).value<NoteSummary>().notebookName, QStringLiteral("C"));
        must((*m)->notebooks().move(notebook, {}));
        QCOMPARE(model->rowCount(), 0);
    }

    void searchKeepsItsOrderWhileNotesChange()
    {
        const QString a = add(QStringLiteral("a"), QStringLiteral("needle"));
        const QString b = add(QStringLiteral("needle"), QStringLiteral("b"));
        NoteQuery query;
        query.text = QStringLiteral("needle");
        must(model->setQuery(query));
        QCOMPARE(shown(), (QStringList{b, a}));
        QVERIFY(model->index(1).data(SnippetRole).toString().contains(QChar(0xE000)));
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        NotePatch patch;
        patch.title = QStringLiteral("needle needle");
        must((*m)->notes().edit(a, patch));
        QCOMPARE(shown(), (QStringList{b, a}));
        const QString c = add(QStringLiteral("c needle"));
        QVERIFY(shown().contains(c));
        patch.title = QStringLiteral("nothing");
        must((*m)->notes().edit(b, patch));
        QVERIFY(!shown().contains(b));
        QCOMPARE(reset.size(), 0);
    }

    /// What changed is told, though every row stays where it is.
    void resultsShowWhatChanged()
    {
        QStringList ids;
        for (const QString &title : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})
            ids.append(add(title, QStringLiteral("needle")));
        const QString notebook = must((*m)->notebooks().ensurePath(QStringLiteral("Old"))).id;
        NoteQuery query;
        query.text = QStringLiteral("needle");
        must(model->setQuery(query));
        checkTheScreen();
        NotePatch patch;
        patch.pinned = true;
        patch.notebookId = notebook;
        must((*m)->notes().editMany(ids, patch));
        QVERIFY(m_screen->rows().value(0).contains(QStringLiteral("(Old) ")));
        checkTheScreen();
        must((*m)->notebooks().rename(notebook, QStringLiteral("New")));
        checkTheScreen();
        ChangeSet sent; // each note by itself, as sync tells it
        for (const QString &id : std::as_const(ids)) {
            patch.pinned = false;
            QSignalBlocker quiet(&**m);
            must((*m)->notes().edit(id, patch));
            sent.notes = {must((*m)->notes().keyOf(id))};
            model->applyChanges(sent);
        }
        checkTheScreen();
    }

    void showsWhatIsBeingSent()
    {
        const QString a = add(QStringLiteral("a"));
        const qint64 key = must((*m)->notes().keyOf(a));
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        model->setSyncing({key});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model->index(0).data(NoteRole).value<NoteSummary>().state, NoteState::Syncing);
        model->setSyncing({});
        QCOMPARE(model->index(0).data(NoteRole).value<NoteSummary>().state, NoteState::Pending);
    }

    void changesOfOthersKeepTheSelection()
    {
        QStringList ids;
        for (int i = 0; i < 300; ++i)
            ids.append(add(QString::number(i)));
        QItemSelectionModel selection(model.get());
        selection.select(model->index(model->rowOfId(ids.at(100))), QItemSelectionModel::Select);
        selection.select(model->index(model->rowOfId(ids.at(50))), QItemSelectionModel::Select);
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        disconnect(m_connection);
        for (int i = 0; i < 300; i += 7)
            setTrashed(ids.at(i), true);
        edit(ids.at(100), QStringLiteral("moved to the top"));
        for (int i = 0; i < 20; ++i)
            add(QStringLiteral("new %1").arg(i));
        ChangeSet everything;
        everything.everything = true;
        model->applyChanges(everything);
        checkAgainstReading();
        QCOMPARE(reset.size(), 0);
        QStringList selected;
        for (const QModelIndex &index : selection.selectedIndexes())
            selected.append(model->idAt(index.row()));
        selected.sort();
        QStringList expected{ids.at(100), ids.at(50)};
        expected.sort();
        QCOMPARE(selected, expected);
    }

    /// Notes that come, go and move all over the list: the cost is that of a few signals.
    void manyChangesMakeFewSignals()
    {
        QStringList ids;
        for (int i = 0; i < 300; ++i)
            ids.append(add(QString::number(i * 7919 % 300)));
        NoteQuery query;
        query.sort = NoteQuery::Sort::Title;
        must(model->setQuery(query));
        QItemSelectionModel selection(model.get());
        for (const int chosen : {50, 51, 200})
            selection.select(
                model->index(model->rowOfId(ids.at(chosen))), QItemSelectionModel::Select);
        disconnect(m_connection);
        QSignalSpy told(&**m, &Store::changed);
        for (int i = 0; i < 300; i += 3)
            setTrashed(ids.at(i), true); // 51 among them
        for (int i = 1; i < 300; i += 3)
            edit(ids.at(i), QString::number(i * 31 % 300) + u'x');
        for (int i = 0; i < 100; ++i)
            add(QString::number(i * 3) + u'y');
        ChangeSet united;
        while (!told.isEmpty())
            united.unite(told.takeFirst().at(0).value<ChangeSet>());

        QList<std::shared_ptr<QSignalSpy>> signalsOfModel;
        for (const auto &name :
             {SIGNAL(rowsInserted(QModelIndex, int, int)),
              SIGNAL(rowsRemoved(QModelIndex, int, int)),
              SIGNAL(rowsMoved(QModelIndex, int, int, QModelIndex, int)), SIGNAL(layoutChanged()),
              SIGNAL(dataChanged(QModelIndex, QModelIndex))})
            signalsOfModel.append(std::make_shared<QSignalSpy>(model.get(), name));
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        model->applyChanges(united);
        settle();
        checkAgainstReading();
        qsizetype number = 0;
        for (const auto &spy : signalsOfModel)
            number += spy->size();
        QVERIFY2(number <= 6, qPrintable(QString::number(number)));
        QCOMPARE(reset.size(), 0);
        QStringList selected;
        for (const QModelIndex &index : selection.selectedIndexes())
            selected.append(model->idAt(index.row()));
        selected.sort();
        QStringList expected{ids.at(50), ids.at(200)};
        expected.sort();
        QCOMPARE(selected, expected);
    }

    /// What a person does to a few notes does not wait for the thousands that are arriving.
    void aFewDoNotWaitForMany()
    {
        disconnect(m_connection);
        for (int i = 0; i < 100; ++i)
            add(QString::number(i));
        ChangeSet many;
        for (qint64 key = 1; key < 20'000; ++key)
            many.notes.insert(key);
        model->applyChanges(many); // takes some turns
        const qint64 mine = must((*m)->notes().keyOf(add(QStringLiteral("mine"))));
        ChangeSet few;
        few.notes = {mine};
        model->applyChanges(few);
        QVERIFY(model->rowOfKey(mine) >= 0);
        settle();
        QCOMPARE(model->rowCount(), 101);
        checkAgainstReading();
    }

    /// Whatever happens in whatever order, also when change sets arrive late and united: the list
    /// ends up as read anew.
    void randomChangesEndAsReadAnew_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("pinnedFirst");
        QTest::newRow("updated") << int(NoteQuery::Sort::Updated) << true;
        QTest::newRow("updated, pinned among the others") << int(NoteQuery::Sort::Updated) << false;
        QTest::newRow("created") << int(NoteQuery::Sort::Created) << true;
        QTest::newRow("title") << int(NoteQuery::Sort::Title) << true;
        QTest::newRow("title, pinned among the others") << int(NoteQuery::Sort::Title) << false;
    }
    void randomChangesEndAsReadAnew()
    {
        QFETCH(int, sort);
        QFETCH(bool, pinnedFirst);
        NoteQuery query;
        query.sort = NoteQuery::Sort(sort);
        query.pinnedFirst = pinnedFirst;
        must(model->setQuery(query));
        disconnect(m_connection);
        QSignalSpy spy(&**m, &Store::changed);
        SeededRandom random(42);
        QStringList ids;
        for (int step = 0; step < 250; ++step) {
            m->clock.advance(qint64(random.below(3)) * 500); // equal times happen
            const QString id =
                ids.isEmpty() ? QString() : ids.at(qsizetype(random.below(quint64(ids.size()))));
            NotePatch patch;
            switch (id.isEmpty() ? 0 : random.below(6)) {
            case 0:
            case 1:
                ids.append(add(QString(QChar(u'a' + int(random.below(26))))));
                break;
            case 2:
                patch.title = QString(QChar(u'A' + int(random.below(26))));
                must((*m)->notes().edit(id, patch));
                break;
            case 3:
                patch.pinned = random.below(2) == 0;
                must((*m)->notes().edit(id, patch));
                break;
            case 4:
                patch.trashed = random.below(2) == 0;
                must((*m)->notes().edit(id, patch));
                break;
            case 5:
                must((*m)->notes().remove({id}, true));
                ids.removeAll(id);
                break;
            }
            if (random.below(step < 150 ? 4 : 25) == 0) { // a few at once, then many
                ChangeSet united;
                while (!spy.isEmpty())
                    united.unite(spy.takeFirst().at(0).value<ChangeSet>());
                model->applyChanges(united);
                settle();
                checkAgainstReading();
            }
        }
    }

    /// The cost of a change follows the change, not the list.
    void isFastWithManyNotes()
    {
        constexpr int kNotes = 5'000;
        m_screen.reset();
        model = std::make_unique<NoteListModel>(
            **m); // without the tester, which costs more than what it tests
        addManyNotes((*m)->notes(), kNotes);
        QElapsedTimer timer;
        timer.start();
        must(model->setQuery({}));
        QCOMPARE(model->rowCount(), kNotes);
        model->index(0).data(NoteRole);
        const qint64 open = timer.restart();
        const QString id = model->idAt(kNotes / 2);
        QSignalSpy spy(&**m, &Store::changed);
        edit(id, QStringLiteral("changed"));
        QCOMPARE(spy.size(), 1);
        timer.restart();
        model->applyChanges(spy.at(0).at(0).value<ChangeSet>());
        const qint64 applied = timer.nsecsElapsed() / 1000;
        QCOMPARE(model->idAt(10), id); // behind the 10 pinned ones
        qInfo("5,000 notes: open %lld ms, one change %lld us", open, applied);
        QVERIFY(open < 500);
        QVERIFY(applied < 20'000);
    }

    void whatCannotBeReadIsTriedAgain_data()
    {
        QTest::addColumn<int>("notes"); // 0: everything
        QTest::newRow("one") << 1;
        QTest::newRow("many") << 60;
        QTest::newRow("everything") << 0;
    }

    void whatCannotBeReadIsTriedAgain()
    {
        QFETCH(int, notes);
        const QString a = add(QStringLiteral("a"));
        add(QStringLiteral("b"));
        QCOMPARE(model->rowOfId(a), 1);
        disconnect(m_connection);
        ChangeSet changes;
        edit(a, QStringLiteral("c"));
        changes.notes = {model->keyAt(1)};
        for (int i = 1; i < notes; ++i)
            changes.notes.insert(must((*m)->notes().keyOf(add(QStringLiteral("new")))));
        if (notes == 0)
            changes = {};
        changes.everything = notes == 0;

        QSignalSpy failed(model.get(), &NoteListModel::failed);
        must(databaseOf(**m).execute(QStringLiteral("ALTER TABLE note RENAME TO away")));
        model->applyChanges(changes);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(model->isBehind());
        QTest::qWait(1'200); // again, in vain
        QCOMPARE(failed.count(), 1); // told once
        QCOMPARE(model->rowCount(), 2);
        must(databaseOf(**m).execute(QStringLiteral("ALTER TABLE away RENAME TO note")));
        settle();
        QCOMPARE(model->rowCount(), notes == 0 ? 2 : notes + 1);
        checkAgainstReading();
    }

private:
    void makeModel()
    {
        model = std::make_unique<NoteListModel>(**m);
        new QAbstractItemModelTester(
            model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, model.get());
        m_screen = std::make_unique<Screen>(*model);
        must(model->setQuery({}));
        m_connection = connect(&**m, &Store::changed, model.get(), &NoteListModel::applyChanges);
    }
    QString add(const QString &title, const QString &body = {})
    {
        m->clock.advance(1000);
        NoteContent content;
        content.title = title;
        content.body = body;
        return must((*m)->notes().create(content)).id;
    }
    void edit(const QString &id, const QString &title)
    {
        m->clock.advance(1000);
        NotePatch patch;
        patch.title = title;
        must((*m)->notes().edit(id, patch));
    }
    void setTrashed(const QString &id, bool trashed)
    {
        NotePatch patch;
        patch.trashed = trashed;
        must((*m)->notes().edit(id, patch));
    }
    QStringList shown() const
    {
        QStringList ids;
        for (int row = 0; row < model->rowCount(); ++row)
            ids.append(model->idAt(row));
        return ids;
    }
    /// Many changes are shown a little later.
    void settle() { QTRY_VERIFY(!model->isBehind()); }
    void checkAgainstReading()
    {
        const QList<qint64> keys = must((*m)->notes().keys(model->query()));
        QCOMPARE(model->rowCount(), int(keys.size()));
        for (int row = 0; row < keys.size(); ++row)
            QCOMPARE(model->keyAt(row), keys.at(row));
        checkTheScreen();
    }
    /// A view shows what one that is opened now would show.
    void checkTheScreen()
    {
        NoteListModel fresh(**m);
        must(fresh.setQuery(model->query()));
        QStringList now = m_screen->rows();
        QStringList anew = Screen(fresh).rows();
        now.sort(); // results keep their order while they are looked at
        anew.sort();
        QCOMPARE(now, anew);
    }

    std::unique_ptr<TestStore> m;
    std::unique_ptr<NoteListModel> model;
    std::unique_ptr<Screen> m_screen;
    QMetaObject::Connection m_connection;
};

QTEST_GUILESS_MAIN(TestNoteListModel)
#include "tst_notelistmodel.moc"
