#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace cairn {

/// A quiet message over the lower edge of its parent, with at most one action ("Undo"). It goes
/// away by itself, stays while the pointer or the focus is on it, never takes the focus. A new
/// message replaces the one before.
class Toast : public QFrame {
    Q_OBJECT
public:
    explicit Toast(QWidget *parent);

    void show(const QString &text);
    /// `action` is run at most once.
    void show(const QString &text, const QString &actionText, std::function<void()> action);
    bool runAction(); ///< as if the button was pressed; false when there is none (any more)
    void dismiss();
    QString text() const; ///< of the message on show; empty: none

    void setBottomMargin(int margin); ///< distance from the parent's lower edge, in pixels

signals:
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();

    QLabel *m_text;
    QPushButton *m_button;
    QTimer m_timer;
    std::function<void()> m_action;
    int m_bottomMargin = 16;
};

} // namespace cairn
