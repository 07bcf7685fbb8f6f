// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace cairn {

/// The notes a person looked at, for back and forward. A value without a window.
class Navigation {
public:
    void visit(const QString
                   &noteId); ///< forgets what lay ahead; the same note twice in a row counts once
    /// The last (or with +1 the next) note that is still there and another one than now, which is
    /// the current one from then on. Empty: there is none.
    QString step(int by, const std::function<bool(const QString &noteId)> &isThere);
    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_visited.size(); }
    QString current() const { return m_visited.value(m_position); }

private:
    QStringList m_visited;
    qsizetype m_position = -1;
};

} // namespace cairn
