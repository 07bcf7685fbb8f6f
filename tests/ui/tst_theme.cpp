// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/banner.h"
#include "theme/iconlabel.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStandardPaths>
#include <QtTest>
#include <QWheelEvent>

using namespace cairn;

namespace {
// Of 255: what two ways to cover a pixel may differ by at edges, and over all pixels.
constexpr int kMostOff = 100;
constexpr double kMeanOff = 4;
} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void textIsReadable_data();
    void textIsReadable();
    void everyIconHasAFileAndPixels();
    void iconsAreMadeOfTheirSources();
    void iconsAreDrawnAsTheirSources_data();
    void iconsAreDrawnAsTheirSources();
    void iconsFollowThePalette();
    void iconsAmongWordsFollowThePalette();
    void nobodyKeepsAPictureOfAnIcon();
    void modesHaveNames();
    void darkAndLightApply();
    void sheetHasNoOpenNames();
    void highContrastIsRespected();
    void theWheelChangesNoChoice();
};

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::textIsReadable()
{
    QFETCH(bool, dark);
    const ThemeColors c = dark ? ThemeColors::darkScheme() : ThemeColors::light();
    for (const QColor &ground : {c.page, c.surface, c.sidebar, c.hover(), c.selection()}) {
        for (const QColor &ink : {c.text, c.quiet, c.accent, c.waiting, c.attention, c.failed}) {
            const double ratio = contrastRatio(ink, ground);
            QVERIFY2(
                ratio >= (ground == c.selection() ? 4.0 : 4.5),
                qPrintable(
                    QStringLiteral("%1 on %2: %3").arg(ink.name(), ground.name()).arg(ratio)));
        }
    }
    QVERIFY(contrastRatio(c.onAccent, c.accent) >= 4.5);
    QVERIFY(contrastRatio(c.text, c.mark()) >= 4.5);
    for (const QColor &state : {c.attention, c.failed, c.accent})
        QVERIFY(contrastRatio(state, c.wash(state)) >= 4.5);
}

void TestTheme::everyIconHasAFileAndPixels()
{
    for (int i = 0; i < static_cast<int>(Icon::kCount); ++i) {
        const auto name = static_cast<Icon>(i);
        const QByteArray label = iconFileName(name).toLatin1();
        QVERIFY2(
            QFile::exists(QStringLiteral(":/cairn/icons/masks/%1.png").arg(iconFileName(name))),
            label);
        const QImage image = icon(name).pixmap(QSize(24, 24)).toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                inked += qAlpha(image.pixel(x, y)) > 128;
        }
        QVERIFY2(inked > 8, label);
    }
    for (const int size : {16, 32, 48, 64, 256})
        QCOMPARE(applicationIcon().pixmap(QSize(size, size), 1.0).width(), size);
}

/// After a change to a drawing: resources/icons/render.
void TestTheme::iconsAreMadeOfTheirSources()
{
    const QDir icons(qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources/icons"));
    QStringList made;
    const QStringList sources = icons.entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    QVERIFY(sources.size() > 50);
    for (const QString &source : sources) {
        QFile file(icons.filePath(source));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray drawing = file.readAll();
        const QByteArray hash = QCryptographicHash::hash(drawing, QCryptographicHash::Sha256);
        made << QString::fromLatin1(hash.toHex()) + QStringLiteral("  ") + source;
        const QString kind =
            drawing.contains("currentColor") ? QStringLiteral("masks") : QStringLiteral("pictures");
        const QString result =
            source.chopped(4) == u"cairn" ? QStringLiteral("cairn-256") : source.chopped(4);
        QVERIFY2(
            QFile::exists(QStringLiteral(":/cairn/icons/%1/%2.png").arg(kind, result)),
            qPrintable(source));
    }
    QFile known(icons.filePath(QStringLiteral("sources.sha256")));
    QVERIFY(known.open(QIODevice::ReadOnly));
    const auto lines = QString::fromLatin1(known.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(
        QSet<QString>(lines.cbegin(), lines.cend()), QSet<QString>(made.cbegin(), made.cend()));
}

void TestTheme::iconsAreDrawnAsTheirSources_data()
{
    QTest::addColumn<int>("pixels");
    QTest::addColumn<int>("first"); // every seventh from here on, so all of them over the rows
    int first = 0;
    for (const int pixels : {16, 18, 27, 30, 40, 60, 96}) // of 16 to 32 px at 1x to 3x
        QTest::newRow(qPrintable(QString::number(pixels))) << pixels << first++;
}

/// As crisp as if the drawing itself was rendered at that size.
void TestTheme::iconsAreDrawnAsTheirSources()
{
    QFETCH(int, pixels);
    QFETCH(int, first);
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("rsvg-convert"));
    if (tool.isEmpty())
        QSKIP("rsvg-convert is not installed");
    const QString size = QString::number(pixels);
    for (int i = first; i < static_cast<int>(Icon::kCount); i += 7) {
        const auto name = static_cast<Icon>(i);
        const QString source = QStringLiteral("%1/resources/icons/%2.svg")
                                   .arg(qEnvironmentVariable("CAIRN_SOURCE"), iconFileName(name));
        QProcess render;
        render.start(tool, {QStringLiteral("-w"), size, QStringLiteral("-h"), size, source});
        QVERIFY(render.waitForFinished());
        const QImage drawn = QImage::fromData(render.readAllStandardOutput(), "PNG");
        QCOMPARE(drawn.size(), QSize(pixels, pixels));
        const QImage shown = icon(name).pixmap(drawn.size(), 1.0).toImage();
        QCOMPARE(shown.size(), drawn.size());
        int most = 0;
        int sum = 0;
        for (int y = 0; y < pixels; ++y) {
            for (int x = 0; x < pixels; ++x) {
                const int off = qAbs(qAlpha(shown.pixel(x, y)) - qAlpha(drawn.pixel(x, y)));
                most = qMax(most, off);
                sum += off;
            }
        }
        const double mean = double(sum) / (pixels * pixels);
        const QString words = QStringLiteral("%1: %2, %3").arg(source).arg(most).arg(mean);
        QVERIFY2(most <= kMostOff && mean <= kMeanOff, qPrintable(words));
    }
}

void TestTheme::iconsFollowThePalette()
{
    Theme theme(*qApp);
    const QIcon one = icon(Icon::Search, Tint::Text);
    theme.setMode(Theme::Mode::Light);
    const QImage light = one.pixmap(24, 24).toImage();
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(light != one.pixmap(24, 24).toImage());
}

void TestTheme::iconsAmongWordsFollowThePalette()
{
    Theme theme(*qApp);
    theme.setMode(Theme::Mode::Light);
    Banner banner(nullptr);
    banner.show(Banner::Level::Attention, QStringLiteral("Two versions"), {}, {});
    auto *sign = banner.findChild<IconLabel *>();
    QVERIFY(sign);
    const auto inkOf = [sign](const QColor &ink) {
        const QImage image = sign->grab().toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                inked += image.pixelColor(x, y) == ink ? 1 : 0;
        }
        return inked;
    };
    QVERIFY(inkOf(ThemeColors::light().attention) > 8);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(inkOf(ThemeColors::darkScheme().attention) > 8);
    QCOMPARE(inkOf(ThemeColors::light().attention), 0);
}

/// It would keep the colours of the theme that it was made in: IconLabel shows icons among words.
void TestTheme::nobodyKeepsAPictureOfAnIcon()
{
    const QString root = qEnvironmentVariable("CAIRN_SOURCE");
    QVERIFY(!root.isEmpty());
    QStringList found;
    int files = 0;
    for (const char *folder : {"ui", "app"}) {
        QDirIterator all(
            root + u'/' + QLatin1String(folder), {QStringLiteral("*.cpp")}, QDir::Files,
            QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            const QString code = QString::fromUtf8(file.readAll());
            static const QRegularExpression kPicture(QStringLiteral("\\.pixmap\\("));
            if (code.contains(kPicture))
                found.append(file.fileName());
        }
    }
    QVERIFY(files > 100);
    QCOMPARE(found, QStringList());
}

void TestTheme::modesHaveNames()
{
    for (const auto mode : {Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark})
        QCOMPARE(Theme::modeFromName(Theme::modeName(mode)), mode);
    QCOMPARE(Theme::modeFromName(QStringLiteral("?")), Theme::Mode::System);
}

void TestTheme::darkAndLightApply()
{
    Theme theme(*qApp);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(qApp->palette().color(QPalette::Base), ThemeColors::darkScheme().page);
    theme.setMode(Theme::Mode::Light);
    QCOMPARE(qApp->palette().color(QPalette::Base), ThemeColors::light().page);
    QCOMPARE(changed.count(), 2);
}

void TestTheme::sheetHasNoOpenNames()
{
    const QString sheet = styleSheetFor(ThemeColors::light());
    QVERIFY(!sheet.isEmpty());
    QVERIFY(!sheet.contains(QLatin1Char('@')));
}

void TestTheme::highContrastIsRespected()
{
    QPalette system(Qt::black);
    system.setColor(QPalette::Window, Qt::black);
    system.setColor(QPalette::Base, Qt::black);
    system.setColor(QPalette::WindowText, Qt::white);
    QVERIFY(isHighContrast(system));
    const ThemeColors colors = ThemeColors::of(system);
    QCOMPARE(colors.page, QColor(Qt::black));
    QCOMPARE(colors.quiet, QColor(Qt::white));
    QVERIFY(!isHighContrast(ThemeColors::light().palette()));
    QVERIFY(!isHighContrast(ThemeColors::darkScheme().palette()));
}

/// Reading on through a page of settings scrolls it, whatever comes under the pointer: the boxes
/// leave the wheel to what is around them.
void TestTheme::theWheelChangesNoChoice()
{
    const Theme theme(*qApp);
    QComboBox choice;
    choice.addItems({QStringLiteral("ask"), QStringLiteral("keep"), QStringLiteral("both")});
    choice.setCurrentIndex(1);
    QSpinBox number;
    number.setValue(7);
    for (QWidget *widget : std::initializer_list<QWidget *>{&choice, &number}) {
        widget->show();
        QCOMPARE(widget->focusPolicy(), Qt::StrongFocus);
        widget->setFocus();
        for (const int turn : {-120, 120}) {
            const QPointF at = QRectF(widget->rect()).center();
            QWheelEvent wheel(
                at, widget->mapToGlobal(at), {}, {0, turn}, Qt::NoButton, Qt::NoModifier,
                Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(widget, &wheel);
            QVERIFY(!wheel.isAccepted());
            QCOMPARE(choice.currentIndex(), 1);
            QCOMPARE(number.value(), 7);
        }
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
