// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/worddiff.h"

#include <QPlainTextEdit>
#include <QTextEdit>

class QPushButton;
class QVBoxLayout;

namespace cairn {

class Composition;

/// Which of the versions a text belongs to; decides its colour and underline.
enum class ConflictSide { Mine, Theirs, Base, Result };

/// A read-only text as tall as its content. Wraps; Tab leaves it. Marked spans get a wash and an
/// underline in the colour of the side (mine solid, theirs dashed), so that they do not differ by
/// colour alone.
class ConflictText : public QTextEdit {
    Q_OBJECT
public:
    explicit ConflictText(QWidget *parent = nullptr);
    void setContent(const QString &text, const QList<TextSpan> &marks, ConflictSide side);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void paintMarks();
    void fitHeight();

    QString m_text;
    QList<TextSpan> m_marks;
    ConflictSide m_side = ConflictSide::Result;
};

/// A text that may be huge: its head (and tail), and a button that unfolds more of it, step by
/// step.
class FoldedText : public QWidget {
    Q_OBJECT
public:
    struct Fold {
        int head = 40; ///< lines shown of the start
        int tail = 0; ///< and of the end
    };
    FoldedText(
        const QString &text, const QList<TextSpan> &marks, ConflictSide side, Fold fold,
        QWidget *parent = nullptr);
    void setTextName(const QString &name); ///< for screen readers

private:
    void showParts();
    void unfold();

    QString m_text;
    QList<TextSpan> m_marks;
    ConflictSide m_side;
    Fold m_fold;
    QList<qsizetype> m_lineStarts;
    ConflictText *m_head;
    QPushButton *m_more;
    ConflictText *m_tail;
};

/// An editor as tall as its content, up to a limit. Undo and redo go to the dialog, which undoes
/// decisions, unless setUndoRedoEnabled() was called.
class ConflictEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit ConflictEditor(QWidget *parent = nullptr);
    QString content() const; ///< with \n line ends, every character as it is
    void setContent(const QString &text);
    /// Shows the text with the caret, or the selection, where it was, without a textChanged().
    void continueWith(const QString &text, int anchor, int caret);
    void commitComposition(); ///< see Composition
    QSize sizeHint() const override;

signals:
    void left(); ///< Escape: the text stays, the focus goes back

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    Composition *m_composition;
};

} // namespace cairn
