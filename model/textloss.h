// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// What became of a text that another one took the place of. Bounded in time for any text that a
/// note can hold.
namespace cairn::textloss {

/// Something that can be seen: blanks, controls and fillers are no text.
bool hasText(const QString &text);
/// Where that begins; -1: nowhere.
qsizetype firstSeen(QStringView text);

/// `after` holds less of `before` than all of it.
bool isShortened(const QString &before, const QString &after);

/// Fewer than half of the letters are left.
bool isHalved(const QString &before, const QString &after);

/// Next to nothing of `before` is in `after`: less than a tenth of its letters, of its words,
/// or of its pairs of words where half of the words are gone as well. Of one or two words, nothing:
/// neither of them, nor as a part of others, nor with some letters corrected.
bool isOverwritten(const QString &before, const QString &after);

/// What stood at the beginning, where a list and the first screens show it, is still in the text,
/// but behind so much that they show next to nothing of it.
bool isHidden(const QString &before, const QString &after);
/// The beginning has lost words, though they may stand further down.
bool isPushed(const QString &before, const QString &after);

/// The lines of `after` with a word that `before` has nowhere, as they are.
QStringList newLines(const QString &before, const QString &after);

} // namespace cairn::textloss
