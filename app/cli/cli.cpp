// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "cli/standardoutput.h"
#include "files.h"
#include "note.h"
#include "privatefiles.h"
#include "shownname.h"
#include "standardstreams.h"
#include "store/care/storetraces.h"

#include <QFile>

#include <algorithm>
#include <cstdio>

namespace cairn::cli {

Result<QByteArray> readInput(const QString &path, qint64 maxBytes)
{
    if (path == QStringLiteral("-"))
        return streams::readAll(maxBytes);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(
            ErrorKind::Invalid, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return readStream(file, maxBytes);
}

Store::Options Context::storeOptions()
{
    Store::Options options;
    options.file = m_profile.databaseFile();
    options.clock = &m_clock;
    options.random = &m_random;
    options.witnesses = m_profile.witnesses();
    options.orReadOnly = true;
    return options;
}

Result<Store *> Context::store()
{
    if (m_store)
        return m_store.get();
    privatefiles::protect(m_profile);
    auto opened = Store::open(storeOptions());
    if (!opened && opened.error().kind == ErrorKind::Locked
        && opened.error().code != storetraces::kRemovalBegun // nobody wants them back
        && opened.error().code != storetraces::kIsLink)
        tellCopies();
    CAIRN_ASSIGN(m_store, std::move(opened));
    if (const auto why = m_store->readOnlyReason())
        warn(QStringLiteral("cairn-cli: %1, so the notes can be read and exported, not changed")
                 .arg(
                     why->kind == ErrorKind::DiskFull
                         ? QStringLiteral("the disk is full")
                         : QStringLiteral("the profile cannot be written")));
    return m_store.get();
}

Result<Store *> Context::change()
{
    CAIRN_ASSIGN(Store * opened, store());
    if (!m_change) {
        m_change = std::make_unique<StoreChange>(*opened);
        CAIRN_TRY(m_change->begin());
    }
    return opened;
}

Result<void> Context::commit()
{
    if (!m_change)
        return {};
    const auto committed = m_change->commit();
    m_change.reset();
    return committed;
}

void Context::closeStore()
{
    m_change.reset();
    m_store.reset();
}

/// Damaged, or empty where notes were: what can take its place.
void Context::tellCopies()
{
    const QList<StoreCopy> copies = storetraces::copies(m_profile.databaseFile());
    for (const StoreCopy &copy : copies)
        warn(QStringLiteral("cairn-cli: a copy of %1%2: %3")
                 .arg(
                     copy.at.toString(Qt::ISODate),
                     copy.notes < 0 ? QString()
                                    : QStringLiteral(" with ") + counted(copy.notes, "note"),
                     copy.file));
    if (!copies.isEmpty())
        warn(QStringLiteral("cairn-cli: to go on with one of them: cairn-cli restore FILE"));
}

void Context::progress(const QString &line)
{
    if (quiet || !streams::isTerminal(stderr))
        return;
    say("\r\033[K" + terminalText(line).toUtf8());
    m_progressShown = true;
}

void Context::event(const QJsonValue &value, const QString &text)
{
    if (!json && quiet)
        return;
    const auto told = write(stdout, (json ? oneLine(value) : terminalText(text).toUtf8()) + '\n');
    if (!told && onDeaf)
        onDeaf(told.error());
}

void Context::warn(const QString &line)
{
    if (std::exchange(m_progressShown, false))
        say("\r\033[K");
    if (!line.isEmpty())
        say(terminalText(line).toUtf8() + '\n');
}

Result<int> Arguments::number(const char *option, int fallback) const
{
    if (!has(option))
        return fallback;
    bool ok = false;
    const int number = value(option).toInt(&ok);
    if (!ok || number < 0)
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("--%1 takes a whole number, not \"%2\"")
                .arg(QLatin1String(option), value(option)),
            {}, kUsage);
    return number;
}

Result<std::optional<QString>> Arguments::text(const char *option, const char *fileOption) const
{
    QByteArray bytes;
    if (has(option) && value(option) != QStringLiteral("-"))
        return value(option);
    if (has(option)) {
        CAIRN_ASSIGN(bytes, readInput(QStringLiteral("-"), kMaxBodyBytes));
    } else if (fileOption && has(fileOption)) {
        CAIRN_ASSIGN(bytes, readInput(value(fileOption), kMaxBodyBytes));
    } else {
        return std::nullopt;
    }
    CAIRN_ASSIGN(QString text, utf8Text(bytes));
    return text;
}

QString counted(qint64 count, const char *noun)
{
    return QStringLiteral("%1 %2%3").arg(
        QString::number(count), QString::fromLatin1(noun),
        count == 1 ? QString() : QStringLiteral("s"));
}

QString someOf(const QStringList &titles)
{
    constexpr qsizetype kMostNamed = 20;
    QStringList names;
    for (const QString &title : titles.first(std::min(titles.size(), kMostNamed)))
        names.append(QStringLiteral("“%1”").arg(terminalName(title)));
    if (titles.size() > kMostNamed)
        names.append(QStringLiteral("…"));
    return names.join(QStringLiteral(", "));
}

} // namespace cairn::cli
