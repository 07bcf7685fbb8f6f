// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextDocument>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QRegularExpression;
class QToolButton;

namespace cairn {

/// Find and replace in one editor: counts and marks all matches, goes round at the ends, replaces
/// all in one undo step. Hidden until open(). UI thread.
class FindBar : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(QPlainTextEdit *editor, QWidget *parent = nullptr);

public slots:
    void open(bool withReplace = false); ///< takes a selection of one line as what to find
    void close(); ///< gives the focus back to the editor; the last match stays selected
    void findNext();
    void findPrevious();
    void replaceOne();
    void replaceAll();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Match {
        int position;
        int length;
    };
    QWidget *buildFindRow();
    QWidget *buildReplaceRow();
    QToolButton *toggle(const QString &text, const QString &name, const QString &objectName);
    QRegularExpression expression() const;
    void refresh(); ///< searches again
    void show(qsizetype match); ///< selects it
    void step(bool backwards);
    void updateMarks();
    void updateCount();

    QPlainTextEdit *m_editor;
    QLineEdit *m_find = nullptr;
    QLineEdit *m_replace = nullptr;
    QWidget *m_replaceRow = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_words = nullptr;
    QToolButton *m_regex = nullptr;
    QTimer m_refresh; ///< while typing in the note
    QList<Match> m_matches;
    QString m_error; ///< of the regular expression
    bool m_tooMany = false;
};

} // namespace cairn
