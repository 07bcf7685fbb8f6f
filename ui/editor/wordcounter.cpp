// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/wordcounter.h"

#include "editor/markdownlines.h"

#include <QTextBlock>
#include <QTextDocument>

namespace cairn {

namespace {

class BlockWords final : public QTextBlockUserData {
public:
    BlockWords(std::shared_ptr<int> total, int words)
        : m_total(std::move(total))
        , m_words(words)
    {
        *m_total += m_words;
    }
    ~BlockWords() override { *m_total -= m_words; }
    Q_DISABLE_COPY_MOVE(BlockWords)

private:
    std::shared_ptr<int> m_total;
    int m_words;
};

} // namespace

WordCounter::WordCounter(QTextDocument *document)
    : QObject(document)
    , m_document(document)
    , m_total(std::make_shared<int>(0))
{
    connect(document, &QTextDocument::contentsChange, this, &WordCounter::recount);
    recount(0, 0, document->characterCount());
}

void WordCounter::recount(int position, int removed, int added)
{
    Q_UNUSED(removed)
    QTextBlock block = m_document->findBlock(position);
    const int end = position + added;
    while (block.isValid() && block.position() <= end) {
        block.setUserData(new BlockWords(m_total, countWords(block.text())));
        block = block.next();
    }
    if (*m_total != m_published) {
        m_published = *m_total;
        emit changed(m_published);
    }
}

} // namespace cairn
