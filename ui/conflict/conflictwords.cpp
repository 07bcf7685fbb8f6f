// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictwords.h"

#include "document.h"
#include "shownname.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace cairn {

namespace {

const ConflictLeaf &mine(const ConflictDetails &details) { return details.leaves.at(0); }
const ConflictLeaf &other(const ConflictDetails &details) { return details.leaves.at(1); }

} // namespace

bool ConflictWords::isDeleted(const ConflictLeaf &leaf)
{
    return leaf.deleted || leaf.trashed || leaf.raw.contains(field::kTrashedAt);
}

bool ConflictWords::isDeletion(const ConflictDetails &details)
{
    if (details.leaves.size() < 2 || isDeleted(mine(details)) == isDeleted(other(details)))
        return false;
    // A note in the trash that was edited before it went there still has words that must not be
    // lost.
    const bool words = details.titleConflict
        || std::any_of(details.chunks.begin(), details.chunks.end(),
                       [](const MergeChunk &chunk) { return chunk.conflict; });
    return mine(details).deleted || other(details).deleted || !words;
}

bool ConflictWords::isBetweenDevices(const ConflictDetails &details)
{
    return details.leaves.size() >= 2 && mine(details).thisDevice && !other(details).thisDevice;
}

bool ConflictWords::isOfThisDevice(const ConflictDetails &details)
{
    return details.leaves.size() >= 2 && mine(details).thisDevice && other(details).thisDevice;
}

QString ConflictWords::name(const ConflictDetails &details)
{
    const QString name = isolatedName(details.title);
    return name.isEmpty() ? tr("Untitled note") : name;
}

QString ConflictWords::headline(const ConflictDetails &details)
{
    const QString title = name(details);
    if (details.versions > details.leaves.size())
        return tr("Too many versions (%Ln) of “%1”: the newest are shown", nullptr,
                  details.versions)
            .arg(title);
    if (details.leaves.size() == 2)
        return tr("Two versions of “%1”").arg(title);
    return tr("%Ln version(s) of “%1”", nullptr, int(details.leaves.size())).arg(title);
}

QString ConflictWords::when(qint64 at, qint64 now, bool seconds)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    const QString clock = QLocale().toString(
        then.time(), seconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    if (then.date() == today)
        return tr("today at %1").arg(clock);
    if (then.date() == today.addDays(-1))
        return tr("yesterday at %1").arg(clock);
    const bool thisYear = then.date().year() == today.year();
    const QString day = QLocale().toString(
        then.date(), thisYear ? QStringLiteral("d MMMM") : QStringLiteral("d MMMM yyyy"));
    return tr("on %1 at %2", "date, time").arg(day, clock);
}

QString ConflictWords::edited(const ConflictLeaf &leaf, bool first, qint64 now)
{
    const bool gone = isDeleted(leaf);
    const double trashedAt = leaf.raw.value(field::kTrashedAt).toDouble();
    const QString at = when(trashedAt > 0 ? qint64(trashedAt) : leaf.at, now);
    if (leaf.thisDevice && first)
        return gone ? tr("You deleted it on this device %1.").arg(at)
                    : tr("You edited it on this device %1.").arg(at);
    if (leaf.thisDevice)
        return gone ? tr("It was also deleted on this device %1.").arg(at)
                    : tr("It was also edited on this device %1.").arg(at);
    const QString device = isolatedName(leaf.deviceName, kMaxShownDevice);
    const QString quoted = leaf.formerDevice ? tr("this device, before a backup was restored,")
        : device.isEmpty()                   ? tr("another device")
                                             : tr("“%1”").arg(device);
    if (first)
        return gone ? tr("It was deleted on %1 %2.", "device, time").arg(quoted, at)
                    : tr("It was edited on %1 %2.", "device, time").arg(quoted, at);
    return gone ? tr("It was also deleted on %1 %2.", "device, time").arg(quoted, at)
                : tr("It was also edited on %1 %2.", "device, time").arg(quoted, at);
}

QString ConflictWords::story(const ConflictDetails &details, qint64 now)
{
    if (details.leaves.size() < 2)
        return {};
    if (isDeleted(mine(details)) != isDeleted(other(details))) {
        // “It was also deleted” would be wrong: only one of them was.
        const QString first = edited(mine(details), true, now);
        ConflictLeaf second = other(details);
        second.thisDevice = false;
        return first + QLatin1Char(' ') + edited(second, true, now);
    }
    return edited(mine(details), true, now) + QLatin1Char(' ') + edited(other(details), false, now);
}

QString ConflictWords::leafLabel(const ConflictLeaf &leaf)
{
    if (leaf.thisDevice)
        return tr("This device");
    if (leaf.formerDevice)
        return tr("This device, before the restore");
    const QString device = isolatedName(leaf.deviceName, kMaxShownDevice);
    return device.isEmpty() ? tr("Other device") : tr("Other device (%1)").arg(device);
}

QString ConflictWords::mineLabel(const ConflictDetails &details)
{
    const ConflictLeaf &leaf = mine(details);
    const QString device = isolatedName(leaf.deviceName, kMaxShownDevice);
    if (leaf.thisDevice || leaf.formerDevice || device.isEmpty())
        return tr("This device");
    return tr("This device (written on %1)").arg(device);
}

QString ConflictWords::theirsLabel(const ConflictDetails &details)
{
    const ConflictLeaf &leaf = other(details);
    return leaf.thisDevice ? tr("Other version (from this device)") : leafLabel(leaf);
}

QString ConflictWords::banner(int versions)
{
    if (versions > kMaxVersionsAtOnce)
        return tr(
            "Too many versions (%Ln) of this note. Go on writing, decide when you like.", nullptr,
            versions);
    if (versions > 2)
        return tr(
            "%Ln versions of this note. Go on writing, decide when you like.", nullptr, versions);
    return tr("Two versions of this note. Go on writing, decide when you like.");
}

QString ConflictWords::baseLabel() { return tr("Last version both had"); }

QString ConflictWords::firstLine(const ConflictLeaf &leaf)
{
    if (isDeleted(leaf))
        return tr("Deleted");
    const QStringView text = QStringView(leaf.body).trimmed();
    const qsizetype end = text.indexOf(u'\n');
    const QString line = isolatedName(end < 0 ? text : text.first(end), 200);
    return line.isEmpty() ? tr("No text") : line;
}

QString ConflictWords::counter(int decided, int places)
{
    return tr("%1 of %Ln decided", nullptr, places).arg(decided);
}

QString ConflictWords::keepMineConsequence(const ConflictDetails &details)
{
    if (isDeleted(mine(details)))
        return tr("The note is deleted on all devices. The other version stays in its history.");
    if (details.leaves.size() > 2)
        return tr("The note stays as this device shows it, on all devices. The rest stays in its "
                  "history.");
    return tr("The note stays as this device shows it, on all devices. The other version stays in "
              "its history.");
}

QString ConflictWords::keepOtherConsequence(const ConflictDetails &details)
{
    const bool devices = isBetweenDevices(details);
    if (isDeleted(other(details)))
        return devices
            ? tr("The note is deleted on all devices. This device’s version stays in its history.")
            : tr(
                "The note is deleted on all devices. The version shown here stays in its history.");
    if (details.leaves.size() > 2)
        return tr("The note becomes the other version, on all devices. The rest stays in its "
                  "history.");
    if (!devices)
        return tr(
            "The note becomes the other version, on all devices. The version shown here stays "
            "in its history.");
    return tr("The note becomes what the other device wrote, on all devices. This device’s version "
              "stays in its history.");
}

QString ConflictWords::keepBothConsequence(const ConflictDetails &details)
{
    if (const auto others = static_cast<int>(details.leaves.size()) - 1; others > 1)
        return tr(
            "Nothing is left out: one version stays in this note, and %Ln other(s) will be notes "
            "of their own.",
            nullptr, others);
    // The same on every device: whichever decides, each version is one note.
    if (!mine(details).winner && !isBetweenDevices(details))
        return tr(
            "This note becomes the other version, and the version shown here becomes a second "
            "note of its own.");
    if (!mine(details).winner)
        return tr(
            "This note becomes what the other device wrote, and this device’s version becomes "
            "a second note of its own.");
    return tr("This note stays as this device shows it, and the other version becomes a second "
              "note of its own.");
}

} // namespace cairn
