// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QCoreApplication>

namespace cairn {

/// Errors of the store and of sync in plain words.
class ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::ErrorWords)
public:
    /// Why something could not be done on this computer: "the disk is full".
    static QString reason(const Error &error);
    /// Why the server did not take a document, as a sentence.
    static QString refusal(const Error &error);
};

} // namespace cairn
