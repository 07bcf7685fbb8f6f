// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cliprofile.h"
#include "rogueserver.h"

#include <QTest>

namespace cairn {

/// Something that a server does to a device, and what that may come to. The device is `cairn-cli`
/// as a real process with one unsent note; whatever happens, the note stays, the answer comes
/// within seconds, and the memory stays within bounds. tests/README.md says how to add one.
struct RogueCase {
    QByteArray name;
    std::function<void(RogueServer &)> prepare; ///< what the server holds, and what it lies about
    QList<int> exits; ///< of `cairn-cli sync`: any of these is right
    QString says; ///< part of what it writes to standard error; empty: anything
    std::function<void(const CliProfile &)> check = {}; ///< afterwards, while the server still lies
    bool heals = true; ///< once the server is honest, the next sync ends with 0 and all is synced
    QList<QStringList> commands = {}; ///< before the check; each succeeds within the same bounds
};

using RogueCases = QList<RogueCase>;

/// A way to take a note away, however it is dressed.
struct RogueRemoval {
    QByteArray name;
    std::function<void(FakeDatabase &, const QString &id)> remove;
    std::function<void(QByteArray &)> bend = {}; ///< of the note's row in the feed
    bool below = false; ///< the text is still in the note, far below
};

using RogueRemovals = QList<RogueRemoval>;

// One list a kind, one file a list (rogue*.cpp); tst_rogue has a test function for each.
RogueCases replyBombs(); ///< answers without end, packed, nested or split into millions of values
RogueCases strangeDocuments(); ///< rows and documents that cannot be used
RogueCases manyAndDeep(); ///< honest feeds of more, or of deeper ones, than anybody has
RogueRemovals removals(); ///< how notes may vanish
RogueCases serversTalk(); ///< what a server says about its refusals, and what it says it did

/// Matches a request by its method and a part of its path.
bool isFor(const FakeRequest &request, const char *method, const char *path);
/// The trick: this answer to every such request, the truth to all others.
RogueServer::Trick answering(const char *method, const char *path, const RogueAnswer &answer);
/// An answer with `head`, then `piece` again and again without end.
RogueAnswer endless(const QByteArray &head, const QByteArray &piece);
/// The same, packed as gzip: about 150 bytes of blanks for each that is sent.
RogueAnswer packedBlanks();

} // namespace cairn
