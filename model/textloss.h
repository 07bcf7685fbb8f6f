// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// What became of a text that another one took the place of. Some hundredths of a second at most
/// for any text that a note can hold, whatever it is made of.
namespace cairn::textloss {

/// Something that can be seen: blanks, controls and fillers are no text.
bool hasText(const QString &text);
/// Where that begins; -1: nowhere.
qsizetype firstSeen(QStringView text);

/// `after` holds less of `before` than all of it, or most of it in another order.
bool isShortened(const QString &before, const QString &after);

/// Fewer than half of the letters are left.
bool isHalved(const QString &before, const QString &after);

/// Next to nothing of `before` is in `after`: less than a tenth of its letters, of its words,
/// or of its pairs of words where half of the words are gone as well; of the runs of its signs
/// where it has no words. Of one or two words, nothing: neither of them, nor as a part of others,
/// nor with some letters corrected.
bool isOverwritten(const QString &before, const QString &after);

/// More than half of `before` is not in `after`: of its letters, of its words, or, where there are
/// some dozens, of its pairs of words. Never so where isFew().
bool isMostlyGone(const QString &before, const QString &after);

/// So few words that one who corrects one of them may change them all.
bool isFew(const QString &text);

/// Next to nothing of what stood at the beginning, where a list and the first screens show it, can
/// be seen there, nor anything else of the text; what is left of it stands behind other things.
bool isHidden(const QString &before, const QString &after);

/// The lines of `after` that say what `before` does not: by a word that it has nowhere, or by words
/// of its own in another order. Words that `before` has in this order, in one place, are left out
/// (…): these lines were written on, and both are going to be read.
QStringList newLines(const QString &before, const QString &after);

} // namespace cairn::textloss
