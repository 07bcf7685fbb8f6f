// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

/// The translations as files: what is translated must take the same values as the English text.
class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void placeholdersAgree_data();
    void placeholdersAgree();

private:
    static QStringList placeholders(const QString &text)
    {
        static const QRegularExpression kPlaceholder(QStringLiteral("%L?([0-9]|n)"));
        QStringList found;
        for (auto it = kPlaceholder.globalMatch(text); it.hasNext();)
            found << it.next().captured();
        found.sort();
        return found;
    }
};

void TestTranslations::placeholdersAgree_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(
        qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources/translations"));
    const auto files = folder.entryInfoList({QStringLiteral("*.ts")});
    for (const QFileInfo &file : files)
        QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    if (files.isEmpty())
        QSKIP("CAIRN_SOURCE is not set");
}

void TestTranslations::placeholdersAgree()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QString source;
    int texts = 0;
    bool finished = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"source") {
            source = xml.readElementText();
        } else if (xml.name() == u"translation" || xml.name() == u"numerusform") {
            if (xml.name() == u"translation")
                finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            const bool plural = xml.name() == u"numerusform";
            const QString text = plural
                ? xml.readElementText()
                : xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            // A plural message's own text is that of its forms, which this loop cannot visit as
            // well.
            QVERIFY2(!source.contains(QStringLiteral("%n")), qPrintable(source)); // 3,004: %Ln
            if (!finished || text.isEmpty() || source.contains(QStringLiteral("%Ln")))
                continue;
            ++texts;
            if (placeholders(text) != placeholders(source))
                QFAIL(qPrintable(source + QStringLiteral(" -> ") + text));
        }
    }
    QVERIFY(!xml.hasError());
    if (!path.endsWith(QStringLiteral("cairn_en.ts"))) // plural forms only
        QVERIFY(texts > 100);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
