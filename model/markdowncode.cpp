// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdowncode.h"

#include <md4c.h>

#include <algorithm>

namespace cairn {

namespace {

/// Over the bytes of an UTF-8 text from left to right.
class Utf16Counter {
public:
    explicit Utf16Counter(const QByteArray &source)
        : m_source(source)
    {
    }
    /// UTF-16 units before a byte that is not before the last one.
    qsizetype unitsAt(qsizetype byte)
    {
        for (; m_bytes < byte; ++m_bytes) {
            const auto value = uchar(m_source[m_bytes]);
            m_units += (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
        }
        return m_units;
    }

private:
    const QByteArray &m_source;
    qsizetype m_bytes = 0;
    qsizetype m_units = 0;
};

} // namespace

MarkdownCode::MarkdownCode(const QString &text)
    : m_source(text.toUtf8())
{
    MD_PARSER parser = {};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_TASKLISTS;
    parser.enter_block = [](MD_BLOCKTYPE, void *, void *data) {
        static_cast<MarkdownCode *>(data)->m_inBlock = false;
        return 0;
    };
    parser.leave_block = parser.enter_block;
    parser.enter_span = [](MD_SPANTYPE, void *, void *) { return 0; };
    parser.leave_span = parser.enter_span;
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *data) {
        static_cast<MarkdownCode *>(data)->add(at, qsizetype(size), type == MD_TEXT_CODE);
        return 0;
    };
    md_parse(m_source.constData(), MD_SIZE(m_source.size()), &parser, this);
    toUtf16();
}

/// Line ends and indents of code come from elsewhere than the text.
void MarkdownCode::add(const char *at, qsizetype size, bool code)
{
    const char *begin = m_source.constData();
    if (size <= 0 || at < begin || at + size > begin + m_source.size())
        return;
    if (code)
        m_code.append({at - begin, at - begin + size});
    if (!m_inBlock)
        m_blocks.append(at - begin);
    m_inBlock = true;
}

void MarkdownCode::toUtf16()
{
    std::sort(m_code.begin(), m_code.end());
    std::sort(m_blocks.begin(), m_blocks.end());
    Utf16Counter inCode(m_source);
    for (Range &range : m_code)
        range = {inCode.unitsAt(range.first), inCode.unitsAt(range.second)};
    Utf16Counter inBlocks(m_source);
    for (qsizetype &block : m_blocks)
        block = inBlocks.unitsAt(block);
}

void MarkdownCode::rewind()
{
    m_nextCode = 0;
    m_nextBlock = 0;
}

qsizetype MarkdownCode::skip(qsizetype at)
{
    while (m_nextCode < m_code.size() && m_code[m_nextCode].second <= at)
        ++m_nextCode;
    return m_nextCode < m_code.size() && m_code[m_nextCode].first <= at ? m_code[m_nextCode].second
                                                                        : at;
}

bool MarkdownCode::beginsBlock(qsizetype at, qsizetype end)
{
    while (m_nextBlock < m_blocks.size() && m_blocks[m_nextBlock] < at)
        ++m_nextBlock;
    return m_nextBlock < m_blocks.size() && m_blocks[m_nextBlock] < end;
}

} // namespace cairn
