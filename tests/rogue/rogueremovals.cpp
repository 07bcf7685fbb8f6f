// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"

namespace cairn {
namespace {

const QString kDeleted = QStringLiteral("_deleted");

QJsonObject bodyOf(const FakeDocument &document) { return *document.find(document.winner())->body; }

/// A next revision, as an ordinary edit.
void edit(FakeDatabase &database, const QString &id, const QJsonObject &body, bool deleted = false)
{
    const FakeDocument *document = database.document(id);
    if (!database.edit(id, document->winner(), deleted, body))
        qFatal("%s is no leaf", qPrintable(id));
}

/// Each with its text changed by `change`.
RogueRemoval changed(const QByteArray &name, const std::function<void(QJsonObject &)> &change)
{
    return {name, [change](FakeDatabase &database, const QString &id) {
                QJsonObject body = bodyOf(*database.document(id));
                change(body);
                edit(database, id, body);
            }};
}

/// The text is pushed down by others.
RogueRemoval below(const QByteArray &name, const QString &what)
{
    const QString body = QStringLiteral("body");
    RogueRemoval pushed = changed(name, [=](QJsonObject &note) {
        note[body] = QString(what.repeated(2'000) + note.value(body).toString());
    });
    pushed.below = true;
    return pushed;
}

RogueRemoval deleted(const QByteArray &name, const QJsonObject &tombstone)
{
    return {name, [tombstone](FakeDatabase &database, const QString &id) {
                edit(database, id, tombstone, true);
            }};
}

/// The same, and the row of the feed says it in its own way.
RogueRemoval said(RogueRemoval removal, const QByteArray &what, const QByteArray &into)
{
    removal.bend = [=](QByteArray &row) { row.replace(what, into); };
    return removal;
}

/// Closed as after a merge, and absorbed into a revision beside it that holds nothing.
void absorbed(FakeDatabase &database, const QString &id)
{
    const RevId leaf = database.document(id)->winner();
    const QList<RevId> line = database.document(id)->path(leaf);
    QJsonObject empty = bodyOf(*database.document(id));
    empty[QStringLiteral("body")] = QString();
    empty[QStringLiteral("merged")] = QJsonArray{leaf.toString()};
    const RevId other{leaf.generation, QByteArray(32, 'f')};
    const RevId closed{leaf.generation + 1, QByteArray(32, '0')};
    database.insert(id, {other}, false, empty);
    database.insert(
        id, QList<RevId>{closed} + line, true,
        {{QStringLiteral("type"), QStringLiteral("note")}, {QStringLiteral("closed"), true}});
}

} // namespace

RogueRemovals removals()
{
    const QString type = QStringLiteral("type");
    const QString title = QStringLiteral("title");
    const QString text = QStringLiteral("body");
    return {
        deleted("deleted", {{type, QStringLiteral("note")}}),
        said(deleted("deleted, unsaid in the row", {}), R"("deleted":true,)", ""),
        said(deleted("deleted, without its document", {}), R"("doc":)", R"("not":)"),
        deleted("deleted as if merged", {{QStringLiteral("closed"), true}}),
        {"absorbed by a note of nothing", &absorbed},
        changed("another type", [=](QJsonObject &body) { body[type] = QStringLiteral("device"); }),
        changed("a type that is none", [=](QJsonObject &body) { body[type] = QJsonArray{1}; }),
        changed("no type", [=](QJsonObject &body) { body.remove(type); }),
        changed("another schema", [=](QJsonObject &body) { body[QStringLiteral("schema")] = 900; }),
        changed(
            "in the trash", [](QJsonObject &body) { body[QStringLiteral("trashed_at")] = 1.7e12; }),
        changed(
            "in the trash since ever",
            [](QJsonObject &body) { body[QStringLiteral("trashed_at")] = -1e300; }),
        changed(
            "title and text emptied",
            [=](QJsonObject &body) { body[title] = body[text] = QString(); }),
        changed(
            "blanks in their place",
            [=](QJsonObject &body) { body[text] = QString(4'000, QChar(0x2003)); }),
        changed(
            "marks that nobody sees in their place",
            [=](QJsonObject &body) { body[text] = QString(4'000, QChar(0x200B)); }),
        changed("numbers in their place", [=](QJsonObject &body) { body[text] = 5; }),
        changed(
            "other words in their place",
            [=](QJsonObject &body) { body[text] = QStringLiteral("bought ").repeated(60); }),
        below("below lines that are empty", QStringLiteral("\n")),
        below("below quotes of nothing", QStringLiteral("> \u200B\n")),
        below("below other words", QStringLiteral("nothing to be read\n")),
        changed("nothing at all", [](QJsonObject &body) { body = {}; }),
    };
}

} // namespace cairn
