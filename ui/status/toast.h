// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>
#include <QTimer>

#include <functional>

class QAction;
class QLabel;
class QPushButton;

namespace cairn {

/// A quiet message over the lower edge of its parent, with at most one action ("Show", "Undo"). The
/// action may have a command whose keys stand beside the button, for the message never takes the
/// focus. It goes away by itself, and stays while the pointer is on it. A new message replaces the
/// one before; what must not be replaced is shown by a toast of its own (UndoJournal).
class Toast : public QFrame {
    Q_OBJECT
public:
    /// `name`: its object name, and how those of its parts begin.
    explicit Toast(QWidget *parent, const QString &name = QStringLiteral("toast"));

    /// The command for acceptOffer(), which must outlive this.
    void setCommand(const QAction *command);

    void show(const QString &text);
    /// `offer` is run at most once.
    void show(const QString &text, const QString &offerText, std::function<void()> offer);
    /// How far something is that the person waits for: true until endProgress(), which takes it
    /// away if it is still on show.
    void showProgress(
        const QString &text, const QString &offerText = {}, std::function<void()> offer = {});
    void endProgress();

    bool acceptOffer(); ///< of the message on show; false: it offers nothing
    void dismiss();
    QString text() const; ///< of the message on show; empty: none

    void setBottomMargin(int margin); ///< distance from the parent's lower edge, in pixels
    /// Stands above this widget, which is inside of the parent, while it is shown. For several.
    void keepClearOf(QWidget *widget);

signals:
    void offers(bool anything); ///< whether there is something to accept
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void present(const QString &text, const QString &buttonText, std::function<void()> offer);
    void place();

    QLabel *m_text;
    QPushButton *m_button;
    QLabel *m_keys; ///< that do the same as the button
    QTimer m_timer;
    const QAction *m_command = nullptr;
    std::function<void()> m_offer;
    bool m_isProgress = false;
    int m_bottomMargin = 16;
    QList<QPointer<QWidget>> m_clearOf;
};

} // namespace cairn
