// SPDX-License-Identifier: GPL-3.0-or-later
// Chaos runs: what the devices and the server hold in the end, and whether it is the same.

#include "chaosrun.h"
#include "testserver.h"

#include <QJsonArray>
#include <QUrl>

namespace cairn {

namespace {

QStringList command(const char *text, const QString &id)
{
    return QString::fromUtf8(text).split(QLatin1Char(' ')) << id;
}

QString textOf(const QJsonValue &value)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{QStringLiteral("v"), value}}).toJson(QJsonDocument::Compact));
}

/// The note as every device must show it: without what each device says of its own.
QJsonObject shared(QJsonObject note)
{
    note.remove(QStringLiteral("state"));
    if (!note.value(QStringLiteral("conflict")).toBool())
        return note;
    // While a decision is open each device shows its own version.
    return {
        {QStringLiteral("id"), note.value(QStringLiteral("id"))},
        {QStringLiteral("conflict"), true}};
}

/// The revisions that stand against each other, sorted.
QStringList leavesOf(const QJsonObject &conflict)
{
    QStringList leaves;
    const QJsonArray all = conflict.value(QStringLiteral("leaves")).toArray();
    for (const QJsonValue &leaf : all)
        leaves.append(leaf.toObject().value(QStringLiteral("rev")).toString());
    leaves.sort();
    return leaves;
}

} // namespace

QString ChaosRun::view(ChaosDevice &device, View &view)
{
    for (const char *list : {"note list", "note list --trashed"}) {
        const QJsonArray rows =
            device.json(QString::fromLatin1(list).split(QLatin1Char(' '))).array();
        for (const QJsonValue &row : rows) {
            const QString id = row.toObject().value(QStringLiteral("id")).toString();
            const auto shown = device.json(command("note show", id));
            if (shown.exitCode != 0)
                return QStringLiteral("%1 does not show %2").arg(device.name(), id);
            view.notes.insert(id, shown.object());
            view.text += textOf(shown.object());
            if (!shown.object().value(QStringLiteral("conflict")).toBool())
                continue;
            const auto conflict = device.json(command("conflict show", id));
            if (conflict.exitCode != 0)
                return QStringLiteral("%1 does not show the conflict of %2").arg(device.name(), id);
            view.conflicts.insert(id, conflict.object());
            view.text += textOf(conflict.object());
        }
    }
    return {};
}

QString ChaosRun::compareDevices(const View &first, const View &other, const ChaosDevice &device)
{
    if (first.notes.size() != other.notes.size())
        return QStringLiteral("%1 has %2 notes, not %3")
            .arg(device.name())
            .arg(other.notes.size())
            .arg(first.notes.size());
    for (auto it = first.notes.cbegin(); it != first.notes.cend(); ++it) {
        if (shared(it.value()) != shared(other.notes.value(it.key())))
            return QStringLiteral("%1 shows another %2:\n%3\n%4")
                .arg(
                    device.name(), it.key(), textOf(it.value()),
                    textOf(other.notes.value(it.key())));
        if (leavesOf(first.conflicts.value(it.key())) != leavesOf(other.conflicts.value(it.key())))
            return QStringLiteral("%1 has other versions of %2").arg(device.name(), it.key());
    }
    return {};
}

QString ChaosRun::compareServer(const View &view)
{
    const RestReply all = m_server.rest().get(
        QLatin1Char('/') + m_database
        + QStringLiteral("/_all_docs?include_docs=true&conflicts=true"));
    QString text;
    int notes = 0;
    const QJsonArray rows = all.json.value(QStringLiteral("rows")).toArray();
    for (const QJsonValue &row : rows) {
        const QJsonObject document = row.toObject().value(QStringLiteral("doc")).toObject();
        const QString id = document.value(QStringLiteral("_id")).toString();
        if (!id.startsWith(QStringLiteral("note:")))
            continue;
        ++notes;
        const QJsonObject note = view.notes.value(id);
        QStringList leaves{document.value(QStringLiteral("_rev")).toString()};
        text += textOf(document);
        const QJsonArray others = document.value(QStringLiteral("_conflicts")).toArray();
        for (const QJsonValue &rev : others) {
            leaves.append(rev.toString());
            text += textOf(m_server.rest()
                               .get(
                                   QLatin1Char('/') + m_database + QLatin1Char('/') + id
                                   + QStringLiteral("?rev=") + rev.toString())
                               .json);
        }
        leaves.sort();
        const QStringList expected = note.value(QStringLiteral("conflict")).toBool()
            ? leavesOf(view.conflicts.value(id))
            : QStringList(note.value(QStringLiteral("rev")).toString());
        if (leaves != expected)
            return QStringLiteral("%1: the server has %2, the devices %3")
                .arg(id, leaves.join(QLatin1Char(' ')), expected.join(QLatin1Char(' ')));
        if (leaves.size() == 1
            && document.value(QStringLiteral("body")) != note.value(QStringLiteral("body")))
            return QStringLiteral("%1: the server has another text").arg(id);
    }
    if (notes != view.notes.size())
        return QStringLiteral("the server has %1 notes, the devices %2")
            .arg(notes)
            .arg(view.notes.size());
    for (const QString &mark : std::as_const(m_tokens)) {
        if (!text.contains(mark))
            return QStringLiteral("%1 is not on the server").arg(mark);
    }
    return {};
}

} // namespace cairn
