// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace cairn {

/// Does the full stop behind this word (without it) belong to the word? "approx", "e.g", "z", "Dr":
/// yes. Only a number says nothing: "on 3. May", but also "pump 7. The seal".
bool isAbbreviation(QStringView word);

/// Words that no ordinal number stands before ("the", "it", "dann" …): a sentence starts there.
bool startsSentence(QStringView word);

/// "said", "asked": behind a quotation they belong to its sentence, also with a name between them.
bool isSpeaking(QStringView word);

} // namespace cairn
