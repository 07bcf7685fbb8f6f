// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/mergeregions.h"
#include "merge/textmerge.h"

#include <QElapsedTimer>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <git2.h>

#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

QString chosen(const TextMerge &merge, QString MergeChunk::*side)
{
    QString result;
    for (const MergeChunk &chunk : merge.chunks)
        result += chunk.conflict ? chunk.*side : chunk.text;
    return result;
}

struct Triple {
    QString base;
    QString mine;
    QString theirs;
};

/// Notes and what two people do to them, from a seed. Every written word is unique ("m12", "t7",
/// "b3", "s1" for what both write), so that it can be followed; lines that repeat on purpose are
/// made of signs only.
class Writer {
public:
    explicit Writer(quint64 seed)
        : m_random(seed)
    {
    }

    Triple write()
    {
        m_words = 1'000; // so that all words are long ones
        const QStringList base = baseLines();
        QStringList mine = base;
        QStringList theirs = base;
        for (int i = below(3); i > 0; --i)
            editBoth(mine, theirs);
        for (int i = below(5); i > 0; --i)
            edit(mine, u'm');
        for (int i = below(5); i > 0; --i)
            edit(theirs, u't');
        return {text(base), text(mine), text(theirs)};
    }

private:
    int below(int bound) { return int(m_random() % quint64(bound)); }
    QString word(QChar author) { return author + QString::number(++m_words) + u'w'; }

    QString line(QChar author)
    {
        static const QStringList repeated{u""_s, u""_s, u"---"_s, u"```"_s, u"- [ ]"_s, u"| |"_s};
        switch (below(8)) {
        case 0:
        case 1:
        case 2:
            return repeated[below(int(repeated.size()))];
        case 3: {
            QString prose;
            for (int i = 0; i < 14; ++i)
                prose += word(author) + (i % 4 == 3 ? u". Then "_s : u" "_s);
            return prose + u"end."_s;
        }
        default:
            return u"- "_s + word(author);
        }
    }

    QStringList baseLines()
    {
        QStringList lines;
        for (int i = below(14); i > 0; --i)
            lines.append(line(u'b'));
        return lines;
    }

    void edit(QStringList &lines, QChar author)
    {
        const int at = below(int(lines.size()) + 1);
        if (lines.isEmpty() || at == lines.size()) {
            lines.insert(at, line(author));
            return;
        }
        switch (below(7)) {
        case 0:
            lines.removeAt(at);
            break;
        case 1:
            lines.move(at, below(int(lines.size())));
            break;
        case 2:
            lines[at] += u' ' + word(author);
            break;
        case 3:
            lines[at].replace(u". Then "_s, u". "_s + word(author) + u' ');
            break;
        case 4:
            lines.insert(at, lines[below(int(lines.size()))]);
            break;
        default:
            lines.insert(at, line(author));
        }
    }

    void editBoth(QStringList &mine, QStringList &theirs)
    {
        const quint64 seed = m_random();
        const int words = m_words;
        Writer first(seed);
        Writer second(seed);
        first.m_words = second.m_words = words + 10'000;
        first.edit(mine, u's');
        second.edit(theirs, u's');
        m_words = std::max(first.m_words, second.m_words) - 10'000;
    }

    QString text(const QStringList &lines)
    {
        QString result = lines.join(below(12) == 0 ? u"\r\n"_s : u"\n"_s);
        return below(3) == 0 && !lines.isEmpty() ? result + u'\n' : result;
    }

    std::mt19937_64 m_random;
    int m_words = 0;
};

/// How often each unique word of an author occurs.
QHash<QStringView, int> words(QStringView text, QChar author)
{
    QHash<QStringView, int> result;
    for (const QStringView part : QStringView(text).split(u' ')) {
        for (QStringView item : part.split(u'\n')) {
            item = item.trimmed();
            const qsizetype end = item.indexOf(u'w');
            if (end > 1 && item[0] == author)
                ++result[item.first(end)];
        }
    }
    return result;
}

bool holds(const QHash<QStringView, int> &all, const QHash<QStringView, int> &some)
{
    for (auto it = some.cbegin(); it != some.cend(); ++it) {
        if (all.value(it.key()) != it.value())
            return false;
    }
    return true;
}

QString normalised(QString text) { return text.replace(u"\r\n"_s, u"\n"_s); }

/// What is true of every merge; the name of the law that is broken, or nothing.
QString brokenLaw(const Triple &t, const TextMerge &merge, const TextMerge &mirror)
{
    const QString mine = chosen(merge, &MergeChunk::mine);
    const QString theirs = chosen(merge, &MergeChunk::theirs);
    if (chosen(mirror, &MergeChunk::theirs) != mine || chosen(mirror, &MergeChunk::mine) != theirs
        || mirror.chunks.size() != merge.chunks.size())
        return u"commutes"_s;
    if (merge.isClean() && merge.text() != mine)
        return u"clean text"_s;
    if (!holds(words(mine, u'm'), words(t.mine, u'm'))
        || !holds(words(theirs, u't'), words(t.theirs, u't')))
        return u"inserted text kept once"_s;
    if (merge.isClean() && !holds(words(mine, u't'), words(t.theirs, u't')))
        return u"their inserted text kept once"_s;
    const auto base = words(t.base, u'b');
    const auto inMine = words(t.mine, u'b');
    const auto inTheirs = words(t.theirs, u'b');
    const auto result = words(mine, u'b');
    for (auto it = base.cbegin(); merge.isClean() && it != base.cend(); ++it) {
        const bool untouched = inMine.value(it.key()) == *it && inTheirs.value(it.key()) == *it;
        if (untouched && result.value(it.key()) != *it)
            return u"untouched text kept once"_s;
    }
    for (const MergeChunk &chunk : merge.chunks) {
        if (chunk.conflict && chunk.mine == chunk.theirs)
            return u"a place to decide differs"_s;
    }
    if (t.theirs == t.base && merge.text() != t.mine)
        return u"one side unchanged"_s;
    return {};
}

} // namespace

class MergePropertiesTest : public QObject {
    Q_OBJECT

private slots:
    void randomTriples();
    void agreesWithGit();
};

/// CAIRN_MERGE_TRIPLES sets how many, CAIRN_MERGE_SEED where to begin (to replay one: its seed and
/// 1).
void MergePropertiesTest::randomTriples()
{
    const int count = qEnvironmentVariableIsSet("CAIRN_MERGE_TRIPLES")
        ? qEnvironmentVariableIntValue("CAIRN_MERGE_TRIPLES")
        : 20'000;
    const int first = qEnvironmentVariableIntValue("CAIRN_MERGE_SEED");
    int clean = 0;
    qint64 slowest = 0;
    QElapsedTimer timer;
    for (int seed = first; seed < first + count; ++seed) {
        const Triple t = Writer(quint64(seed)).write();
        timer.start();
        const TextMerge merge = mergeText(t.base, t.mine, t.theirs);
        slowest = std::max(slowest, timer.nsecsElapsed());
        const QString law = brokenLaw(t, merge, mergeText(t.base, t.theirs, t.mine));
        if (!law.isEmpty()) {
            qDebug() << "base" << t.base << "\nmine" << t.mine << "\ntheirs" << t.theirs;
            for (const MergeChunk &chunk : merge.chunks)
                qDebug() << (chunk.conflict ? u"undecided"_s : chunk.text) << chunk.mine
                         << chunk.theirs;
            QFAIL(qPrintable(
                u"%1; replay: CAIRN_MERGE_SEED=%2 CAIRN_MERGE_TRIPLES=1"_s.arg(law).arg(seed)));
        }
        clean += merge.isClean() ? 1 : 0;
    }
    qInfo("%d triples, %d clean, slowest %.2f ms", count, clean, double(slowest) / 1e6);
    if (count >= 1'000)
        QVERIFY2(clean > count / 4, "a merge that refuses everything proves nothing");
    QVERIFY(slowest < 1'000'000'000);
}

/// git merge-file is an independent witness: what we call clean, it merges to the same text.
void MergePropertiesTest::agreesWithGit()
{
    git_libgit2_init();
    int compared = 0;
    for (int seed = 0; seed < 3'000; ++seed) {
        Triple t = Writer(quint64(seed) + 1'000'000'000).write();
        for (QString *text : {&t.base, &t.mine, &t.theirs}) {
            *text = normalised(*text).replace(
                u". Then "_s, u".\n"_s); // lines only: git knows no sentences
            if (!text->isEmpty() && !text->endsWith(u'\n'))
                text->append(u'\n');
        }
        const TextMerge merge = mergeText(t.base, t.mine, t.theirs);
        if (!merge.isClean())
            continue;
        const QByteArray texts[]{t.base.toUtf8(), t.mine.toUtf8(), t.theirs.toUtf8()};
        git_merge_file_input inputs[3];
        for (int i = 0; i < 3; ++i) {
            git_merge_file_input_init(&inputs[i], GIT_MERGE_FILE_INPUT_VERSION);
            inputs[i].ptr = texts[i].constData();
            inputs[i].size = size_t(texts[i].size());
        }
        git_merge_file_result result{};
        QCOMPARE(git_merge_file(&result, &inputs[0], &inputs[1], &inputs[2], nullptr), 0);
        QVERIFY2(result.automergeable, qPrintable(QString::number(seed)));
        QCOMPARE(QString::fromUtf8(result.ptr, qsizetype(result.len)), merge.text());
        git_merge_file_result_free(&result);
        ++compared;
    }
    git_libgit2_shutdown();
    qInfo("%d clean merges are git's too", compared);
    QVERIFY(compared > 500);
}

QTEST_APPLESS_MAIN(MergePropertiesTest)
#include "tst_mergeproperties.moc"
