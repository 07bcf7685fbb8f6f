// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/bulkdecision.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace cairn {

/// All notes that need review in one list: open one to decide place by place, or decide for all of
/// them at once, seeing first what each note will be. Works on values; knows no store. Not modal.
///
/// Object names for tests: reviewHeadline, reviewTree, reviewRule, reviewConsequence, reviewOpen,
/// reviewDecide, reviewProgress, reviewClose.
class ReviewList : public QDialog {
    Q_OBJECT
public:
    explicit ReviewList(QWidget *parent);

    /// `now`: UTC milliseconds. Keeps the rule and the current note.
    void setConflicts(const QList<ConflictSummary> &conflicts, qint64 now);
    /// A decision about all is being carried out: nothing else can be done here meanwhile. `total`
    /// 0: it is over.
    void setProgress(int done, int total);

signals:
    void openRequested(const QString &noteId);
    void decided(const QList<cairn::BulkDecision> &decisions); ///< exactly what was shown

private:
    void build();
    void preview();
    void open();
    std::optional<BulkDecision::Rule> rule() const;

    QList<ConflictSummary> m_conflicts;
    QList<BulkDecision> m_decisions; ///< as shown
    qint64 m_now = 0;
    QLabel *m_headline;
    QTreeWidget *m_tree;
    QComboBox *m_rule;
    QLabel *m_consequence;
    QPushButton *m_open;
    QPushButton *m_decide;
    QProgressBar *m_progress;
};

} // namespace cairn
