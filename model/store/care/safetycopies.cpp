// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/safetycopies.h"

#include "clock.h"
#include "store/care/backup.h"
#include "store/sqlite/database.h"
#include "store/sqlite/halffiles.h"
#include "store/tree/metastore.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace cairn {
namespace {

constexpr qsizetype kKept = 3;
constexpr qint64 kOneStoryMs = 24ll * 3'600'000;
constexpr QStringView kLastEvent = u"safety_copy.event";
/// The name of the last copy with damaged texts: one is kept beside the others, and pushes none of
/// them out.
constexpr QStringView kDamaged = u"safety_copy.damaged";
const QString kNameFormat = QStringLiteral("'cairn-'yyyy-MM-dd-HHmmss'.sqlite'");

QStringList copiesIn(const QDir &folder)
{
    return folder.entryList({SafetyCopies::pattern()}, QDir::Files, QDir::Name);
}

/// The time in the name of a copy; invalid: it is none of ours.
QDateTime timeIn(const QString &name)
{
    const QDateTime written = QDateTime::fromString(name, kNameFormat);
    return QDateTime(written.date(), written.time(), QTimeZone::utc());
}

/// Their names sort by time, and the oldest go: so a new one is named after all that are there,
/// also where the clock was set back since the last or both are of one second.
QString nextName(const QDir &folder, qint64 nowMs)
{
    QDateTime time = QDateTime::fromMSecsSinceEpoch(nowMs).toUTC();
    const QStringList copies = copiesIn(folder);
    for (const QString &copy : copies) {
        const QDateTime other = timeIn(copy);
        if (other.isValid())
            time = std::max(time, other.addSecs(1));
    }
    return time.toString(kNameFormat);
}

/// By its name; its file's time is that of whoever copied it last.
qint64 timeOf(const QString &name)
{
    const QDateTime time = timeIn(name);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace

SafetyCopies::SafetyCopies(Database &database, MetaStore &meta, const Clock &clock)
    : m_database(database)
    , m_meta(meta)
    , m_clock(clock)
{
}

QString SafetyCopies::folder(const QString &storeFile)
{
    return QFileInfo(storeFile).absoluteDir().filePath(QStringLiteral("backups"));
}

QString SafetyCopies::pattern() { return QStringLiteral("cairn-*.sqlite"); }

Result<QString> SafetyCopies::make(const QString &event)
{
    CAIRN_ASSIGN(const auto last, m_meta.value(kLastEvent.toString()));
    if (last == event)
        return QString();
    {
        auto any = m_database.statement(QStringLiteral("SELECT 1 FROM document LIMIT 1"));
        CAIRN_TRY(any.run());
        if (!any.next())
            return QString();
    }
    const QDir folder(SafetyCopies::folder(m_database.file()));
    if (!folder.mkpath(QStringLiteral(".")))
        return failure(
            ErrorKind::Storage, QStringLiteral("the folder cannot be made"), folder.path());
    const QString file = folder.filePath(nextName(folder, m_clock.nowMs()));
    CAIRN_ASSIGN(const DamagedTexts damaged, Backup::write(m_database, file));
    CAIRN_TRY(m_meta.setValue(kLastEvent.toString(), event));
    CAIRN_ASSIGN(const auto before, m_meta.value(kDamaged.toString()));
    if (before && copiesIn(folder).contains(*before))
        QDir(folder).remove(*before);
    if (damaged.count == 0) {
        if (before)
            CAIRN_TRY(m_meta.remove(kDamaged.toString()));
        prune();
        return file;
    }
    CAIRN_TRY(m_meta.setValue(kDamaged.toString(), QFileInfo(file).fileName()));
    return file;
}

void SafetyCopies::removeLeftovers(const QString &storeFile)
{
    const QFileInfo store(storeFile);
    // Itself, and the copies that an upgrade and a restore keep of it.
    halffiles::removeLeft(
        store.absoluteDir(),
        QRegularExpression::escape(store.fileName())
            + QStringLiteral("(?:\\.(?:v|replaced-)\\d+)?"));
    halffiles::removeLeft(
        QDir(SafetyCopies::folder(storeFile)), QStringLiteral("cairn-[0-9-]+\\.sqlite"));
}

/// The oldest goes, unless others were made within a day of the one before: those tell the same
/// story, and whoever brings them about must not push out what was there before it began.
void SafetyCopies::prune()
{
    QDir folder(SafetyCopies::folder(m_database.file()));
    QStringList copies = copiesIn(folder); // their names sort by time
    while (copies.size() > kKept) {
        qsizetype least = 0; // never the newest
        for (qsizetype i = 1; i < copies.size() - 1 && least == 0; ++i) {
            if (timeOf(copies.at(i)) - timeOf(copies.at(i - 1)) < kOneStoryMs)
                least = i;
        }
        folder.remove(copies.takeAt(least));
    }
}

} // namespace cairn
