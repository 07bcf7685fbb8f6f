// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflicttext.h"
#include "history/versioncomparison.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QToolButton;

namespace cairn {

class VersionText;

/// Shows one version, or two beside each other (above each other where it is narrow) with their
/// differences marked, and goes from one difference to the next (F8, Shift+F8). Both scroll
/// together.
class VersionView : public QWidget {
    Q_OBJECT
public:
    /// Whose keys: where a dialog has F8 for itself, it calls next() and previous().
    enum class Keys { Own, OfTheDialog };
    explicit VersionView(QWidget *parent = nullptr, Keys keys = Keys::Own);

    struct Version {
        QString heading;
        QString text;
    };
    void show(const Version &version);
    /// `remark` stands where the words of both are the same.
    void show(const Version &older, const Version &newer, const QString &remark);
    /// Neither is older: two versions that stand against each other.
    void showSides(const Version &mine, const Version &theirs);

public slots:
    void next();
    void previous();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *makeButton(const QString &name, const QString &words, bool next);
    void showBoth(
        const Version &left, ConflictSide leftSide, const Version &right, ConflictSide rightSide);
    void goTo(int place);
    void showCounter(const QString &remark = {});
    void follow(bool newerMoved);

    VersionText *m_older;
    VersionText *m_newer;
    QSplitter *m_splitter;
    QLabel *m_counter;
    QToolButton *m_previous;
    QToolButton *m_next;
    VersionComparison m_comparison;
    int m_place = -1; ///< the difference that was gone to; -1: none yet
    bool m_following = false;
};

} // namespace cairn
