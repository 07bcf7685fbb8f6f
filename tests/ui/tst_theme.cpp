// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icons.h"
#include "theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QtTest>

using namespace cairn;

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void textIsReadable_data();
    void textIsReadable();
    void everyIconHasAFileAndPixels();
    void iconsFollowThePalette();
    void modesHaveNames();
    void darkAndLightApply();
    void sheetHasNoOpenNames();
    void highContrastIsRespected();
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
            QFile::exists(QStringLiteral(":/cairn/icons/%1.svg").arg(iconFileName(name))), label);
        const QImage image = icon(name).pixmap(QSize(24, 24)).toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                inked += qAlpha(image.pixel(x, y)) > 128;
        }
        QVERIFY2(inked > 8, label);
    }
    QVERIFY(!applicationIcon().pixmap(64, 64).isNull());
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

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
