// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QCompleter;
class QLineEdit;
class QMenu;
class QStringListModel;
class QToolButton;

namespace cairn {

class Composition;
class FlowLayout;

/// The tags of a note as chips, and a field that adds one: Enter, comma or Tab take it, Backspace
/// in the empty field removes the last. Completes from the tags there are. They stand in one line;
/// those that do not fit are behind a chip that counts them.
class TagsEditor : public QWidget {
    Q_OBJECT
public:
    explicit TagsEditor(QWidget *parent = nullptr);
    ~TagsEditor() override;

    void setTags(const QStringList &tags);
    QStringList tags() const { return m_tags; }
    /// The tags there are, asked for when somebody comes to type one.
    void setTagSource(std::function<QStringList()> source);
    void setReadOnly(bool readOnly);
    void startTyping();
    void finishTyping(); ///< takes what stands in the field as a tag

signals:
    void left(); ///< by Escape: what comes next is no tag
    void tagsEdited(const QStringList &tags); ///< by the person
    void tagClicked(const QString &tag); ///< show all notes with it

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void readKnown();
    void take();
    bool add(QString tag);
    void remove(const QString &tag);
    void rebuild();
    void fillMenu(QMenu *menu, const QString &tag);
    void fit(); ///< hides what does not fit
    void showRest(int fitting); ///< behind the last chip: all from this one on

    QStringList m_tags;
    QStringList m_known; ///< as they were when typing began
    std::function<QStringList()> m_source;
    bool m_readOnly = false;
    FlowLayout *m_flow;
    QLineEdit *m_field;
    Composition *m_composition;
    QStringListModel *m_words;
    QCompleter *m_completer;
    QToolButton *m_more;
    QMenu *m_rest;
    QList<QWidget *> m_chips;
};

} // namespace cairn
