// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markdowncode.h"
#include "markdownlink.h"

#include <QHash>

namespace cairn {

/// Finds the links of one text: goes over it once or twice, from left to right. findLinks() is for
/// everybody else.
class LinkFinder {
public:
    /// The text must stay while the finder is there.
    explicit LinkFinder(const QString &text);
    /// Whether it is worth looking: there is something that could be a link.
    static bool mayHaveLinks(const QString &text);
    QList<MarkdownLink> run();

private:
    struct Bracket {
        qsizetype at;
        bool image; ///< `!` stands before it
    };

    void walk();
    qsizetype step(qsizetype at);
    QStringView wordsOf(const MarkdownLink &link) const;
    void endParagraphs(qsizetype lineBegin);
    bool isImage(qsizetype open) const;
    void append(MarkdownLink link, qsizetype open, qsizetype behind);

    std::optional<qsizetype> wiki(qsizetype open);
    std::optional<qsizetype> angle(qsizetype open);
    std::optional<qsizetype> bare(qsizetype begin);
    std::optional<qsizetype> closed(Bracket open, qsizetype close);
    std::optional<qsizetype> inlineLink(Bracket open, qsizetype close);
    std::optional<qsizetype> definition(qsizetype open, qsizetype close);
    std::optional<qsizetype> reference(Bracket open, qsizetype close);
    bool startsDefinition(qsizetype open) const;

    const QString &m_text;
    MarkdownCode m_code;
    QList<Bracket> m_open; ///< that wait for their end
    QHash<QString, QString>
        m_labels; ///< addresses of definitions; empty: no reference is looked for
    qsizetype m_lastLink = -1; ///< where the last one begins that may not be inside another
    QList<MarkdownLink> m_links;
};

} // namespace cairn
