// SPDX-License-Identifier: GPL-3.0-or-later
#include "removalquestion.h"

#include "plaintext.h"
#include "shownname.h"
#include "theme/kind.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

namespace cairn {

namespace {

constexpr int kReadMs = 1'500; ///< other words can have been read

} // namespace

RemovalQuestion::RemovalQuestion(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

/// How many, in which way, and a few by name; before that, what went without a question.
QString RemovalQuestion::whatIsWanted(const HeldRemovals &removals)
{
    QStringList sentences;
    const int removed = removals.removed();
    const int replaced = removals.overwritten;
    if (removals.gone > 0) {
        sentences.append(
            tr("%Ln note(s) were taken away already. “Deleted notes…” brings them back.", nullptr,
               removals.gone));
        if (removed > 0)
            sentences.append(tr(
                "The server wants %Ln more note(s) removed from this computer.", nullptr, removed));
    } else if (removed > 0) {
        sentences.append(
            tr("The server wants %Ln note(s) removed from this computer.", nullptr, removed));
    }
    if (replaced > 0)
        sentences.append(tr(
            "The server wants the text of %Ln note(s) shortened or replaced.", nullptr, replaced));
    QStringList titles;
    for (const QString &title : removals.titles)
        titles.append(tr("“%1”", "a title among others").arg(isolatedName(title)));
    if (!titles.isEmpty())
        sentences.append(tr("Among them: %1").arg(titles.join(QStringLiteral(", "))));
    return sentences.join(u' ');
}

QString RemovalQuestion::consequence(const HeldRemovals &removals)
{
    return removals.overwritten == 0
        ? tr("If you or another of your devices deleted them, let them go. If not, keep them: "
             "they are sent to the server again, for all your devices. Until you decide, these "
             "stay here, and your own changes are still sent.")
        : tr("If you or another of your devices did that, let it happen. If not, keep the notes as "
             "they are: they are sent to the server again, for all your devices. Until you decide, "
             "these stay here as they are, and your own changes are still sent.");
}

void RemovalQuestion::ask(const HeldRemovals &removals)
{
    if (m_box)
        m_box->close(); // deletes itself
    m_shown = removals;
    const bool onlyRemoved = removals.overwritten == 0;
    m_box = plainMessageBox(
        onlyRemoved ? tr("Notes would be removed") : tr("Notes would be lost"),
        whatIsWanted(removals), consequence(removals), QMessageBox::Cancel, m_window);
    m_box->setObjectName(QStringLiteral("confirmBox"));
    // Return and Escape change nothing: what is asked about here cannot be taken back.
    m_box->setEscapeButton(QMessageBox::Cancel);
    m_remove = m_box->addButton(
        onlyRemoved ? tr("Remove them here too") : tr("Let it happen"), QMessageBox::AcceptRole);
    m_remove->setObjectName(QStringLiteral("confirmYes"));
    setKind(m_remove, "danger");
    m_keep = m_box->addButton(tr("Keep them"), QMessageBox::AcceptRole);
    m_keep->setObjectName(QStringLiteral("confirmKeep"));
    connect(m_keep, &QAbstractButton::clicked, this, [this] { emit refused(m_shown); });
    connect(m_remove, &QAbstractButton::clicked, this, [this] { emit allowed(m_shown); });
    m_box->open();
}

void RemovalQuestion::update(const HeldRemovals &removals)
{
    if (!m_box || !m_box->isVisible() || removals == m_shown)
        return;
    if (removals.isEmpty()) {
        m_box->close();
        return;
    }
    const bool others = removals.name != m_shown.name;
    ask(removals);
    if (others)
        rest();
}

/// What was on its way to a button was meant for what stood there before.
void RemovalQuestion::rest()
{
    m_remove->setEnabled(false);
    m_keep->setEnabled(false);
    QTimer::singleShot(kReadMs, m_box, [box = m_box.data()] {
        for (QAbstractButton *button : box->buttons())
            button->setEnabled(true);
    });
}

} // namespace cairn
