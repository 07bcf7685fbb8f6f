// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <type_traits>

namespace cairn {

/// The value of a result that a test relies on; ends the test program, with the error, when there
/// is none.
template <typename T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().context));
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

} // namespace cairn
