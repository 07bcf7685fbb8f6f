#include "translations.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Naming the resources makes the linker take them out of the static library.
static void linkTranslations() { Q_INIT_RESOURCE(translations); }

namespace cairn {

namespace {

void install(
    QApplication &application, const QLocale &locale, const QString &name, const QString &directory)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(locale, name, QStringLiteral("_"), directory))
        application.installTranslator(translator);
    else
        delete translator;
}

} // namespace

void installTranslations(QApplication &application, const QLocale &locale)
{
    linkTranslations();
    const QString ours = QStringLiteral(":/cairn/translations");
    install(application, QLocale(QLocale::English), QStringLiteral("cairn"), ours);
    if (locale.language() == QLocale::English)
        return;
    install(
        application, locale, QStringLiteral("qtbase"),
        QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(
        application, locale, QStringLiteral("cairn"), ours); // the last installed is asked first
}

} // namespace cairn
