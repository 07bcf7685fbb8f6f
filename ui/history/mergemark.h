// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace cairn {

/// One quiet line above a note: another device's version was merged into it; look, or take it back.
/// Hidden until shown.
class MergeMarkLine : public QFrame {
    Q_OBJECT
public:
    explicit MergeMarkLine(QWidget *parent = nullptr);
    void show(const MergeMark &mark, qint64 now);

protected:
    void resizeEvent(QResizeEvent *event) override;

signals:
    void compareRequested();
    void undoRequested();
    void dismissed();

private:
    void fit();

    QLabel *m_words;
    QPushButton *m_compare;
    QPushButton *m_undo;
    QToolButton *m_close;
    QBoxLayout *m_parts;
};

} // namespace cairn
