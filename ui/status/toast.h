// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include <functional>

class QAction;
class QLabel;
class QPushButton;

namespace cairn {

/// A quiet message over the lower edge of its parent, with at most one action: taking back what was
/// just done, or something else that it offers ("Show"). Each of the two has a command whose keys
/// stand beside the button, for the message never takes the focus. It goes away by itself, and
/// stays while the pointer is on it. A new message replaces the one before; what that one could
/// take back can be taken back for its time nevertheless.
class Toast : public QFrame {
    Q_OBJECT
public:
    explicit Toast(QWidget *parent);

    /// The commands for undo() and acceptOffer(), which must outlive this; the second one is
    /// enabled while there is an offer.
    void setCommands(const QAction *undo, QAction *accept);

    void show(const QString &text);
    /// `offer` is run at most once.
    void show(const QString &text, const QString &offerText, std::function<void()> offer);
    /// A message about something that was done; `undo` takes it back, at most once.
    void showDone(const QString &text, std::function<void()> undo);

    bool undo(); ///< what was done last; false: there is nothing (any more)
    bool
    acceptOffer(); ///< of the message on show; never takes anything back; false: it offers nothing
    void dismiss();
    QString text() const; ///< of the message on show; empty: none

    void setBottomMargin(int margin); ///< distance from the parent's lower edge, in pixels
    /// Stands above this widget, which is inside of the parent, while it is shown.
    void keepClearOf(QWidget *widget);

signals:
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    enum class Shown { Nothing, Words, Done, Offer };
    void present(
        Shown what, const QString &text, const QString &buttonText = {},
        const QAction *command = nullptr);
    void setShown(Shown what);
    void place();

    QLabel *m_text;
    QPushButton *m_button;
    QLabel *m_keys; ///< that do the same as the button
    QTimer m_timer;
    QTimer m_undoTimer; ///< how long something can be taken back whose message was replaced
    const QAction *m_undoCommand = nullptr;
    QAction *m_offerCommand = nullptr;
    std::function<void()> m_undo;
    std::function<void()> m_offer;
    Shown m_shown = Shown::Nothing;
    int m_bottomMargin = 16;
    QPointer<QWidget> m_clearOf;
};

} // namespace cairn
