// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictcolumn.h"
#include "conflict/conflictdialog.h"
#include "conflict/conflictfooter.h"
#include "conflict/conflictwords.h"
#include "conflict/setaside.h"
#include "conflict/typingguard.h"
#include "status/banner.h"
#include "theme/fitting.h"

#include <QLabel>

#include <utility>

namespace cairn {

/// What changes on show while a person may be typing: the focus never moves by itself to where a
/// key would press something, and never out of a field.

/// The focus goes where no key presses anything.
void ConflictDialog::rest()
{
    QWidget *quiet = m_column->isHidden() ? static_cast<QWidget *>(this) : m_column;
    quiet->setFocus(Qt::OtherFocusReason);
    m_guard->setPlaced(false);
}

void ConflictDialog::waitForPerson() { rest(); }

ConflictDialog::Spot ConflictDialog::spot() const
{
    Spot spot;
    spot.widget = focusWidget();
    spot.placed = m_guard->isPlaced();
    spot.place = m_column->currentPlace();
    spot.card = m_column->spot();
    spot.leftover = m_setAside ? m_setAside->focusedField() : -1;
    if (spot.leftover >= 0)
        spot.card = SetAside::spotIn(m_setAside->field(spot.leftover));
    return spot;
}

/// Nobody notices who looks at the keys: the focus is in the same field, at the same letter.
void ConflictDialog::putBack(const Spot &spot, const QList<ConflictDraft::Moved> &moved)
{
    const ConflictDraft::Moved now = moved.value(spot.place, {-1, spot.leftover});
    ConflictEditor *field = m_setAside ? m_setAside->field(now.leftover) : nullptr;
    if (now.place >= 0) {
        m_column->returnTo(now.place, spot.card);
    } else if (field && spot.card.inField) {
        field->continueWith(field->content(), spot.card.anchor, spot.card.caret);
        field->setFocus(Qt::OtherFocusReason);
    } else if (!spot.widget || focusWidget() != spot.widget) {
        return rest();
    }
    m_guard->setPlaced(spot.placed);
}

void ConflictDialog::setStale(const ConflictDetails &details)
{
    finishTyping(); // its field may go
    m_over = false; // versions can stand against each other again
    const Spot before = spot();
    const QList<ConflictDraft::Moved> moved = m_draft->replace(details);
    m_footer->setOver(false);
    m_column->setOver(false);
    showDetails();
    m_notice->show(
        Banner::Level::Attention,
        tr("This note was changed meanwhile. What you decided is kept where it still fits; new "
           "places are marked “New”."),
        {});
    putBack(before, moved);
    m_draftDirty = true;
    flushDraft();
}

void ConflictDialog::closeResolvedElsewhere(const QString &explanation, Ending ending)
{
    if (std::exchange(m_over, true))
        return;
    m_ending = explanation;
    m_ended = ending;
    finishTyping();
    emit settledElsewhere(explanation);
    if (m_draft->ownTexts().isEmpty() && m_draft->decidedCount() == 0) {
        QDialog::accept();
        return;
    }
    tellOver();
    const Spot before = spot();
    m_wholePage->hide();
    m_footer->setOver(true);
    m_column->setOver(true);
    m_headline->setText(ConflictWords::name(m_draft->details()));
    m_legend->hide();
    if (focusWidget() != before.widget)
        rest();
}

/// What has become of the texts, as it is after the last attempt to keep them.
void ConflictDialog::tellOver()
{
    const bool wrote = !m_draft->ownTexts().isEmpty();
    const bool lost = wrote && m_draftDirty;
    QString words = tr("%1 You can still look at what you decided here, then close this window.");
    if (lost)
        words = tr("%1 What you wrote here could not be saved. Copy it before you close this "
                   "window.");
    else if (wrote && m_ended == Ending::Deleted)
        words = tr("%1 What you wrote here is kept: “Deleted notes…” brings the note back with it. "
                   "You can still copy it or go on, then close this window.");
    else if (wrote && m_ended == Ending::KeptApart)
        words = tr("%1 What you wrote here is a note of its own now. You can still copy it or go "
                   "on, then close this window.");
    else if (wrote)
        words = tr("%1 What you wrote here is in the note’s history. You can still copy it or go "
                   "on, then close this window.");
    m_notice->show(lost ? Banner::Level::Failed : Banner::Level::Info, words.arg(m_ending), {});
}

} // namespace cairn
