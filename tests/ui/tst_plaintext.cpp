// SPDX-License-Identifier: GPL-3.0-or-later
#include "plaintext.h"
#include "translations.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDirIterator>
#include <QLocale>
#include <QRegularExpression>
#include <QTextDocument>
#include <QtTest>

using namespace cairn;

namespace {

const QString kHostile = QStringLiteral("<img src='file:///etc/hostname' width=900>");

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What stands between the parenthesis at `open` and the one that closes it.
QString argumentsAt(const QString &code, qsizetype open)
{
    int depth = 0;
    bool quoted = false;
    for (qsizetype at = open; at < code.size(); ++at) {
        const QChar c = code[at];
        if (c == u'"' && code[at - 1] != u'\\')
            quoted = !quoted;
        if (quoted)
            continue;
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (depth == 0)
            return code.mid(open + 1, at - open - 1);
    }
    return code.mid(open + 1);
}

/// Nothing but our own words: tr("…"), nothing, or a choice between such.
bool isOurs(QString words)
{
    static const QRegularExpression kString(QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\""));
    static const QRegularExpression kTr(QStringLiteral("\\btr\\((?:\\s*S)+(?:,\\s*S)?\\s*\\)"));
    static const QRegularExpression kChoice(QStringLiteral("\\w+\\s*\\?|:|QString\\(\\)|\\s"));
    return words.replace(kString, QStringLiteral("S")).remove(kTr).remove(kChoice).isEmpty();
}

/// Complaints about one file: "line: what".
QStringList complaints(const QString &code, bool helper, bool sealed)
{
    QStringList found;
    const auto complain = [&](qsizetype at, const QString &what) {
        found.append(QStringLiteral("%1: %2").arg(code.left(at).count(u'\n') + 1).arg(what));
    };
    const auto each = [&](const char *pattern, auto &&check) {
        for (auto it = QRegularExpression(QLatin1String(pattern)).globalMatch(code);
             it.hasNext();) {
            const auto match = it.next();
            const QString arguments = match.captured().endsWith(u'(')
                ? argumentsAt(code, match.capturedEnd() - 1)
                : QString();
            if (!check(arguments))
                complain(match.capturedStart(), match.captured());
        }
    };
    const auto never = [](const QString &) { return false; };
    const auto plain = [](const QString &words) {
        return words.trimmed().startsWith(u"plainToolTip(") || isOurs(words);
    };
    if (!helper) {
        each("\\bnew QLabel\\b", never);
        each("\\bQLabel\\s+\\w+\\s*[;({]", never);
        each("\\bnew QMessageBox\\b", never);
        each("\\bQMessageBox\\s+\\w+\\s*[;({]", never);
        each("\\bQMessageBox::(?:about|critical|information|question|warning)\\(", never);
        each("\\b(?:setInformativeText|setTextFormat|setStatusTip|setWhatsThis)\\(", never);
        each("\\b(?:QErrorMessage|QProgressDialog|QWhatsThis)\\b", never);
    }
    // Nowhere: these read files, through a document of Qt's or of a widget's.
    each("\\b(?:fromHtml|insertHtml|appendHtml|setMarkdown|fromMarkdown|insertMarkdown)\\(", never);
    each("\\bQTextDocumentFragment\\b", never);
    if (!sealed)
        each("\\bsetHtml\\(", never);
    each("\\bsetToolTip\\(", plain);
    each("\\bsetLabelText\\(", plain);
    each("\\bQToolTip::showText\\(", [](const QString &words) {
        return words.contains(u"plainToolTip(");
    });
    each("\\bsetData\\(", [](const QString &words) {
        return !words.contains(u"ToolTipRole") || words.contains(u"plainToolTip(");
    });
    each("\\bsetWindowTitle\\(", [](const QString &words) {
        return isOurs(words) || words.contains(u"windowWords(") || words == u"title"
            || words.startsWith(u"QStringLiteral(");
    });
    return found;
}

} // namespace

/// No word from elsewhere is taken for HTML.
class TestPlainText : public QObject {
    Q_OBJECT
private slots:
    void labelsShowTheirWords()
    {
        PlainLabel label(kHostile);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QVERIFY(label.sizeHint().height() < 2 * label.fontMetrics().height());
    }

    /// Qt's own words are there in the language of the window only where a file of Qt's is
    /// installed.
    void buttonsSpeakTheLanguageOfTheWindow()
    {
        using Button = QMessageBox::StandardButton;
        installTranslations(*qApp, QLocale(QLocale::German));
        const std::unique_ptr<QMessageBox> box(plainMessageBox(
            QString(), QString(), QString(), Button::Yes | Button::No | Button::Cancel, nullptr));
        box->setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(box->button(Button::Cancel)->text(), QStringLiteral("Abbrechen"));
        QCOMPARE(box->button(Button::Yes)->text(), QStringLiteral("Ja"));
        QCOMPARE(box->button(Button::No)->text(), QStringLiteral("Nein"));
        QCOMPARE(
            QKeySequence(Qt::CTRL | Qt::Key_Delete).toString(QKeySequence::NativeText),
            QStringLiteral("Strg+Entf"));
    }

    void enterCancels()
    {
        const std::unique_ptr<QMessageBox> box(
            plainMessageBox(QString(), QString(), QString(), QMessageBox::Cancel, nullptr));
        box->setAttribute(Qt::WA_DeleteOnClose, false);
        box->addButton(QStringLiteral("Discard"), QMessageBox::AcceptRole);
        box->open();
        QTest::keyClick(box.get(), Qt::Key_Return);
        QCOMPARE(box->clickedButton(), box->button(QMessageBox::Cancel));
    }

    void messageBoxesShowTheirWords()
    {
        const std::unique_ptr<QMessageBox> box(
            plainMessageBox(kHostile, kHostile, kHostile, QMessageBox::Ok, nullptr));
        box->setAttribute(Qt::WA_DeleteOnClose, false);
        box->show();
        int shown = 0;
        for (const QLabel *label : box->findChildren<QLabel *>()) {
            if (label->text() != kHostile)
                continue;
            ++shown;
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->openExternalLinks());
        }
        QCOMPARE(shown, 2);
    }

    void tooltipsShowTheirWords()
    {
        QCOMPARE(plainToolTip(QStringLiteral("a < b & c")), QStringLiteral("a < b & c"));
        QTextDocument asShown;
        asShown.setHtml(plainToolTip(kHostile + QStringLiteral("\n<b>second</b>")));
        QCOMPARE(asShown.toPlainText().simplified(), kHostile + QStringLiteral(" <b>second</b>"));
        QVERIFY(!plainToolTip(kHostile).contains(u"<img"));
    }

    void marksOfKeysAndWindowsAreWords()
    {
        QCOMPARE(buttonWords(QStringLiteral("R&D")), QStringLiteral("R&&D"));
        QWidget window;
        window.setWindowTitle(windowWords(QStringLiteral("a[*]b")));
        window.setWindowModified(true);
        QCOMPARE(window.windowTitle(), QStringLiteral("a[*][*]b"));
    }

    void theSearchFindsWhatItLooksFor_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("bad");
        const auto row = [](const char *code, bool bad) {
            QTest::newRow(code) << QString::fromUtf8(code) << bad;
        };
        row("a->setToolTip(note.title);", true);
        row("a->setToolTip(tr(\"On %1\").arg(name));", true);
        row("a->setToolTip(fit ? QString() : tr(\"Make it wider (please)\"));", false);
        row("a->setToolTip(plainToolTip(note.title));", false);
        row("item->setData(Qt::ToolTipRole, device);", true);
        row("item->setData(Qt::ToolTipRole, plainToolTip(device));", false);
        row("auto *l = new QLabel(title, this);", true);
        row("QMessageBox::warning(this, title, text);", true);
        row("box->setInformativeText(address);", true);
        row("QToolTip::showText(at, title);", true);
        row("view->setHtml(note.body);", true);
        row("words = QTextDocumentFragment::fromHtml(html).toPlainText();", true);
        row("cursor.insertFragment(fromHtml(html, &document));", true);
        row("cursor.insertHtml(html);", true);
        row("words = wordsOfHtml(html);", false);
        row("setWindowTitle(note.title);", true);
        row("setWindowTitle(tr(\"Settings\"));", false);
    }

    void theSearchFindsWhatItLooksFor()
    {
        QFETCH(QString, code);
        QFETCH(bool, bad);
        QCOMPARE(!complaints(code, false, false).isEmpty(), bad);
    }

    void nobodyGoesAround()
    {
        const QString root = qEnvironmentVariable("CAIRN_SOURCE");
        QVERIFY(!root.isEmpty());
        QStringList found;
        int files = 0;
        for (const char *folder : {"ui", "app", "model"}) {
            QDirIterator all(
                root + u'/' + QLatin1String(folder),
                {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                QDirIterator::Subdirectories);
            while (all.hasNext()) {
                const QString path = all.next();
                ++files;
                const QString name = path.mid(root.size() + 1);
                const auto one = complaints(
                    read(path), name.startsWith(u"ui/plaintext."),
                    name == u"ui/preview/previewpane.cpp" || name == u"ui/sealeddocument.cpp");
                for (const QString &complaint : one)
                    found.append(name + u':' + complaint);
            }
        }
        QVERIFY(files > 200);
        QVERIFY2(
            found.isEmpty(),
            qPrintable(QStringLiteral("use ui/plaintext.h:\n") + found.join(u'\n')));
    }
};

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
