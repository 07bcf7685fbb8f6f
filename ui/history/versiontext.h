// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflicttext.h"
#include "editor/textsize.h"

#include <QFrame>
#include <QPlainTextEdit>

class QLabel;

namespace cairn {

/// One version to read: a heading and its text, with what the other version has not marked by a
/// wash and an underline, so that it does not differ by colour alone. Any size of text (lines
/// without end are shown in pieces); the keyboard moves in it, Tab leaves it.
class VersionText : public QFrame {
    Q_OBJECT
public:
    explicit VersionText(QWidget *parent = nullptr);

    void setHeading(const QString &words);
    void setContent(const QString &text, const QList<TextSpan> &marks, ConflictSide side);
    void goTo(qsizetype position); ///< QChars; the caret is there and in sight
    qsizetype firstInSight() const; ///< where the text begins that can be seen, in QChars
    void scrollTo(qsizetype position); ///< as the first line in sight; the caret stays
    QPlainTextEdit *text() const { return m_text; }

signals:
    void scrolled();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintMarks();

    QLabel *m_heading;
    QPlainTextEdit *m_text;
    TextPieces m_pieces{QString()};
    QList<TextSpan> m_marks;
    ConflictSide m_side = ConflictSide::Mine;
};

} // namespace cairn
