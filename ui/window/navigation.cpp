#include "navigation.h"

namespace cairn {

namespace {
constexpr qsizetype kMaxVisited = 200;
}

void Navigation::visit(const QString &noteId)
{
    if (noteId.isEmpty() || current() == noteId)
        return;
    m_visited.resize(m_position + 1);
    m_visited.append(noteId);
    if (m_visited.size() > kMaxVisited)
        m_visited.removeFirst();
    m_position = m_visited.size() - 1;
}

void Navigation::forget(const QString &noteId)
{
    for (qsizetype i = m_visited.size() - 1; i >= 0; --i) {
        if (m_visited.at(i) != noteId)
            continue;
        m_visited.removeAt(i);
        if (i <= m_position)
            --m_position;
    }
    if (m_position < 0 && !m_visited.isEmpty())
        m_position = 0;
}

QString Navigation::back() { return canGoBack() ? m_visited.at(--m_position) : QString(); }
QString Navigation::forward() { return canGoForward() ? m_visited.at(++m_position) : QString(); }

} // namespace cairn
