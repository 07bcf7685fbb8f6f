// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflicttext.h"

#include <QFrame>

namespace cairn {

class ConflictDraft;
struct CardSpot;

/// Texts that somebody wrote for places that are gone: each in a field, where it can be read,
/// copied and gone on with. What is typed there goes to the draft. Object names: conflictLeftovers,
/// conflictLeftover0 …, conflictCopyLeftovers.
class SetAside : public QFrame {
    Q_OBJECT
public:
    SetAside(ConflictDraft *draft, QWidget *parent);

    ConflictEditor *field(int index) const { return m_fields.value(index, nullptr); }
    int focusedField() const; ///< -1: none
    static CardSpot spotIn(const ConflictEditor *field);
    void commitCompositions(); ///< composed text (input methods) becomes text

signals:
    void left(); ///< Escape in a field

private:
    void addField(const QString &text);

    ConflictDraft *m_draft;
    QList<ConflictEditor *> m_fields;
};

} // namespace cairn
