#include "snippet.h"

namespace cairn {

Snippet Snippet::parse(const QString &marked)
{
    constexpr QChar kOpen(0xE000);
    constexpr QChar kClose(0xE001);
    Snippet snippet;
    snippet.text.reserve(marked.size());
    int start = -1;
    for (const QChar c : marked) {
        if (c == kOpen) {
            start = static_cast<int>(snippet.text.size());
        } else if (c == kClose) {
            const int end = static_cast<int>(snippet.text.size());
            if (start >= 0 && end > start)
                snippet.matches.append({start, end - start});
            start = -1;
        } else {
            snippet.text.append(c == u'\n' || c == u'\t' ? QChar(u' ') : c);
        }
    }
    return snippet;
}

} // namespace cairn
