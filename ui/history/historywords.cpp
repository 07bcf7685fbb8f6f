// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historywords.h"

#include "conflict/conflictwords.h"
#include "document.h"
#include "shownname.h"
#include "timewords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace cairn {

namespace {
constexpr qsizetype kMaxDevicesNamed = 3; ///< of those whose versions were put together
} // namespace

QString HistoryWords::kind(const NoteVersion &version)
{
    const QString device = isolatedName(version.device, kMaxShownDevice);
    if (version.kind == u"written")
        return tr("Written here");
    if (version.kind == u"restored")
        return tr("Restored from the history");
    if (version.kind == u"damaged")
        return tr("Its text is damaged on the disk");
    if (version.kind == u"typed")
        return tr("Typed in a review that was decided without it");
    if (version.kind == u"resolved")
        return tr("Decided between versions");
    if (version.decided)
        return device.isEmpty() ? tr("Decided on another device") : tr("Decided on %1").arg(device);
    if (version.kind == u"merged" || !version.madeFrom.isEmpty()) {
        QStringList others;
        for (const QString &other : version.otherDevices.first(
                 std::min<qsizetype>(version.otherDevices.size(), kMaxDevicesNamed)))
            others.append(isolatedName(other, kMaxShownDevice));
        const QString devices = QLocale().createSeparatedList(others);
        return devices.isEmpty() ? tr("Merged with the version of another device")
                                 : tr("Merged with the version of %1").arg(devices);
    }
    return device.isEmpty() ? tr("Received from another device")
                            : tr("Received from %1").arg(device);
}

QString HistoryWords::when(qint64 at, qint64 now, bool seconds)
{
    QString words = ConflictWords::when(at, now, seconds);
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

QString HistoryWords::size(qint64 bytes)
{
    // A single byte tells nobody anything.
    return QLocale().formattedDataSize(
        std::max<qint64>(bytes, 1'000), bytes < 10'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString HistoryWords::line(const NoteVersion &version, qint64 now, bool seconds)
{
    return tr("%1: %2", "time, what happened").arg(when(version.at, now, seconds), kind(version));
}

QString HistoryWords::merged(const MergeMark &mark, qint64 now)
{
    if (mark.at == 0)
        return tr("Merged with another device’s version");
    const bool today = QDateTime::fromMSecsSinceEpoch(mark.at).date()
        == QDateTime::fromMSecsSinceEpoch(now).date();
    const QString at = today ? TimeWords::clock(mark.at) : ConflictWords::when(mark.at, now);
    const QString device = isolatedName(mark.device, kMaxShownDevice);
    if (device.isEmpty())
        return tr("Merged with another device’s version, %1", "time").arg(at);
    return tr("Merged with another device’s version, %1 (%2)", "time, device").arg(at, device);
}

QString HistoryWords::text(const QJsonObject &body)
{
    QString text = body.value(field::kTitle).toString() + u'\n';
    QStringList tags;
    const QJsonArray named = body.value(field::kTags).toArray();
    for (const QJsonValue tag : named)
        tags.append(u'#' + tag.toString());
    if (!tags.isEmpty())
        text += tags.join(u' ') + u'\n';
    return text + u'\n' + body.value(field::kBody).toString();
}

QString HistoryWords::otherDifferences(const QJsonObject &older, const QJsonObject &newer)
{
    const auto differ = [&](QStringView name) { return older.value(name) != newer.value(name); };
    QStringList things;
    if (differ(field::kNotebook))
        things.append(tr("the notebook"));
    if (differ(field::kPinned))
        things.append(tr("pinned or not"));
    if (differ(field::kEmergency))
        things.append(tr("emergency or not"));
    if (differ(field::kColor))
        things.append(tr("the colour"));
    if (older.contains(field::kTrashedAt) != newer.contains(field::kTrashedAt))
        things.append(tr("in the trash or not"));
    return things.isEmpty() ? QString()
                            : tr("The words are the same. What differs: %1.")
                                  .arg(QLocale().createSeparatedList(things));
}

QString HistoryWords::title(const QString &title)
{
    const QString name = isolatedName(title);
    return name.isEmpty() ? tr("Untitled") : name;
}

} // namespace cairn
