// SPDX-License-Identifier: GPL-3.0-or-later
#include "revisiontree.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace cairn;
using Added = RevisionTree::Added;

Q_DECLARE_METATYPE(cairn::RevisionTree::Added)

namespace {

/// "2:a,b,c" is the path 2-a, 3-b, 4-c; newest first, as `_revisions` has it.
QList<RevId> parsePath(const QString &text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    int generation = text.first(colon).toInt();
    QList<RevId> path;
    const QStringList hashes = text.sliced(colon + 1).split(QLatin1Char(','));
    for (const QString &hash : hashes)
        path.prepend({generation++, hash.toLatin1()});
    return path;
}

/// Paths separated by blanks; a path that ends in "!" ends in a tombstone.
RevisionTree parseTree(const QString &text)
{
    RevisionTree tree;
    const QStringList paths = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString path : paths) {
        const bool deleted = path.endsWith(QLatin1Char('!'));
        if (deleted)
            path.chop(1);
        tree.addPath(parsePath(path), deleted);
    }
    return tree;
}

QString names(const QList<RevId> &revisions)
{
    QStringList list;
    for (const RevId &rev : revisions)
        list.append(rev.toString());
    return list.join(QLatin1Char(' '));
}

/// Every leaf with its known ancestors: two trees of the same shape give the same text.
QString shape(const RevisionTree &tree)
{
    QStringList list;
    const QList<RevId> leaves = tree.leaves();
    for (const RevId &leaf : leaves)
        list.append(names(tree.path(leaf)));
    return list.join(QLatin1String(" | "));
}

RevId rev(const char *text) { return *RevId::parse(QString::fromLatin1(text)); }
bool anything(const RevId &) { return true; }

} // namespace

class TestRevisionTree : public QObject {
    Q_OBJECT

private slots:
    void mergesPaths_data();
    void mergesPaths();
    void orderOfArrivalDoesNotMatter();
    void winner_data();
    void winner();
    void removesLeavesOnly();
    void knownNodesKeepWhatTheyHave();
    void refusesParentsOfTheSameGeneration();
    void pathsStopWhereAncestryIsUnknown();
    void baseInATree_data();
    void baseInATree();
    void baseThroughMerges();
    void baseNeedsToBeUsable();
    void circlesOfMergesEnd();
};

void TestRevisionTree::mergesPaths_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("after");
    QTest::addColumn<RevisionTree::Added>("added");
    const auto row = [](const char *name, const char *before, const char *path, const char *after,
                        Added added) {
        QTest::newRow(name) << QString::fromLatin1(before) << QString::fromLatin1(path)
                            << QString::fromLatin1(after) << added;
    };
    // The published cases of CouchDB's key tree and of PouchDB's merge, one path at a time and
    // without stemming (the server stems, we do not). What they call internal_node is Known here:
    // the newest revision of the path is here.
    row("empty tree", "", "1:1", "1:1", Added::NewLeaf);
    row("reflexive", "1:1", "1:1", "1:1", Added::Known);
    row("several entries", "", "1:1,2_0", "1:1,2_0", Added::NewLeaf);
    row("several entries, reflexive", "1:1,2_0", "1:1,2_0", "1:1,2_0", Added::Known);
    row("subpath", "1:1,2_0", "1:1", "1:1,2_0", Added::Known);
    row("new leaf", "1:1,2_0", "2:2_0,3", "1:1,2_0,3", Added::NewLeaf);
    row("new branch", "1:1,2_0", "1:1,2_1", "1:1,2_0 1:1,2_1", Added::NewBranch);
    row("new branch, other order", "1:1,2_1", "1:1,2_0", "1:1,2_0 1:1,2_1", Added::NewBranch);
    row("new leaf beside a branch", "1:1,2_0 1:1,2_1", "2:2_0,3", "1:1,2_0,3 1:1,2_1",
        Added::NewLeaf);
    row("deep branch", "1:1,2_0,3 1:1,2_1", "2:2_0,3_1", "1:1,2_0,3 1:1,2_0,3_1 1:1,2_1",
        Added::NewBranch);
    row("reconnects what stemming cut", "1:1 3:3", "1:1,2_0,3", "1:1,2_0,3", Added::Known);
    row("recovers what it can", "2:2_1 3:3 3:3_1", "1:1,2_0,3", "1:1,2_0,3 2:2_1 3:3_1",
        Added::Known);
    row("prefix beside a sibling root", "1:1 1:2", "1:1", "1:1 1:2", Added::Known);
    row("third unrelated root", "1:1 1:2", "1:3", "1:1 1:2 1:3", Added::NewBranch);
    row("chain, reflexive", "1:1,1a,1aa", "1:1,1a,1aa", "1:1,1a,1aa", Added::Known);
    row("sibling of a longer chain", "1:1,1a,1aa", "1:1,1b", "1:1,1a,1aa 1:1,1b", Added::NewBranch);
    row("longer chain over siblings", "1:1,1a 1:1,1b", "1:1,1a,1aa", "1:1,1a,1aa 1:1,1b",
        Added::NewLeaf);
    row("stem", "1:1,1a 1:1,1b", "2:1a", "1:1,1a 1:1,1b", Added::Known);
    row("deeper stem", "1:1,1a 1:1,1b,1bb", "3:1bb", "1:1,1a 1:1,1b,1bb", Added::Known);
    row("deeper stem, stemmed tree", "2:1a 2:1b,1bb", "3:1bb", "2:1a 2:1b,1bb", Added::Known);
    row("larger stem", "1:1,1a,1aa", "2:1a,1aa", "1:1,1a,1aa", Added::Known);
    row("unconnected stem is a conflict", "1:1,1a", "3:1aa", "1:1,1a 3:1aa", Added::NewBranch);
    row("connection ends that conflict", "1:1,1a 3:1aa", "1:1,1a,1aa", "1:1,1a,1aa", Added::Known);
    row("COUCHDB-902", "1:foo,foo2 1:foo,foo3", "1:foo,foo3,foo4", "1:foo,foo2 1:foo,foo3,foo4",
        Added::NewLeaf);
    // Ours: a long branch that leaves the trunk is a branch, though its last step extends its own
    // last but one.
    row("branch of several", "1:1,2,3", "1:1,b,c,d", "1:1,2,3 1:1,b,c,d", Added::NewBranch);
    row("older ancestors arrive late", "3:c,d", "1:a,b,c,d", "1:a,b,c,d", Added::Known);
}

void TestRevisionTree::mergesPaths()
{
    QFETCH(QString, before);
    QFETCH(QString, path);
    QFETCH(QString, after);
    QFETCH(RevisionTree::Added, added);
    RevisionTree tree = parseTree(before);
    QCOMPARE(tree.addPath(parsePath(path), false), added);
    QCOMPARE(shape(tree), shape(parseTree(after)));
    QVERIFY(tree.contains(parsePath(path).first()));
}

void TestRevisionTree::orderOfArrivalDoesNotMatter()
{
    QStringList paths =
        QStringLiteral("1:a,b,c,d,e 1:a,b,x,y 3:x,z 1:q 2:b,k!").split(QLatin1Char(' '));
    const QString expected = shape(parseTree(paths.join(QLatin1Char(' '))));
    std::mt19937 engine(1);
    for (int i = 0; i < 100; ++i) {
        std::shuffle(paths.begin(), paths.end(), engine);
        QCOMPARE(shape(parseTree(paths.join(QLatin1Char(' ')))), expected);
    }
    // Node by node, children before parents included, as rows of a table may come.
    const RevisionTree whole = parseTree(paths.join(QLatin1Char(' ')));
    QList<RevisionTree::Node> nodes;
    for (const RevId &leaf : whole.leaves()) {
        for (const RevId &id : whole.path(leaf))
            nodes.append(*whole.node(id));
    }
    for (int i = 0; i < 100; ++i) {
        std::shuffle(nodes.begin(), nodes.end(), engine);
        RevisionTree tree;
        for (const RevisionTree::Node &node : std::as_const(nodes))
            tree.add(node);
        QCOMPARE(shape(tree), expected);
    }
}

void TestRevisionTree::winner_data()
{
    QTest::addColumn<QString>("tree");
    QTest::addColumn<QString>("leaves");
    QTest::addColumn<int>("live");
    const auto row = [](const char *name, const char *tree, const char *leaves, int live) {
        QTest::newRow(name) << QString::fromLatin1(tree) << QString::fromLatin1(leaves) << live;
    };
    row("empty", "", "", 0);
    row("longest", "1:b,44 1:b,56,93", "3-93 2-44", 2);
    row("longest of two roots, then the greater hash", "1:20,bf,28 1:c6,1b 1:c6,59,64",
        "3-64 3-28 2-1b", 3);
    row("greater hash", "1:a,b 1:a,c", "2-c 2-b", 2);
    row("a longer tombstone loses", "1:a,b 1:a,c,d,e!", "2-b 4-e", 1);
    row("only tombstones: the best of them", "1:a,b! 1:a,c,d!", "3-d 2-b", 0);
}

void TestRevisionTree::winner()
{
    QFETCH(QString, tree);
    QFETCH(QString, leaves);
    QFETCH(int, live);
    const RevisionTree parsed = parseTree(tree);
    QCOMPARE(names(parsed.leaves()), leaves);
    QCOMPARE(parsed.liveLeaves().size(), live);
    QCOMPARE(parsed.hasConflict(), live > 1);
    QCOMPARE(parsed.winner().has_value(), !leaves.isEmpty());
    if (parsed.winner())
        QCOMPARE(*parsed.winner(), parsed.leaves().first());
}

void TestRevisionTree::removesLeavesOnly()
{
    RevisionTree tree = parseTree(QStringLiteral("1:1,1a 1:1,1b"));
    QVERIFY(!tree.removeLeaf(rev("1-1")));
    QVERIFY(!tree.removeLeaf(rev("1-1b")));
    QVERIFY(tree.removeLeaf(rev("2-1b")));
    QVERIFY(!tree.removeLeaf(rev("2-1b")));
    QCOMPARE(shape(tree), QStringLiteral("2-1a 1-1"));
    QVERIFY(tree.removeLeaf(rev("2-1a")));
    QVERIFY(tree.isLeaf(rev("1-1")));
    QVERIFY(tree.removeLeaf(rev("1-1")));
    QVERIFY(tree.isEmpty());
    QVERIFY(!tree.winner());
}

void TestRevisionTree::knownNodesKeepWhatTheyHave()
{
    RevisionTree tree = parseTree(QStringLiteral("1:a,b!"));
    QCOMPARE(tree.add({rev("2-b"), rev("1-z"), false, {rev("1-m")}}), Added::Known);
    QVERIFY(tree.node(rev("2-b"))->deleted);
    QCOMPARE(*tree.node(rev("2-b"))->parent, rev("1-a"));
    QCOMPARE(tree.node(rev("2-b"))->merged, QList<RevId>{rev("1-m")});
    QCOMPARE(tree.add({rev("2-b"), rev("1-a"), true, {rev("1-n")}}), Added::Known);
    QCOMPARE(tree.node(rev("2-b"))->merged, QList<RevId>{rev("1-m")});
}

void TestRevisionTree::refusesParentsOfTheSameGeneration()
{
    RevisionTree tree;
    tree.add({rev("2-a"), rev("2-b"), false, {}});
    tree.add({rev("2-b"), rev("2-a"), false, {}});
    QCOMPARE(tree.leaves().size(), 2);
    QCOMPARE(names(tree.path(rev("2-a"))), QStringLiteral("2-a"));
}

void TestRevisionTree::pathsStopWhereAncestryIsUnknown()
{
    RevisionTree tree = parseTree(QStringLiteral("3:c,d,e"));
    QCOMPARE(names(tree.path(rev("5-e"))), QStringLiteral("5-e 4-d 3-c"));
    QCOMPARE(names(tree.contiguousPath(rev("5-e"), 2)), QStringLiteral("5-e 4-d"));
    QVERIFY(tree.path(rev("9-z")).isEmpty());
    // A gap in the generations: `_revisions` has a start and a list, and could not say it.
    tree.add({rev("9-i"), rev("5-e"), false, {}});
    QCOMPARE(names(tree.path(rev("9-i"))), QStringLiteral("9-i 5-e 4-d 3-c"));
    QCOMPARE(names(tree.contiguousPath(rev("9-i"), 1000)), QStringLiteral("9-i"));
}

void TestRevisionTree::baseInATree_data()
{
    QTest::addColumn<QString>("tree");
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("base");
    const auto row = [](const char *name, const char *tree, const char *a, const char *b,
                        const char *base) {
        QTest::newRow(name) << QString::fromLatin1(tree) << QString::fromLatin1(a)
                            << QString::fromLatin1(b) << QString::fromLatin1(base);
    };
    row("siblings", "1:a,b 1:a,c", "2-b", "2-c", "1-a");
    row("the nearest one", "1:a,b,c,d 1:a,b,x", "4-d", "3-x", "2-b");
    row("itself an ancestor", "1:a,b,c", "3-c", "1-a", "1-a");
    row("the same", "1:a,b", "2-b", "2-b", "2-b");
    row("unrelated roots", "1:a,b 1:x,y", "2-b", "2-y", "");
    row("stemmed apart", "2:b,c 2:x,y", "3-c", "3-y", "");
    row("unknown revision", "1:a", "1-a", "2-q", "");
}

void TestRevisionTree::baseInATree()
{
    QFETCH(QString, tree);
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, base);
    const RevisionTree parsed = parseTree(tree);
    const RevId left = *RevId::parse(a);
    const RevId right = *RevId::parse(b);
    const std::optional<RevId> found = parsed.mergeBase(left, right, anything);
    QCOMPARE(found ? found->toString() : QString(), base);
    QCOMPARE(parsed.mergeBase(right, left, anything), found);
}

void TestRevisionTree::baseThroughMerges()
{
    // 3-m absorbed 2-c; somebody went on editing 2-c offline as 3-d. The base of the two is 2-c,
    // not 1-a.
    RevisionTree tree = parseTree(QStringLiteral("1:a,b 1:a,c,d"));
    tree.add({rev("3-m"), rev("2-b"), false, {rev("2-c")}});
    QCOMPARE(tree.mergeBase(rev("3-m"), rev("3-d"), anything), rev("2-c"));
    QVERIFY(tree.isAncestor(rev("2-c"), rev("3-m")));
    QVERIFY(tree.isAncestor(rev("2-b"), rev("3-m")));
    QVERIFY(!tree.isAncestor(rev("3-d"), rev("3-m")));
    QVERIFY(!tree.isAncestor(rev("3-m"), rev("2-c")));

    // Two that merged the same pair crosswise have two nearest bases: the greater one is taken, on
    // both sides.
    RevisionTree cross = parseTree(QStringLiteral("1:a,b 1:a,c"));
    cross.add({rev("3-x"), rev("2-b"), false, {rev("2-c")}});
    cross.add({rev("3-y"), rev("2-c"), false, {rev("2-b")}});
    QCOMPARE(cross.mergeBase(rev("3-x"), rev("3-y"), anything), rev("2-c"));
    QCOMPARE(cross.mergeBase(rev("3-y"), rev("3-x"), anything), rev("2-c"));
}

void TestRevisionTree::baseNeedsToBeUsable()
{
    const RevisionTree tree = parseTree(QStringLiteral("1:a,b,c,d 1:a,b,c,e"));
    const auto except = [](const QList<RevId> &missing) {
        return [missing](const RevId &id) { return !missing.contains(id); };
    };
    QCOMPARE(tree.mergeBase(rev("4-d"), rev("4-e"), except({})), rev("3-c"));
    QCOMPARE(tree.mergeBase(rev("4-d"), rev("4-e"), except({rev("3-c"), rev("2-b")})), rev("1-a"));
    QVERIFY(!tree.mergeBase(rev("4-d"), rev("4-e"), [](const RevId &) { return false; }));
}

void TestRevisionTree::circlesOfMergesEnd()
{
    RevisionTree tree;
    tree.add({rev("1-a"), std::nullopt, false, {}});
    tree.add({rev("2-b"), rev("1-a"), false, {rev("2-c")}});
    tree.add({rev("2-c"), rev("1-a"), false, {rev("2-b")}});
    QVERIFY(tree.isAncestor(rev("2-c"), rev("2-b")));
    QCOMPARE(tree.leaves().size(), 2);
    QVERIFY(!tree.isAncestor(rev("3-z"), rev("2-b")));
    const std::optional<RevId> base = tree.mergeBase(rev("2-b"), rev("2-c"), anything);
    QCOMPARE(tree.mergeBase(rev("2-c"), rev("2-b"), anything), base);
}

QTEST_APPLESS_MAIN(TestRevisionTree)
#include "tst_revisiontree.moc"
