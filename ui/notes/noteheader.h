// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agetimer.h"
#include "note.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace cairn {

class Clock;
class Composition;
class TagsEditor;
class TitleField;

/// The lines above the text: title, notebook, tags, when it was edited, pinned, emergency. Shows a
/// note and says what the person changes; it saves nothing itself.
class NoteHeader : public QFrame {
    Q_OBJECT
public:
    explicit NoteHeader(const Clock &clock, QWidget *parent = nullptr);
    ~NoteHeader() override;

    /// Shows a note. The title is left alone while the person is in it, unless `force`.
    void show(const Note &note, bool force);
    QString title() const;
    void setTitle(const QString &title);
    void setTagSource(std::function<QStringList()> source); ///< see TagsEditor
    void editTitle(bool selectAll);
    void editTags();
    bool isEditingTitle() const;
    bool isComposingTitle() const;
    /// What is half written becomes part of the note shown: composed text, and a tag not taken yet.
    void finishTyping();
    /// Distance of the words from the sides, in pixels: the header lines up with the text below it.
    void setSideMargins(int left, int right);

signals:
    void told(const QString &message); ///< why something did not happen
    void titleEdited(const QString &title);
    void titleFinished(); ///< focus left the title
    void composingTitleChanged();
    void textRequested(); ///< Enter or Down in the title, Escape in the tags: go on in the text
    void tagsEdited(const QStringList &tags);
    void tagClicked(const QString &tag);
    void notebookRequested(const QPoint &globalPosition); ///< choose another notebook
    void pinToggled(bool pinned);
    void emergencyToggled(bool emergency);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showAge();
    void fit();
    QToolButton *makeToggle(const QString &name, const QString &words);

    const Clock &m_clock;
    QHBoxLayout *m_first = nullptr;
    QHBoxLayout *m_second = nullptr;
    TitleField *m_title;
    Composition *m_titleComposition;
    QToolButton *m_notebook;
    TagsEditor *m_tags;
    QLabel *m_edited;
    QToolButton *m_pin;
    QToolButton *m_emergency;
    qint64 m_editedAt = 0;
    AgeTimer m_ages; ///< keeps "edited 2 min ago" true
};

} // namespace cairn
