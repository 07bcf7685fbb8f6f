// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace cairn {

struct Note;

/// What the `note` table holds of a document body. Reads any body: what has a wrong type counts as
/// absent, what is too long for a list is cut here and kept whole in the revision.
struct NoteRow {
    QString title;
    QString body;
    QString notebook; ///< as the body says, twins not followed
    QStringList tags; ///< sorted, without doubles
    bool pinned = false;
    bool emergency = false;
    bool resolved = false;
    QString color;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    std::optional<qint64> trashedAt;
    int openTasks = 0;
    QString source;
};

NoteRow readNote(const QJsonObject &body);

/// Whether a kept body that reads well is another one than was written: it is neither what the list
/// shows of it nor what its revision is named after. (Other programs name revisions by other rules:
/// of what they wrote the sum is believed, and where there is none, what the list agrees with.
/// Without its parent nothing can be said of a revision.)
bool isAltered(
    const QJsonObject &body, bool sealed, const RevId &rev, const std::optional<RevId> &parent,
    const QString &listedTitle, const QString &listedText);
/// What a body says of its note; key, id, revision and the path of its notebook stay as they are.
void fillNote(Note &note, const QJsonObject &body);
/// Title, text and tags alone.
void fillWords(Note &note, const QJsonObject &body);
/// The document of a note as the list shows it, where the one that it was read from cannot be read:
/// nothing of it is judged, it was taken once.
QJsonObject shownBody(const Note &note);

} // namespace cairn
