// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzztargets.h"

#include <QDir>
#include <QTest>

using namespace cairn;

/// Every input that a fuzz target was given by hand or ever stumbled over, through the same entry
/// with the ordinary compiler. A broken property ends the program, naming the file.
class TestCorpus : public QObject {
    Q_OBJECT

    using Target = void (*)(const QByteArray &);
    struct Entry {
        const char *name;
        Target run;
    };
#define CAIRN_ENTRY(name) {#name, &fuzz::name},
    static constexpr Entry kEntries[] = {CAIRN_FUZZ_TARGETS(CAIRN_ENTRY)};
#undef CAIRN_ENTRY

    static QDir corpus()
    {
        return QDir(
            qEnvironmentVariable("CAIRN_SOURCE", QStringLiteral(CAIRN_SOURCE_DIR))
            + QStringLiteral("/tests/fuzz/corpus"));
    }

private slots:
    void everyTargetHasACorpus()
    {
        QStringList names;
        for (const Entry &entry : kEntries)
            names.append(QString::fromLatin1(entry.name));
        QCOMPARE(corpus().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name), names);
    }

    void keepsItsWord_data()
    {
        QTest::addColumn<int>("target");
        QTest::addColumn<QByteArray>("input");
        for (size_t i = 0; i < std::size(kEntries); ++i) {
            const QDir folder(corpus().filePath(QString::fromLatin1(kEntries[i].name)));
            QTest::addRow("%s/nothing", kEntries[i].name) << int(i) << QByteArray();
            const QStringList files = folder.entryList(QDir::Files, QDir::Name);
            QVERIFY(!files.isEmpty());
            for (const QString &file : files) {
                QFile input(folder.filePath(file));
                QVERIFY(input.open(QIODevice::ReadOnly));
                const QByteArray bytes = input.readAll();
                QTest::addRow("%s/%s", kEntries[i].name, qPrintable(file)) << int(i) << bytes;
                // Cut off, as connections cut things off.
                QTest::addRow("%s/%s, half", kEntries[i].name, qPrintable(file))
                    << int(i) << bytes.first(bytes.size() / 2);
            }
        }
    }
    void keepsItsWord()
    {
        QFETCH(int, target);
        QFETCH(QByteArray, input);
        kEntries[target].run(input);
    }
};

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
