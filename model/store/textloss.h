#pragma once

#include <QString>

/// What became of a text that another one took the place of. Bounded in time for any text that a
/// note can hold.
namespace cairn::textloss {

/// Something that can be seen: blanks, controls and fillers are no text.
bool hasText(const QString &text);

/// `after` holds less of `before` than all of it.
bool isShortened(const QString &before, const QString &after);

/// Next to nothing of `before` is in `after`: less than a tenth of its letters or of its words.
bool isOverwritten(const QString &before, const QString &after);

} // namespace cairn::textloss
