// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/database.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

/// The tokenizer `cairn` as SQLite uses it: which texts are found by which phrases.
class TestTokenizer : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = Database::open(m_folder->filePath(QStringLiteral("t.sqlite")));
        QVERIFY(opened);
        m_database = std::move(opened).value();
        QVERIFY(m_database->execute(
            QStringLiteral("CREATE VIRTUAL TABLE temp.t USING fts5(body, tokenize = 'cairn')")));
    }
    void cleanup() { m_database.reset(); }

    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *name, const char *text, const char *phrase, bool found) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(phrase) << found;
        };
        row("word", "Pump seven", "pump", true);
        row("no part of a word", "Pumps", "ump", false);
        row("diacritics", "Überdruck im Kühlkreis", "uberdruck", true);
        row("diacritics in the query", "Kuhlkreis", "kühlkreis", true);
        row("decomposed", "Ku\xcc\x88hlkreis", "kühlkreis", true);
        row("inside Chinese", "今天检查水泵的轴承", "水泵", true);
        row("one Chinese character", "今天检查水泵的轴承", "轴", true);
        row("not in this order", "今天检查水泵的轴承", "泵水", false);
        row("Chinese and Latin", "检查Pump7水泵", "pump7", true);
        row("across the border", "检查Pump7水泵", "pump7水", true);
        row("Japanese", "ポンプを点検しました", "点検", true);
        row("Japanese, kana", "ポンプを点検しました", "ンプ", true);
        row("middle dot separates", "ポンプ・モーター", "モーター", true);
        row("Korean without its ending", "서울에서 점검", "서울", true);
        row("Thai", "ตรวจสอบปั๊มน้ำ", "ปั๊ม", true);
        row("rare Han", "𠮷野家", "𠮷野", true);
        row("emoji", "done 🎉 today", "🎉", true);
        row("another emoji", "done 🎉 today", "🔥", false);
        row("skin tone", "hello 👋🏽", "👋", true);
        row("Cyrillic", "Проверка насоса", "НАСОСА", true);
    }
    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QString, phrase);
        auto insert = m_database->statement(QStringLiteral("INSERT INTO t VALUES (:text)"));
        QVERIFY(insert.bind(":text", text).run());
        auto query =
            m_database->statement(QStringLiteral("SELECT count(*) FROM t WHERE t MATCH :q"));
        QVERIFY(query.bind(":q", QString(u'"' + phrase + u'"')).run());
        QVERIFY(query.next());
        QTEST(query.integer(0) == 1, "found");
    }

    /// Bytes that are no UTF-8 come from damaged files; the tokenizer must neither crash nor lose
    /// the words around them.
    void survivesBrokenUtf8()
    {
        for (const char *broken :
             {"a \xff b", "\xe4\xb8", "\xf0\x9f", "x\xe4\xb8 y", "\xc3(", "\xed\xa0\x80z"}) {
            const QByteArray hex = QByteArray(broken).toHex();
            QVERIFY(m_database->execute(QStringLiteral("INSERT INTO t VALUES (CAST(x'%1' AS TEXT))")
                                            .arg(QString::fromLatin1(hex))));
        }
        auto query =
            m_database->statement(QStringLiteral("SELECT count(*) FROM t WHERE t MATCH '\"b\"'"));
        QVERIFY(query.run() && query.next());
        QCOMPARE(query.integer(0), 1);
    }

    void snippetMarksCharacters()
    {
        QVERIFY(m_database->execute(QStringLiteral("INSERT INTO t VALUES ('今天检查水泵的轴承')")));
        auto query = m_database->statement(
            QStringLiteral("SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH '\"水泵\"'"));
        QVERIFY(query.run() && query.next());
        QCOMPARE(query.text(0), QStringLiteral("今天检查[水泵]的轴承"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
