// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflictpolicy.h"

#include <QDialog>

#include <optional>

namespace cairn {

class PolicyChoice;

/// Asks what is to happen in one notebook when versions differ. Works on values; accept() means
/// that policy() is wanted.
class NotebookPolicyDialog : public QDialog {
    Q_OBJECT
public:
    /// `inherited`: what counts for the notebook as long as it has no policy of its own.
    NotebookPolicyDialog(
        const QString &notebook, const std::optional<ConflictPolicy> &own, ConflictPolicy inherited,
        QWidget *parent);

    std::optional<ConflictPolicy> policy() const; ///< nothing: as everywhere else

private:
    PolicyChoice *m_choice;
};

} // namespace cairn
