// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outboxitem.h"
#include "statussentence.h"
#include "syncactivity.h"
#include "syncstatus.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QTabWidget;
class QTreeWidget;

namespace cairn {

class Clock;
class Store;

/// What waits, what needs attention, and what sync did lately. Reads the store; what concerns the
/// engine goes out as signals.
class SyncCentre : public QDialog {
    Q_OBJECT
public:
    SyncCentre(Store &store, const Clock &clock, QWidget *parent);

    void setPauseMenu(QMenu *menu); ///< behind "Pause"
    /// `text`: whether all that was typed in the window is on the disk.
    void setStatus(const SyncStatus &status, StatusSentence::Text text);
    enum class Page { Waiting, Activity };
    void showPage(Page page);
    void refresh(); ///< reads outbox and log again; cheap while hidden

signals:
    void syncNowRequested();
    void resumeRequested();
    void openRequested(const QString &noteId);
    void retried(); ///< something is due now

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildQueue();
    QWidget *buildActivity();
    void fillQueue();
    void fillActivity();
    void updateButtons();
    void retry();
    void retryAll();
    void fillAlerts();
    void discard();
    void exportNote();
    void exportActivity();
    QHash<QString, QString> titlesIn(const QList<SyncActivity> &lines) const;
    static QString detailOf(const SyncActivity &line, const QHash<QString, QString> &titles);
    QString stateWords(const OutboxItem &item) const;
    std::optional<OutboxItem> current() const;
    void save(const QString &title, const QString &name, const QString &text);

    Store &m_store;
    const Clock &m_clock;
    SyncStatus m_status;
    QList<OutboxItem> m_items;
    QTabWidget *m_tabs = nullptr;
    QLabel *m_sentence;
    QLabel *m_alerts;
    QPushButton *m_pause;
    QPushButton *m_syncNow;
    QTreeWidget *m_queue = nullptr;
    QLabel *m_queueEmpty = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_retryAll = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_discard = nullptr;
    QTreeWidget *m_activity = nullptr;
    QComboBox *m_level = nullptr;
};

} // namespace cairn
