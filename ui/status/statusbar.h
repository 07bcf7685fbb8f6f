// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agetimer.h"
#include "statussentence.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn {

class Clock;
class IconLabel;

/// The line at the bottom of the window: the status sentence with its one action, and what a person
/// should look at.
class StatusBar : public QFrame {
    Q_OBJECT
public:
    explicit StatusBar(const Clock &clock, QWidget *parent = nullptr);

    void setStatus(const SyncStatus &status);
    /// While the text in the window is not on the disk, nothing about sync matters as much.
    void setText(StatusSentence::Text text);
    QString sentence() const; ///< as shown

signals:
    void actionRequested(cairn::StatusSentence::Action action);
    void reviewRequested();
    void attentionRequested();
    void detailsRequested(); ///< a click on the sentence itself

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void showCounts();

    const Clock &m_clock;
    SyncStatus m_status;
    StatusSentence m_sentence;
    StatusSentence::Text m_state = StatusSentence::Text::Saved;
    IconLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_attention;
    QPushButton *m_review;
    AgeTimer m_ages; ///< keeps "2 min ago" and "in 30 s" true
};

} // namespace cairn
