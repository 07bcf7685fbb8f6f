// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflictpolicy.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;

namespace cairn {

/// What is to happen when a note was changed on two devices in the same place: a choice, and under
/// it in plain words what it means.
class PolicyChoice : public QWidget {
    Q_OBJECT
public:
    /// `inherited`: what counts when nothing is chosen, offered as the first choice; without it
    /// something is always chosen.
    explicit PolicyChoice(
        QWidget *parent, const std::optional<ConflictPolicy> &inherited = std::nullopt);

    void setPolicy(const std::optional<ConflictPolicy> &policy);
    std::optional<ConflictPolicy> policy() const; ///< nothing: the inherited one
    QComboBox *box() const { return m_box; }

    static QString words(ConflictPolicy policy);
    static QString consequence(ConflictPolicy policy);

signals:
    void chosen(); ///< by the person

private:
    void explain();

    const std::optional<ConflictPolicy> m_inherited;
    QComboBox *m_box;
    QLabel *m_consequence;
};

} // namespace cairn
