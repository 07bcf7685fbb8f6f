#pragma once

#include <QString>
#include <QStringList>

namespace cairn {

/// The notes a person looked at, for back and forward. A value without a window.
class Navigation {
public:
    void visit(const QString
                   &noteId); ///< forgets what lay ahead; the same note twice in a row counts once
    void forget(const QString &noteId); ///< deleted for good
    QString back(); ///< empty: there is nothing
    QString forward();
    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_visited.size(); }
    QString current() const { return m_visited.value(m_position); }

private:
    QStringList m_visited;
    qsizetype m_position = -1;
};

} // namespace cairn
