// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <optional>

namespace cairn {

class Store;

/// The first start's note. Made once a store, and only in an empty one: a person who deletes it
/// does not get it again. `markdown`: a heading, which becomes the title, and the text. Returns the
/// note's id when one was made.
Result<std::optional<QString>> addWelcomeNote(Store &store, const QString &markdown);

/// Before the first sync: a welcome note that nobody touched goes, else every device would bring
/// its own. True: it is gone, and the person should hear of it.
Result<bool> dropUntouchedWelcomeNote(Store &store, const QString &markdown);

QString welcomeText(); ///< from the resources, in the language of the application

} // namespace cairn
