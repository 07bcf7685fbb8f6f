// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflictcard.h"
#include "conflict/conflictdraft.h"

#include <QDialog>
#include <QJsonObject>
#include <QPointer>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace cairn {

class Banner;
class ScrollingPage;
class ConflictColumn;
class ConflictFooter;
class SetAside;
class TypingGuard;
class VersionView;
class WholeVersions;

/// Two versions of a note, shown to a person who decides. Not modal; never opens by itself. Works
/// on values only: what it shows comes in as ConflictDetails, what was decided goes out as a
/// Resolution; it knows no store.
///
/// The caller stores a Resolution at once and then calls accept(), or setStale() when the versions
/// are no longer the ones shown, or showFailure(). Escape, closing the window and "Finish later"
/// keep the draft (draftChanged, then deferred). The caller owns the dialog (usually
/// WA_DeleteOnClose). UI thread.
///
/// Object names for tests: conflictHeadline, conflictStory, conflictNotice (its buttons
/// bannerPrimary …), conflictVersions, conflictViewColumn, conflictViewSides, conflictViewPanes,
/// conflictViewTexts, conflictColumn, conflictCard0 … with conflictUseMine0, conflictUseTheirs0,
/// conflictKeepBoth0, conflictSwap0, conflictEdit0, conflictEditor0, conflictCompare0 (the title:
/// conflictUseMineTitle …), conflictWhole, conflictKeepMine, conflictKeepOther, conflictKeepBoth,
/// conflictKeepVersion2, conflictUndo, conflictRedo, conflictCounter, conflictPrevious,
/// conflictNext, conflictLater, conflictSave, and those of SetAside.
class ConflictDialog : public QDialog {
    Q_OBJECT
public:
    /// `now`: UTC milliseconds, for "today at 09:14". `draft`: what draftChanged() gave before.
    ConflictDialog(
        const ConflictDetails &details, qint64 now, const QJsonObject &draft = {},
        QWidget *parent = nullptr);

    QString noteId() const;
    QString title() const; ///< of the note, as it is shown
    /// The dialog came up by itself, after another one: no key decides before a person has gone
    /// somewhere in it.
    void waitForPerson();
    ConflictDraft *draft() const { return m_draft; }

    /// What was written by hand and does not go into the note by this decision.
    QStringList textsWithout(const Resolution &decision) const;
    /// Composed text (input methods) becomes text, and what was decided so far goes out as
    /// draftChanged().
    void finishTyping();
    /// What was kept so far may be gone, with the store it was kept in: it goes out once more.
    void keepAgain();
    bool isOver() const { return m_over; } ///< nothing is left to decide

    /// The versions changed while the person was deciding: shows the new ones, keeps the decisions
    /// that still fit.
    void setStale(const ConflictDetails &details);
    /// The conflict was settled on another device. Without decisions here the dialog closes; else
    /// it stays, says so and lets the person copy their text. `explanation` also goes out as
    /// settledElsewhere(), for the main window. What is in the fields goes out as draftChanged(),
    /// now and when the dialog closes.
    enum class Ending {
        Decided,
        Deleted,
        KeptApart
    }; ///< KeptApart: what was written is a new note
    void closeResolvedElsewhere(const QString &explanation, Ending ending = Ending::Decided);
    void
    showFailure(const QString &explanation); ///< the decision could not be stored; nothing is lost
    void setNotesWaiting(int notes); ///< how many other notes need review

public slots:
    void reject() override; ///< finish later

signals:
    void resolved(const cairn::Resolution &resolution);
    void draftChanged(const QJsonObject &draft);
    void deferred();
    void settledElsewhere(const QString &explanation);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHeader();
    void buildFooter();
    QToolButton *addView(QBoxLayout *row, const char *name, const QString &text, ConflictView view);
    void addShortcuts();
    void showDetails();
    void showLeftovers();
    struct Spot {
        QPointer<QWidget> widget;
        bool placed = false; ///< by a person
        int place = -1;
        int leftover = -1;
        CardSpot card; ///< in the card of `place`, or in the field of `leftover`
    };
    Spot spot() const; ///< where the focus is
    void putBack(const Spot &spot, const QList<ConflictDraft::Moved> &moved);
    void rest();
    void leaveSetAside();
    void applyView();
    void showTexts();
    void step(int direction);
    void save();
    void decide(const Resolution &resolution);
    void resolveWhole(Resolution::Keep keep, const RevId &revision);
    Resolution resolutionFor(Resolution::Keep keep) const;
    void keepDraft();
    void flushDraft();
    void tellOver();

    TypingGuard *m_guard;
    ConflictDraft *m_draft;
    qint64 m_now;
    ConflictView m_view = ConflictView::OneColumn;
    bool m_draftDirty = false;
    bool m_draftRefused = false; ///< it could not be kept, and the person was told
    bool m_over = false; ///< settled elsewhere: nothing to decide any more
    Ending m_ended = Ending::Decided;
    QString m_ending; ///< how, in words

    QVBoxLayout *m_layout;
    QLabel *m_headline;
    QLabel *m_story;
    QLabel *m_legend;
    Banner *m_notice;
    QWidget *m_views;
    QButtonGroup *m_viewButtons;
    QVBoxLayout *m_extras; ///< version list, texts left over
    SetAside *m_setAside = nullptr; ///< only while there are some
    ConflictColumn *m_column;
    VersionView *m_texts; ///< whole texts to read; filled when first looked at
    bool m_textsShown = false;
    QWidget *m_wholeSlot; ///< holds m_whole
    ScrollingPage *m_wholePage = nullptr; ///< holds that; hidden with it
    ScrollingPage *m_extrasPage = nullptr; ///< holds m_extras
    WholeVersions *m_whole = nullptr;
    ConflictFooter *m_footer;
    QTimer *m_draftTimer;
};

} // namespace cairn
