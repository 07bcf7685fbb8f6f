// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <functional>

class QAction;

namespace cairn {

class Store;
class Toast;

/// What the person did to notes and notebooks and can take back: named steps, newest last. The
/// command names the newest one; a message about it, with a button that undoes it, stands for some
/// seconds, and only the journal itself puts another one into its place. A step ends when it was
/// undone or cannot be undone truly any more; whoever undoes it says which. A restored backup ends
/// all of them. UI thread.
class UndoJournal : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        Undone, ///< the journal says so
        Told, ///< the step is over, and the person knows what came of it
        NotNow, ///< told as well; the step stays, and may be undone later
    };
    using Undo = std::function<Outcome()>;

    /// `toast` shows the newest step and what came of undoing, and nothing else; `command` undoes.
    /// They outlive the journal.
    UndoJournal(Store &store, Toast &toast, QAction &command, QObject *parent);

    /// `done` says what was done, in words that stand alone: “Pump” moved to the trash. `about`:
    /// the notes and notebooks without which there is nothing to undo; empty: that cannot be said.
    void add(const QString &done, Undo undo, const QStringList &about = {});
    void undo(); ///< the newest step; says what came of it, and where there is none
    /// What a step says of undoing it, and what it is over with: other words than "Undone".
    Outcome told(const QString &words);
    Outcome notNow(const QString &words);
    Outcome busy(); ///< something else is under way
    Outcome failed(const Error &error); ///< Told where that is final
    /// What fails for good and what may go well later is decided here.
    static bool isFinal(const Error &error);
    QString newest() const; ///< its words; empty: there is nothing to undo
    void checkStore(); ///< after everything changed
    /// After notes or notebooks changed: steps that cannot be undone any more, because all that
    /// they are about is gone for good, go with their message.
    void dropEnded();

private:
    struct Step {
        QString done;
        Undo undo;
        QStringList about;
    };
    bool isEnded(const Step &step) const;
    void nameNewest(); ///< in the command

    Store &m_store;
    Toast &m_toast;
    QAction &m_command;
    QString m_commandWords; ///< while there is nothing to undo
    QList<Step> m_steps;
    QString m_generation; ///< of the store in which they were done
    bool m_replaced = false; ///< a restored backup ended them, and nobody was told
};

} // namespace cairn
