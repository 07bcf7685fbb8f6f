// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/keptcopies.h"

#include "store/care/damagedtexts.h"
#include "store/care/doctor.h"
#include "store/care/storecopy.h"
#include "store/sqlite/rawconnection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace cairn::keptcopies {

namespace {

/// Texts of `other`, from one table, that are under the same name in neither table of `file`. Each
/// restore makes another device, whose name nobody wrote.
constexpr char kTextsMissing[] =
    "SELECT count(*) FROM (SELECT 1 FROM other.%1 o JOIN other.document d ON d.key = o.document"
    " LEFT JOIN main.document m ON m.id = d.id WHERE o.body IS NOT NULL AND d.type <> 'device'"
    " AND NOT EXISTS (SELECT 1 FROM main.revision r WHERE r.document = m.key"
    "  AND r.generation = o.generation AND r.hash = o.hash AND r.body = o.body)"
    " AND NOT EXISTS (SELECT 1 FROM main.version v WHERE v.document = m.key"
    "  AND v.generation = o.generation AND v.hash = o.hash AND v.body = o.body) LIMIT 1)";
constexpr char kDraftsMissing[] =
    "SELECT count(*) FROM (SELECT d.id, c.body FROM other.conflict_draft c"
    " JOIN other.document d ON d.key = c.document"
    " EXCEPT SELECT d.id, c.body FROM main.conflict_draft c"
    " JOIN main.document d ON d.key = c.document)";
/// Of a store with damaged texts the list may be all that is left: then every line of it, and
/// nothing that was written in the place of one.
constexpr char kLinesMissing[] =
    "SELECT count(*) FROM (SELECT d.id, n.title, n.body, n.notebook, n.tags, n.trashed_at"
    " FROM other.note n JOIN other.document d ON d.key = n.document"
    " EXCEPT SELECT d.id, n.title, n.body, n.notebook, n.tags, n.trashed_at"
    " FROM main.note n JOIN main.document d ON d.key = n.document)";
constexpr char kLeavesAnew[] =
    "SELECT count(*) FROM (SELECT d.id, r.generation, r.hash FROM main.revision r"
    " JOIN main.document d ON d.key = r.document WHERE r.leaf = 1 AND d.type <> 'device'"
    " EXCEPT SELECT d.id, r.generation, r.hash FROM other.revision r"
    " JOIN other.document d ON d.key = r.document WHERE r.leaf = 1)";

Result<bool> isNone(sqlite3 *both, const QByteArray &sql)
{
    CAIRN_ASSIGN(const QByteArray count, raw::value(both, sql.constData()));
    return count == "0";
}

Result<int> damagedTexts(const QString &file)
{
    CAIRN_ASSIGN(const RawConnection there, raw::connect(file, SQLITE_OPEN_READONLY));
    CAIRN_TRY(raw::distrust(there.get()));
    CAIRN_ASSIGN(const QByteArray sound, raw::value(there.get(), "PRAGMA quick_check(1)"));
    if (sound != "ok")
        return failure(ErrorKind::Locked, QStringLiteral("damaged"), file, SQLITE_CORRUPT);
    CAIRN_ASSIGN(const DamagedTexts damaged, DamagedTexts::find(there.get()));
    return damaged.count;
}

Result<bool> holdsAll(const QString &file, const QString &other)
{
    CAIRN_ASSIGN(const int damaged, damagedTexts(other));
    if (damaged > 0) { // of what was mended since, this is how it was
        CAIRN_ASSIGN(const int here, damagedTexts(file));
        if (here != damaged)
            return false;
    }
    CAIRN_ASSIGN(const RawConnection both, raw::connect(file, SQLITE_OPEN_READONLY));
    CAIRN_TRY(raw::distrust(both.get()));
    const QString name = QString(other).replace(u'\'', QStringLiteral("''"));
    CAIRN_TRY(raw::run(
        both.get(), QStringLiteral("ATTACH '%1' AS other").arg(name).toUtf8().constData()));
    QByteArrayList missing{
        QByteArray(kTextsMissing).replace("%1", "revision"),
        QByteArray(kTextsMissing).replace("%1", "version"), kDraftsMissing};
    if (damaged > 0)
        missing << kLinesMissing << kLeavesAnew;
    for (const QByteArray &sql : std::as_const(missing)) {
        CAIRN_ASSIGN(const bool none, isNone(both.get(), sql));
        if (!none)
            return false;
    }
    return true;
}

/// The last one that was made comes last.
QStringList copiesOf(const QString &store)
{
    static const QRegularExpression number(QStringLiteral("\\.replaced-(\\d+)$"));
    const QFileInfo info(store);
    QList<std::pair<int, QString>> copies;
    const QFileInfoList files = info.absoluteDir().entryInfoList(
        {info.fileName() + QStringLiteral(".replaced-*")}, QDir::Files);
    for (const QFileInfo &file : files) {
        const QRegularExpressionMatch match = number.match(file.fileName());
        if (match.hasMatch())
            copies.append({match.captured(1).toInt(), file.absoluteFilePath()});
    }
    std::sort(copies.begin(), copies.end());
    QStringList names;
    for (const auto &[place, name] : std::as_const(copies))
        names.append(name);
    return names;
}

/// The pages of a file, without the two counters of its header that say how often it was written.
Result<QByteArray> pageOf(QFile &file, bool first)
{
    constexpr qint64 kPiece = 1 << 20;
    QByteArray bytes = file.read(kPiece);
    if (bytes.isEmpty() && file.error() != QFileDevice::NoError)
        return failure(ErrorKind::Storage, file.errorString(), file.fileName());
    for (const int counter : {24, 92}) {
        if (first && bytes.size() >= counter + 4)
            bytes.replace(counter, 4, QByteArray(4, '\0'));
    }
    return bytes;
}

Result<bool> isSameFile(const QString &one, const QString &other)
{
    QFile first(one);
    QFile second(other);
    for (QFile *file : {&first, &second}) {
        if (!file->open(QIODevice::ReadOnly))
            return failure(ErrorKind::Storage, file->errorString(), file->fileName());
    }
    if (first.size() != second.size())
        return false;
    for (bool begin = true;; begin = false) {
        CAIRN_ASSIGN(const QByteArray here, pageOf(first, begin));
        CAIRN_ASSIGN(const QByteArray there, pageOf(second, begin));
        if (here != there)
            return false;
        if (here.isEmpty())
            return true;
    }
}

} // namespace

Result<bool> holds(const QString &file, const QString &other)
{
    const Result<bool> held = holdsAll(file, other);
    if (!held && Doctor::isDamage(held.error()))
        return false;
    return held;
}

Result<QString> keep(const QString &store)
{
    const QStringList before = copiesOf(store);
    CAIRN_ASSIGN(const QString kept, storecopy::keepAsItIs(store));
    for (const QString &copy : before) {
        CAIRN_ASSIGN(const bool same, isSameFile(copy, kept));
        if (same) {
            QFile::remove(kept);
            return copy;
        }
    }
    return kept;
}

Result<void> thin(const QString &store, const QString &file)
{
    const QString stays = QFileInfo(file).absoluteFilePath();
    const QStringList copies = copiesOf(store);
    for (const QString &copy : copies) {
        if (copy == stays || QFileInfo::exists(copy + QStringLiteral("-wal")))
            continue; // with a log of its own it was put aside as it was
        CAIRN_ASSIGN(const bool held, holds(file, copy));
        if (held && !QFile::remove(copy))
            return failure(ErrorKind::Storage, QStringLiteral("cannot be removed"), copy);
    }
    return {};
}

} // namespace cairn::keptcopies
