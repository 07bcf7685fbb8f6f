// SPDX-License-Identifier: GPL-3.0-or-later
#include "startrequest.h"

#include "notelink.h"

#include <QCommandLineParser>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace cairn {

namespace {

const QLatin1String kFormat("cairn-start-1");

CommandLine failed(const QString &text) { return {CommandLine::Action::Fail, text, {}, {}}; }

} // namespace

QByteArray StartRequest::toJson() const
{
    const QJsonObject object{
        {QStringLiteral("format"), kFormat},
        {QStringLiteral("note"), noteId},
        {QStringLiteral("new_note"), newNote},
        {QStringLiteral("files"), QJsonArray::fromStringList(files)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<StartRequest> StartRequest::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.value(QLatin1String("format")).toString() != kFormat)
        return std::nullopt;
    StartRequest request;
    // Checked again: whoever reaches the socket is not necessarily this program.
    const QString note = object.value(QLatin1String("note")).toString();
    if (const auto link = NoteLink::parse(NoteLink{note, {}}.address()))
        request.noteId = link->noteId;
    request.newNote = object.value(QLatin1String("new_note")).toBool();
    const QJsonArray files = object.value(QLatin1String("files")).toArray();
    for (const QJsonValue &file : files) {
        if (const QString path = file.toString(); QDir::isAbsolutePath(path))
            request.files << path;
    }
    return request;
}

CommandLine CommandLine::parse(const QStringList &arguments, const QString &directory)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Notes that are always on your own disk first."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption profile(
        QStringLiteral("profile"), QStringLiteral("Keep everything in this folder."),
        QStringLiteral("folder"));
    const QCommandLineOption newNote(
        QStringLiteral("new-note"), QStringLiteral("Start with a new note."));
    parser.addOptions({profile, newNote});
    parser.addPositionalArgument(
        QStringLiteral("link-or-file"),
        QStringLiteral("A cairn://note/… link to open, or files to import."),
        QStringLiteral("[link-or-file…]"));

    if (!parser.parse(arguments))
        return failed(parser.errorText());
    if (parser.isSet(help))
        return {Action::Show, parser.helpText(), {}, {}};
    if (parser.isSet(version))
        return {Action::Show, QStringLiteral("cairn " CAIRN_VERSION "\n"), {}, {}};

    CommandLine line;
    if (parser.isSet(profile)) {
        if (parser.value(profile).isEmpty())
            return failed(QStringLiteral("--profile needs a folder."));
        line.profile = QDir(directory).absoluteFilePath(parser.value(profile));
    }
    line.request.newNote = parser.isSet(newNote);
    const QStringList positional = parser.positionalArguments();
    for (const QString &argument : positional) {
        if (argument.startsWith(QLatin1String("cairn:"), Qt::CaseInsensitive)) {
            const auto link = NoteLink::parse(argument);
            if (!link)
                return failed(QStringLiteral("Not a link to a note: %1").arg(argument));
            line.request.noteId = link->noteId;
        } else {
            const QUrl url(argument);
            const QString path = url.isLocalFile() ? url.toLocalFile() : argument;
            line.request.files << QDir::cleanPath(QDir(directory).absoluteFilePath(path));
        }
    }
    return line;
}

} // namespace cairn
