// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/batchsizer.h"

#include "http/tuning.h"

#include <algorithm>

namespace cairn {

using namespace tuning;

BatchSizer::BatchSizer()
    : m_documents(kFirstBatch)
    , m_bytes(kMaxBatchBytes)
{
}

void BatchSizer::answered(int documents, qint64 bytes, qint64 elapsedMs)
{
    if (elapsedMs > kSlowMs) {
        shrink();
        return;
    }
    if (elapsedMs >= kQuickMs)
        return;
    const int factor = elapsedMs < kQuickMs / 4 ? 4 : 2;
    if (documents >= m_documents)
        m_documents = std::min(m_documents * factor, kMaxBatch);
    if (bytes >= m_bytes / 2)
        m_bytes = std::min(m_bytes * factor, kMaxBatchBytes);
}

void BatchSizer::shrink()
{
    m_documents = std::max(m_documents / 2, 1);
    m_bytes = std::max(m_bytes / 2, kMinBatchBytes);
}

} // namespace cairn
