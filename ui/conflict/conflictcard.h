// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflictdraft.h"
#include "conflict/conflicttext.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace cairn {

class IconLabel;

/// How versions stand beside each other in the conflict dialog.
/// WholeTexts: both versions from top to bottom beside each other, without cards.
enum class ConflictView { OneColumn, SideBySide, ThreePanes, WholeTexts };

/// The labels of the two versions of a conflict.
struct ConflictLabels {
    QString mine;
    QString theirs;
    QString mineWhen;
    QString theirsWhen;
};

/// Where in a card the focus is, to be found again in the card that takes its place.
struct CardSpot {
    int control = -1; ///< -1: in none
    QString text; ///< of its field, as it is there
    int anchor = 0;
    int caret = 0;
    bool inField = false;
};

/// A place to decide: the texts of both versions, the choices, and, once decided, what the note
/// gets. Keys 1 to 4 choose when the focus is on the card. The object names of its controls end in
/// the number of the place among the places of the text ("conflictUseMine0"), or in "Title".
class ConflictCard : public QFrame {
    Q_OBJECT
public:
    ConflictCard(
        ConflictDraft *draft, int place, const ConflictLabels &labels, QWidget *parent = nullptr);

    void setView(ConflictView view);
    void setOver(bool over); ///< nothing is to be chosen any more
    void commitComposition() const; ///< composed text (input methods) becomes text
    void focusChoice(); ///< the focus goes to the first choice, or to the chosen one
    CardSpot spot() const;
    void
    returnTo(const CardSpot &spot); ///< of a card with the same two texts and the same decision
    int place() const { return m_place; }

signals:
    void editing(); ///< the editor was opened, or a control has the focus again

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Choice = PlaceDecision::Choice;
    void buildVersions(const ConflictLabels &labels);
    void buildChoices();
    QPushButton *addChoice(
        QBoxLayout *row, const char *name, const QString &text, const QString &spoken,
        Choice choice);
    void choose(Choice choice);
    void swapOrder();
    void edit();
    void onEdited();
    void refresh();
    void updateResult();
    QList<QWidget *> controls() const;
    QString nameFor(const char *control) const;
    QString positionText() const;
    const ConflictPlace &data() const { return m_draft->places().at(m_place); }
    const PlaceDecision &decision() const { return m_draft->decision(m_place); }

    ConflictDraft *m_draft;
    int m_place;
    ConflictView m_view = ConflictView::OneColumn;
    bool m_over = false;
    QString m_blanksAfter; ///< line end or blank after the text of this place, hidden while editing
    IconLabel *m_icon;
    QLabel *m_heading;
    QToolButton *m_compare;
    QWidget *m_versions;
    QBoxLayout *m_versionLayout;
    QWidget *m_baseBox = nullptr;
    QPushButton *m_mine = nullptr;
    QPushButton *m_theirs = nullptr;
    QPushButton *m_both = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_swap = nullptr;
    QVBoxLayout *m_resultLayout;
    FoldedText *m_result = nullptr;
    QFrame *m_editorFrame = nullptr;
    ConflictEditor *m_editor = nullptr; ///< made with its frame when first needed
};

} // namespace cairn
