// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace cairn {

/// What a start of the program asks for. A second start hands it to the first one.
struct StartRequest {
    QString noteId; ///< open this note (cairn://note/ID)
    bool newNote = false;
    QStringList files; ///< absolute paths of files and folders to import

    bool isEmpty() const { return noteId.isEmpty() && !newNote && files.isEmpty(); }
    QByteArray toJson() const;
    static std::optional<StartRequest>
    fromJson(const QByteArray &json); ///< nothing: not one of ours
    friend bool operator==(const StartRequest &, const StartRequest &) = default;
};

/// The command line of `cairn`; its texts are English, like those of cairn-cli.
struct CommandLine {
    enum class Action {
        Start,
        Show,
        Fail
    }; ///< Show: print `text` and end well; Fail: print it and end with 2
    Action action = Action::Start;
    QString text;
    std::optional<QString> profile; ///< directory given with --profile
    StartRequest request;

    /// `arguments` as QCoreApplication gives them; relative paths are resolved against `directory`.
    static CommandLine parse(const QStringList &arguments, const QString &directory);
};

} // namespace cairn
