// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictdialog.h"

#include "conflict/conflictcolumn.h"
#include "conflict/conflictfooter.h"
#include "conflict/conflictwords.h"
#include "conflict/setaside.h"
#include "conflict/typingguard.h"
#include "conflict/wholeversions.h"
#include "history/historywords.h"
#include "history/versionview.h"
#include "plaintext.h"
#include "status/banner.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>
#include <QToolButton>
#include <QUndoStack>

#include <utility>

namespace cairn {

namespace {

constexpr int kDraftDelayMs =
    400; ///< what is typed is saved so much later, also while typing goes on
constexpr int kSidesColumns = 96; ///< widths, in letters, below which one column is shown
constexpr int kPanesColumns = 130;

QFrame *hairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    setKind(line, "line");
    return line;
}

/// What it holds scrolls before the buttons leave a small screen.
ScrollingPage *smaller(ScrollingPage *page)
{
    page->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    page->setMinimumHeight(page->fontMetrics().height() * 3);
    return page;
}

} // namespace

ConflictDialog::ConflictDialog(
    const ConflictDetails &details, qint64 now, const QJsonObject &draft, QWidget *parent)
    : QDialog(parent)
    , m_guard(new TypingGuard(this))
    , m_draft(new ConflictDraft(details, this))
    , m_now(now)
    , m_layout(new QVBoxLayout(this))
    , m_notice(new Banner(this))
    , m_viewButtons(new QButtonGroup(this))
    , m_extras(new QVBoxLayout)
    , m_column(new ConflictColumn(m_draft, this))
    , m_texts(new VersionView(this, VersionView::Keys::OfTheDialog))
    , m_wholeSlot(new QWidget(this))
    , m_footer(new ConflictFooter(m_draft, this))
    , m_draftTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("conflictDialog"));
    const int versions = details.versions;
    setWindowTitle(windowWords(
        versions > 2 ? tr("Review %Ln versions", nullptr, versions) : tr("Review two versions")));
    setSizeGripEnabled(false);
    m_notice->setObjectName(QStringLiteral("conflictNotice"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    buildHeader();
    m_layout->addWidget(hairline(this));
    m_layout->addWidget(m_column, 1);
    m_texts->setContentsMargins(24, 16, 16, 8);
    m_texts->hide();
    m_layout->addWidget(m_texts, 1);
    m_layout->addWidget(hairline(this));
    buildFooter();
    addShortcuts();

    if (!draft.isEmpty())
        m_draft->restore(draft);
    m_draftTimer->setSingleShot(true);
    connect(m_draftTimer, &QTimer::timeout, this, &ConflictDialog::flushDraft);
    connect(m_draft, &ConflictDraft::decided, this, [this] {
        keepDraft();
        m_footer->refresh();
    });
    connect(m_draft, &ConflictDraft::leftoverChanged, this, &ConflictDialog::keepDraft);
    resizeToFit(
        this, QSize(fontMetrics().horizontalAdvance(u'x') * 140, fontMetrics().height() * 40));
    showDetails();
    const int first = m_draft->nextUndecided(-1, 1);
    if (m_draft->isDeletion())
        m_whole->focusFirst();
    else if (first >= 0)
        m_column->goTo(first);
    else
        rest(); // who opens what is decided wants to see it first
}

QString ConflictDialog::noteId() const { return m_draft->details().id; }

QString ConflictDialog::title() const { return m_draft->details().title; }

void ConflictDialog::buildHeader()
{
    m_headline = new PlainLabel(this);
    m_headline->setObjectName(QStringLiteral("conflictHeadline"));
    m_headline->setWordWrap(true);
    setKind(m_headline, "heading");
    m_story = new PlainLabel(this);
    m_story->setObjectName(QStringLiteral("conflictStory"));
    m_story->setWordWrap(true);
    m_legend = new PlainLabel(this);
    m_legend->setWordWrap(true);
    setKind(m_legend, "quiet");

    m_views = new QWidget(this);
    auto *views = new QHBoxLayout(m_views);
    views->setContentsMargins(0, 0, 0, 0);
    views->setSpacing(4);
    addView(views, "conflictViewColumn", tr("One column"), ConflictView::OneColumn)
        ->setChecked(true);
    addView(views, "conflictViewSides", tr("Side by side"), ConflictView::SideBySide);
    addView(views, "conflictViewPanes", tr("Three panes"), ConflictView::ThreePanes);
    addView(views, "conflictViewTexts", tr("Whole texts"), ConflictView::WholeTexts);
    connect(m_viewButtons, &QButtonGroup::idClicked, this, [this](int id) {
        m_view = ConflictView(id);
        applyView();
    });

    auto *top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(m_headline, 1);
    top->addWidget(m_views, 0, Qt::AlignTop);
    auto *header = new QVBoxLayout;
    header->setContentsMargins(24, 16, 16, 12);
    header->setSpacing(4);
    header->addLayout(top);
    header->addWidget(m_story);
    header->addWidget(m_legend);
    auto *extras = new QWidget;
    extras->setLayout(m_extras);
    m_extras->setContentsMargins(0, 8, 0, 0);
    m_extras->setSpacing(8);
    m_extrasPage = smaller(new ScrollingPage(extras, this));
    header->addWidget(m_extrasPage);
    header->addWidget(m_notice);
    m_layout->addLayout(header);
}

QToolButton *
ConflictDialog::addView(QBoxLayout *row, const char *name, const QString &text, ConflictView view)
{
    auto *button = new QToolButton(m_views);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    setKind(button, "text");
    m_viewButtons->addButton(button, int(view));
    row->addWidget(button);
    return button;
}

void ConflictDialog::buildFooter()
{
    auto *slot = new QVBoxLayout(m_wholeSlot);
    slot->setContentsMargins(16, 12, 16, 0);
    m_wholePage = smaller(new ScrollingPage(m_wholeSlot, this));
    m_layout->addWidget(m_wholePage);
    m_layout->addWidget(m_footer);
    connect(m_footer, &ConflictFooter::stepped, this, &ConflictDialog::step);
    connect(m_footer, &ConflictFooter::later, this, &ConflictDialog::reject);
    connect(m_footer, &ConflictFooter::saved, this, &ConflictDialog::save);
    connect(m_footer, &ConflictFooter::wholeToggled, this, [this](bool open) {
        m_wholePage->setVisible(open);
        if (open)
            m_whole->focusFirst();
    });
}

void ConflictDialog::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto slot) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, slot);
    };
    QUndoStack *stack = m_draft->undoStack();
    add(QKeySequence(Qt::Key_F8), [this] { step(1); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_F8), [this] { step(-1); });
    add(QKeySequence::Undo, [stack] { stack->undo(); });
    add(QKeySequence::Redo, [stack] { stack->redo(); });
    add(QKeySequence::Save, [this] { save(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { save(); });
}

void ConflictDialog::showDetails()
{
    const ConflictDetails &details = m_draft->details();
    m_headline->setText(ConflictWords::headline(details));
    m_story->setText(ConflictWords::story(details, m_now));
    if (details.leaves.size() >= 2) {
        const ConflictLeaf &mine = details.leaves[0];
        const ConflictLeaf &theirs = details.leaves[1];
        m_column->setLabels(
            {ConflictWords::mineLabel(details), ConflictWords::theirsLabel(details),
             ConflictWords::when(mine.at, m_now), ConflictWords::when(theirs.at, m_now)});
    }
    QString legend = tr("Everything else is already combined. Underlined words are only in that "
                        "version.");
    if (m_draft->isDeletion())
        legend = tr("Decide whether the note is kept or deleted. Below is the edited text.");
    else if (!details.base)
        legend = tr("The last version both had is not known here, so every difference is shown. "
                    "Underlined words are only in that version.");
    m_legend->setText(legend);
    m_legend->show();

    m_textsShown = false;
    delete m_whole;
    m_whole = new WholeVersions(details, m_now, m_wholeSlot);
    m_wholeSlot->layout()->addWidget(m_whole);
    connect(m_whole, &WholeVersions::chosen, this, &ConflictDialog::resolveWhole);
    const bool deletion = m_draft->isDeletion();
    m_wholePage->setVisible(deletion || m_footer->isWholeOpen());
    m_views->setVisible(!deletion);
    showLeftovers();
    applyView();
    m_footer->refresh();
}

void ConflictDialog::showLeftovers()
{
    while (QLayoutItem *item = m_extras->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (m_draft->details().leaves.size() > 2)
        m_extras->addWidget(new VersionList(m_draft->details(), m_now, this));
    m_setAside = nullptr;
    m_extrasPage->setVisible(m_extras->count() > 0 || !m_draft->leftovers().isEmpty());
    if (m_draft->leftovers().isEmpty())
        return;
    m_setAside = new SetAside(m_draft, this);
    connect(m_setAside, &SetAside::left, this, &ConflictDialog::leaveSetAside);
    m_extras->addWidget(m_setAside);
}

void ConflictDialog::leaveSetAside()
{
    const int place = m_draft->nextUndecided(-1, 1);
    place >= 0 ? m_column->goTo(place) : rest();
}

void ConflictDialog::applyView()
{
    const int columns = width() / std::max(1, fontMetrics().horizontalAdvance(u'x'));
    const auto fits = [columns](ConflictView view) {
        return view == ConflictView::OneColumn || view == ConflictView::WholeTexts
            || columns >= (view == ConflictView::SideBySide ? kSidesColumns : kPanesColumns);
    };
    for (QAbstractButton *button : m_viewButtons->buttons()) {
        const bool fit = fits(ConflictView(m_viewButtons->id(button)));
        button->setToolTip(fit ? QString() : tr("Make the window wider to see this"));
    }
    const bool texts = m_view == ConflictView::WholeTexts;
    if (texts)
        showTexts();
    else
        m_column->setView(fits(m_view) ? m_view : ConflictView::OneColumn);
    m_texts->setVisible(texts);
    m_column->setVisible(!texts);
}

/// What the combined text does not show: who changed what in the places that are settled.
void ConflictDialog::showTexts()
{
    const ConflictDetails &details = m_draft->details();
    if (details.leaves.size() < 2 || std::exchange(m_textsShown, true))
        return;
    const auto version = [this](const QString &label, const ConflictLeaf &leaf) {
        return VersionView::Version{
            tr("%1, %2", "device, time").arg(label, ConflictWords::when(leaf.at, m_now)),
            HistoryWords::text(leaf.raw)};
    };
    m_texts->showSides(
        version(ConflictWords::mineLabel(details), details.leaves.at(0)),
        version(ConflictWords::theirsLabel(details), details.leaves.at(1)));
}

void ConflictDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    applyView();
}

void ConflictDialog::step(int direction)
{
    m_guard->endTyping();
    if (m_view == ConflictView::WholeTexts) {
        direction > 0 ? m_texts->next() : m_texts->previous();
        return;
    }
    const int current = m_column->currentPlace();
    const int from = current < 0 && direction < 0 ? 0 : current;
    const int place = m_draft->nextUndecided(from, direction);
    if (place >= 0)
        m_column->goTo(place);
    else if (m_footer->canSave())
        m_footer->focusSave();
}

Resolution ConflictDialog::resolutionFor(Resolution::Keep keep) const
{
    Resolution resolution;
    resolution.keep = keep;
    for (const ConflictLeaf &leaf : m_draft->details().leaves)
        resolution.seen.append(leaf.rev);
    return resolution;
}

void ConflictDialog::save()
{
    finishTyping();
    if (!m_footer->canSave())
        return;
    Resolution resolution = resolutionFor(Resolution::Keep::Merged);
    resolution.title = m_draft->title();
    resolution.body = m_draft->body();
    decide(resolution);
}

void ConflictDialog::decide(const Resolution &resolution)
{
    emit resolved(resolution);
    if (isVisible()) // it was refused: the caller may have kept other things of the draft
        keepDraft();
}

void ConflictDialog::resolveWhole(Resolution::Keep keep, const RevId &revision)
{
    if (m_over)
        return;
    finishTyping();
    Resolution resolution = resolutionFor(keep);
    if (keep == Resolution::Keep::Revision)
        resolution.revision = revision;
    decide(resolution);
}

QStringList ConflictDialog::textsWithout(const Resolution &decision) const
{
    return decision.keep == Resolution::Keep::Merged ? m_draft->unusedTexts() : m_draft->ownTexts();
}

void ConflictDialog::keepDraft()
{
    m_draftDirty = true;
    if (!m_draftTimer->isActive())
        m_draftTimer->start(kDraftDelayMs);
}

void ConflictDialog::flushDraft()
{
    m_draftTimer->stop();
    if (!std::exchange(m_draftDirty, false))
        return;
    emit draftChanged(m_draft->toJson());
    if (!m_draftDirty)
        m_draftRefused = false; // the next failure is told before the window closes, too
    if (m_over)
        tellOver();
}

void ConflictDialog::finishTyping()
{
    m_column->commitCompositions();
    if (m_setAside)
        m_setAside->commitCompositions();
    flushDraft();
}

void ConflictDialog::keepAgain()
{
    m_draftDirty |= !m_draft->ownTexts().isEmpty() || m_draft->decidedCount() > 0;
    finishTyping();
}

/// Escape leaves the whole versions first.
void ConflictDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_footer->isWholeOpen() && m_wholePage->isVisible()
        && !m_draft->isDeletion())
        m_footer->closeWhole();
    else
        QDialog::keyPressEvent(event);
}

void ConflictDialog::reject()
{
    finishTyping();
    if (m_draftDirty && !m_draft->ownTexts().isEmpty() && !std::exchange(m_draftRefused, true))
        return; // it could not be kept: the person can still copy it
    if (!m_over)
        emit deferred();
    QDialog::reject();
}

void ConflictDialog::showFailure(const QString &explanation)
{
    m_notice->show(Banner::Level::Failed, explanation, {});
    m_draftDirty =
        true; // what is in the draft may not be kept: the next key, or closing, tries again
}

void ConflictDialog::setNotesWaiting(int notes) { m_footer->setNotesWaiting(notes); }

} // namespace cairn
