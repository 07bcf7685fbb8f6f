// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/sidebarmodel.h"
#include "must.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/sqlite/database.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;

class TestSidebarModel : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<TestStore>();
        model = std::make_unique<SidebarModel>(**m);
        new QAbstractItemModelTester(
            model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, model.get());
        must(model->refresh());
        connect(&**m, &Store::changed, model.get(), &SidebarModel::applyChanges);
    }
    void cleanup()
    {
        model.reset();
        m.reset();
    }

    void emptyStore()
    {
        QCOMPARE(
            lines(),
            (QStringList{
                QStringLiteral("All notes 0"), QStringLiteral("Emergency 0"),
                QStringLiteral("Open tasks 0"), QStringLiteral("Trash 0")}));
    }

    void whatCannotBeReadIsTriedAgain()
    {
        QSignalSpy failed(model.get(), &SidebarModel::failed);
        disconnect(&**m, &Store::changed, model.get(), nullptr);
        add({}, {});
        must(databaseOf(**m).execute(QStringLiteral("ALTER TABLE tally RENAME TO away")));
        ChangeSet changes;
        changes.tallies = true;
        model->applyChanges(changes);
        QTest::qWait(1'200); // again, in vain
        QCOMPARE(failed.count(), 1); // told once
        QCOMPARE(lines().first(), QStringLiteral("All notes 0"));
        must(databaseOf(**m).execute(QStringLiteral("ALTER TABLE away RENAME TO tally")));
        QTRY_COMPARE(lines().first(), QStringLiteral("All notes 1"));
    }

    /// More tags than anybody reads: those of most notes, and how many there are.
    void veryManyTags()
    {
        QStringList some;
        for (int i = 0; i < 500; ++i)
            some.append(QStringLiteral("tag%1").arg(i, 5, 10, QLatin1Char('0')));
        add({}, some);
        add({}, some);
        disconnect(&**m, &Store::changed, model.get(), nullptr);
        for (int note = 0; note < 40; ++note) {
            QStringList tags;
            for (int i = 0; i < 500; ++i)
                tags.append(QStringLiteral("other%1-%2").arg(note).arg(i));
            add({}, tags);
        }
        must(model->refresh());
        const QStringList shown = lines();
        QVERIFY(shown.contains(QStringLiteral("Tags (1000 of 20500) 0")));
        QVERIFY(shown.contains(QStringLiteral("- tag00499 2")));
        QCOMPARE(int(shown.filter(QStringLiteral("- ")).size()), 1'000);
        QElapsedTimer timer;
        timer.start();
        must(model->refresh());
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
    }

    void showsPlacesWithNumbers()
    {
        const QString pumps = must((*m)->notebooks().ensurePath(QStringLiteral("Site/Pumps"))).id;
        const QString site = must((*m)->notebooks().findPath(QStringLiteral("Site")))->id;
        add(pumps, {QStringLiteral("b")});
        add(site, {QStringLiteral("a"), QStringLiteral("b")}, QStringLiteral("- [ ] task"));
        const QString trashed = add({}, {});
        NotePatch patch;
        patch.trashed = true;
        must((*m)->notes().edit(trashed, patch));
        QCOMPARE(
            lines(),
            (QStringList{
                QStringLiteral("All notes 2"), QStringLiteral("Emergency 0"),
                QStringLiteral("Open tasks 1"), QStringLiteral("Site 2"),
                QStringLiteral("- Pumps 1"), QStringLiteral("Tags 0"), QStringLiteral("- a 1"),
                QStringLiteral("- b 2"), QStringLiteral("Trash 1")}));
        const QModelIndex index = model->indexOf(Place::Notebook, pumps);
        QCOMPARE(index.data(QueryRole).value<NoteQuery>().notebookId, pumps);
        QCOMPARE(index.data(Qt::ToolTipRole).toString(), QStringLiteral("Site/Pumps"));
        QCOMPARE(
            model->indexOf(Place::Tag, QStringLiteral("a")).data(QueryRole).value<NoteQuery>().tag,
            QStringLiteral("a"));
        QVERIFY(model->indexOf(Place::Trash).data(QueryRole).value<NoteQuery>().trashed);
        QVERIFY(!model->indexOf(Place::Notebook, QStringLiteral("none")).isValid());
        // Every place lists as many notes as it says.
        for (const QModelIndex &place :
             {index, index.parent(), model->indexOf(Place::All), model->indexOf(Place::OpenTasks),
              model->indexOf(Place::Trash)})
            QCOMPARE(
                must((*m)->notes().keys(place.data(QueryRole).value<NoteQuery>())).size(),
                place.data(CountRole).toInt());
    }

    /// Indices that a view holds stay on their places, whatever else comes, goes and moves.
    void keepsIndices()
    {
        const QString b = must((*m)->notebooks().ensurePath(QStringLiteral("B"))).id;
        const QString inB = must((*m)->notebooks().ensurePath(QStringLiteral("B/inner"))).id;
        add(b, {QStringLiteral("t")});
        const QPersistentModelIndex notebook = model->indexOf(Place::Notebook, b);
        const QPersistentModelIndex inner = model->indexOf(Place::Notebook, inB);
        const QPersistentModelIndex trash = model->indexOf(Place::Trash);
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy moved(model.get(), &QAbstractItemModel::rowsMoved);
        must((*m)->notebooks().ensurePath(QStringLiteral("A")));
        must((*m)->notebooks().ensurePath(QStringLiteral("C")));
        must((*m)->notebooks().rename(b, QStringLiteral("Z")));
        QCOMPARE(notebook.data().toString(), QStringLiteral("Z"));
        QVERIFY(!moved.isEmpty());
        must((*m)->tags().rename(QStringLiteral("t"), QStringLiteral("u")));
        QCOMPARE(trash.data(PlaceRole).toInt(), int(Place::Trash));
        QCOMPARE(inner.data().toString(), QStringLiteral("inner"));
        QCOMPARE(inner.parent(), QModelIndex(notebook));
        must((*m)->notebooks().remove(b));
        QVERIFY(!notebook.isValid());
        QVERIFY(!inner.isValid());
        QVERIFY(trash.isValid());
        QCOMPARE(reset.size(), 0);
    }

    void whatCanBeSelectedAndDroppedOn()
    {
        const QString notebook = must((*m)->notebooks().ensurePath(QStringLiteral("A"))).id;
        add({}, {QStringLiteral("t")});
        QVERIFY(model->flags(model->indexOf(Place::Notebook, notebook)) & Qt::ItemIsDropEnabled);
        QVERIFY(model->flags(model->indexOf(Place::Trash)) & Qt::ItemIsDropEnabled);
        QVERIFY(!(model->flags(model->indexOf(Place::OpenTasks)) & Qt::ItemIsDropEnabled));
        QVERIFY(!(model->flags(model->indexOf(Place::TagsHeader)) & Qt::ItemIsSelectable));
    }

private:
    QString add(const QString &notebook, const QStringList &tags, const QString &body = {})
    {
        NoteContent content;
        content.title = QStringLiteral("note");
        content.notebookId = notebook;
        content.tags = tags;
        content.body = body;
        return must((*m)->notes().create(content)).id;
    }
    QStringList lines(const QModelIndex &parent = {}, const QString &indent = {}) const
    {
        QStringList all;
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            all.append(indent + index.data().toString() + u' ' + index.data(CountRole).toString());
            all += lines(index, indent + QStringLiteral("- "));
        }
        return all;
    }

    std::unique_ptr<TestStore> m;
    std::unique_ptr<SidebarModel> model;
};

QTEST_GUILESS_MAIN(TestSidebarModel)
#include "tst_sidebarmodel.moc"
