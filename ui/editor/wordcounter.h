// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QTextDocument;

namespace cairn {

/// Keeps the number of words of a document by counting only the blocks that change, so a key in a
/// large note costs what its line costs. Uses the blocks' user data. Lives beside the document on
/// the UI thread.
class WordCounter : public QObject {
    Q_OBJECT
public:
    explicit WordCounter(QTextDocument *document);

    int words() const { return *m_total; }

signals:
    void changed(int words); ///< once an edit, not once a block

private:
    void recount(int position, int removed, int added);

    QTextDocument *m_document;
    std::shared_ptr<int> m_total; ///< shared with the blocks, which take their words away with them
    int m_published = 0;
};

} // namespace cairn
