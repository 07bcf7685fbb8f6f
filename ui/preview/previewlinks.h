// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <md4c.h>

#include <optional>

namespace cairn {

/// Markdown whose links a parser of CommonMark finds too: `[[titles]]`, and addresses of notes
/// among words. What is a link is said by findLinks() alone. It has the lines of the source.
class PreviewLinks {
public:
    explicit PreviewLinks(const QString &markdown);

    const QString &text() const { return m_text; }
    /// The title that the target of a link stands for; nothing: it is an address.
    std::optional<QString> title(const MD_ATTRIBUTE &target) const;

private:
    QString m_text;
    QByteArray m_mark; ///< begins targets that stand for titles, and is nowhere in the source
    QStringList m_titles;
};

} // namespace cairn
