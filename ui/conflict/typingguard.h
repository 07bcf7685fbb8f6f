// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

class QKeyEvent;
class QWidget;

namespace cairn {

/// Keeps what is typed from pressing buttons in one window. Who types words believes to be in a
/// text: neither a Space between them nor a digit in them may decide anything. So the keys that
/// press (Space, Return, digits) do so only where a person has put the focus (Tab, a shortcut, the
/// mouse), and not shortly after a letter, wherever that was typed. In a text field all keys are
/// its own. UI thread; watches the whole application, because the buttons of the window come and
/// go.
class TypingGuard : public QObject {
    Q_OBJECT
public:
    explicit TypingGuard(QWidget *window);

    /// Whether a person has put the focus where it is. The program says no where it moved it by
    /// itself, and yes where it has put it back to where it was.
    bool isPlaced() const { return m_placed; }
    void setPlaced(bool placed) { m_placed = placed; }
    void endTyping() { m_typed.invalidate(); } ///< a key that nobody types by mistake was pressed

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool keyPressed(QWidget *widget, const QKeyEvent *key);
    bool mayPress() const;
    void personActs();

    QWidget *m_window;
    QElapsedTimer m_typed; ///< since a letter was typed
    bool m_placed = true;
    bool m_acting = false; ///< what a person did is being carried out: the focus may follow
};

} // namespace cairn
