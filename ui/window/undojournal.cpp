// SPDX-License-Identifier: GPL-3.0-or-later
#include "undojournal.h"

#include "documentkind.h"
#include "errorwords.h"
#include "plaintext.h"
#include "status/toast.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QAction>
#include <QFontMetrics>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr qsizetype kMaxUndoable = 100; ///< what is older is in the history of its note
constexpr int kMaxWidth = 420; ///< px, of a step in a menu

} // namespace

UndoJournal::UndoJournal(Store &store, Toast &toast, QAction &command, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_toast(toast)
    , m_command(command)
    , m_commandWords(command.text())
{
    setObjectName(QStringLiteral("undoJournal"));
    connect(&command, &QAction::triggered, this, &UndoJournal::undo);
}

void UndoJournal::add(const QString &done, Undo undo, const QStringList &about)
{
    checkStore();
    m_replaced = false;
    if (m_steps.isEmpty())
        m_generation = m_store.generation().value_or(QString());
    m_steps.append({done, std::move(undo), about});
    if (m_steps.size() > kMaxUndoable)
        m_steps.removeFirst();
    nameNewest();
    m_toast.show(done, tr("Undo"), [this] { this->undo(); });
}

void UndoJournal::undo()
{
    checkStore();
    dropEnded();
    if (m_steps.isEmpty()) {
        m_toast.show(
            std::exchange(m_replaced, false)
                ? tr("A backup was restored: what was done before it cannot be undone any more")
                : tr("There is nothing to undo any more"));
        return;
    }
    const Step step = m_steps.takeLast();
    nameNewest();
    m_toast.dismiss(); // the message about a step ends with it
    switch (step.undo()) {
    case Outcome::Undone:
        m_toast.show(tr("Undone: %1", "what was done").arg(step.done));
        break;
    case Outcome::Told:
        break;
    case Outcome::NotNow:
        m_steps.append(step);
        nameNewest();
        break;
    }
}

UndoJournal::Outcome UndoJournal::told(const QString &words)
{
    m_toast.show(words);
    return Outcome::Told;
}

UndoJournal::Outcome UndoJournal::notNow(const QString &words)
{
    m_toast.show(words);
    return Outcome::NotNow;
}

UndoJournal::Outcome UndoJournal::busy()
{
    return notNow(tr("Something else is being done just now: undo it in a moment"));
}

UndoJournal::Outcome UndoJournal::failed(const Error &error)
{
    if (error.reason == ErrorReason::StoreReplaced)
        return told(tr("A backup was restored since: this cannot be undone any more"));
    const QString words = tr("That did not work: %1.").arg(ErrorWords::reason(error));
    return isFinal(error) ? told(words) : notNow(words);
}

bool UndoJournal::isFinal(const Error &error)
{
    return error.kind == ErrorKind::Conflict || error.kind == ErrorKind::NotFound
        || error.kind == ErrorKind::Invalid || error.reason == ErrorReason::StoreReplaced;
}

QString UndoJournal::newest() const { return m_steps.isEmpty() ? QString() : m_steps.last().done; }

void UndoJournal::checkStore()
{
    if (m_steps.isEmpty())
        return;
    const Result<QString> now = m_store.generation();
    if (!now || *now == m_generation)
        return; // one that cannot be read fails to be written, and says so
    m_steps.clear();
    m_replaced = true;
    nameNewest();
    m_toast.dismiss();
}

/// Those below are looked at when they come to be the newest.
void UndoJournal::dropEnded()
{
    bool any = false;
    while (!m_steps.isEmpty() && isEnded(m_steps.last())) {
        if (m_toast.text() == m_steps.takeLast().done)
            m_toast.dismiss();
        any = true;
    }
    if (any)
        nameNewest();
}

bool UndoJournal::isEnded(const Step &step) const
{
    const auto isGone = [this](const QString &id) {
        if (kindOfId(id).shown == DocumentKind::Shown::AsNotebook) {
            const auto notebook = m_store.notebooks().notebook(id);
            return !notebook && notebook.error().kind == ErrorKind::NotFound;
        }
        const Result<bool> there = m_store.notes().isThere(id);
        return there && !*there; // what cannot be read fails to be undone, and says so
    };
    return !step.about.isEmpty() && std::ranges::all_of(step.about, isGone);
}

void UndoJournal::nameNewest()
{
    // The title gives way, what was done with it stays.
    const QString words =
        QFontMetrics(m_command.font()).elidedText(newest(), Qt::ElideMiddle, kMaxWidth);
    m_command.setText(
        m_steps.isEmpty() ? m_commandWords
                          : buttonWords(tr("Undo: %1", "what was done").arg(words)));
}

} // namespace cairn
