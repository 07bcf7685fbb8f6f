#pragma once

#include "searchquery.h"

namespace cairn {

/// What stands around a match in a snippet: private characters that no text contains.
inline constexpr QChar kMatchBegin = u'\uE000';
inline constexpr QChar kMatchEnd = u'\uE001';

/// The surroundings of the first word of `query` in a text, with marks; empty when none is in it.
/// Compares letters without case only, so it is for texts that are too long to be split into words
/// as the index does.
QString plainSnippet(const QString &text, const SearchQuery &query);

} // namespace cairn
